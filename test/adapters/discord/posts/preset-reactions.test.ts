import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { type DiscordServer, NO_RATES, TRUE_RATES } from '../../../../loopback/discord/index.ts';
import type { SentPost } from '../../../../src/core/delivery/delivery.ts';
import type { Ballot } from '../../../../src/core/vote/vote.ts';
import { anOverview, until } from '../../../support/builders.ts';
import { aDiscord, type DiscordHarness } from '../harness.ts';

const FIVE: readonly Ballot[] = [1, 2, 3, 4, 5].map((n) => ({ kind: 'nth', n }));
const KEYCAPS = ['1️⃣', '2️⃣', '3️⃣', '4️⃣', '5️⃣'];
const PRESET_REACTIONS = { method: 'PUT', path: /\/reactions\// };

let harness: DiscordHarness;
afterEach(async () => {
  expect(harness.server.violations).toEqual([]);
  await harness.close();
});

function emojisOn(post: SentPost): string[] {
  const message = harness.server.messageAt(post.thread ?? post.channel, post.messageId);
  return [...(message?.reactions.keys() ?? [])];
}

function manyChannels(server: DiscordServer, count: number): string[] {
  return Array.from({ length: count }, (_, i) => server.world.addChannel(server.guild, `c${i}`).id);
}

const requests = (server: DiscordServer, method: string) =>
  server.requests.filter((request) => request.method === method);

describe('the reactions that the bot puts on a post', () => {
  it('are in their order when they are done', async () => {
    harness = await aDiscord();
    const { platform, server } = harness;
    const post = await platform.send({ channel: server.general.id }, anOverview(5), 'k1');
    await platform.reactions.addPreset(post, FIVE);
    expect(emojisOn(post)).toEqual(KEYCAPS);
  });

  it('come after all posts, however many there are', async () => {
    harness = await aDiscord({ tuning: { requestsPerSecond: 20, reactionSpacingMs: 20 } });
    const { platform, server } = harness;
    const deliver = async (channel: string) => {
      const post = await platform.send({ channel }, anOverview(1), channel);
      await platform.reactions.addPreset(post, [{ kind: 'up' }]);
    };
    await Promise.all(manyChannels(server, 25).map(deliver));
    await until(() => requests(server, 'PUT').length === 25, 'all preset reactions are there');
    const methods = server.requests.map(({ method }) => method).filter((method) => method !== 'GET');
    expect(methods.lastIndexOf('POST')).toBeLessThan(methods.indexOf('PUT'));
  }, 20_000);

  it('take no place in Discord’s second from posts that come one after the other', async () => {
    harness = await aDiscord({ tuning: { reactionSpacingMs: 50 } });
    const { platform, server } = harness;
    for (const channel of manyChannels(server, 12)) {
      const post = await platform.send({ channel }, anOverview(1), channel);
      void platform.reactions.addPreset(post, [{ kind: 'up' }]);
      await sleep(40);
    }
    expect(requests(server, 'PUT')).toEqual([]);
    await until(() => requests(server, 'PUT').length === 12, 'all preset reactions are there');
  });

  it('meet no 429 under the true limits, in a thread and in many channels of which nothing is known yet', async () => {
    const rates = { ...NO_RATES, reactions: TRUE_RATES.reactions };
    harness = await aDiscord({ tuning: { reactionSpacingMs: undefined } }, { rates });
    const { platform, server } = harness;
    const [first = '', ...others] = manyChannels(server, 8);
    const overview = await platform.send({ channel: first }, anOverview(1), 'k0');
    const thread = await platform.threads.open(overview, 'Papers');
    const destinations = [thread, thread, ...others.map((channel) => ({ channel }))];
    const posts = [overview];
    for (const [i, destination] of destinations.entries())
      posts.push(await platform.send(destination, anOverview(1), `k${i + 1}`));
    await Promise.all(posts.map((post) => platform.reactions.addPreset(post, FIVE.slice(0, 3))));
    await until(() => posts.every((post) => emojisOn(post).length === 3), 'all preset reactions are there');
    expect(server.requests.filter(({ status }) => status === 429)).toEqual([]);
  });

  it('that a channel refuses are not asked for one by one', async () => {
    harness = await aDiscord();
    const { platform, server } = harness;
    const closed = server.general;
    closed.overwrites.set(server.guild.id, { id: server.guild.id, type: 0, allow: 0n, deny: 1n << 6n });
    const [open = ''] = manyChannels(server, 1);
    const fine = await platform.send({ channel: open }, anOverview(5), 'k0');
    const posts = [fine];
    for (const key of ['k1', 'k2', 'k3'])
      posts.push(await platform.send({ channel: closed.id }, anOverview(5), key));
    const outcomes = await Promise.allSettled(posts.map((post) => platform.reactions.addPreset(post, FIVE)));
    expect(emojisOn(fine)).toEqual(KEYCAPS);
    expect(server.requests.filter(({ status }) => status === 403)).toHaveLength(1);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected']);
    expect(outcomes[3]).toMatchObject({ reason: { fault: 'refused' } });
  });

  it('are still put on the other posts of a channel where one was deleted', async () => {
    harness = await aDiscord();
    const { platform, server } = harness;
    const destination = { channel: server.general.id };
    const [gone, stays] = [
      await platform.send(destination, anOverview(5), 'k1'),
      await platform.send(destination, anOverview(5), 'k2'),
    ];
    server.general.messages.delete(gone.messageId);
    const outcomes = await Promise.allSettled(
      [gone, stays].map((post) => platform.reactions.addPreset(post, FIVE)),
    );
    expect(emojisOn(stays)).toEqual(KEYCAPS);
    expect(outcomes).toMatchObject([{ reason: { fault: 'gone' } }, { status: 'fulfilled' }]);
  });

  it('are tried again after a 503', async () => {
    harness = await aDiscord();
    const { platform, server } = harness;
    const post = await platform.send({ channel: server.general.id }, anOverview(5), 'k1');
    server.faults.next({ kind: 'status', status: 503 }, PRESET_REACTIONS);
    await platform.reactions.addPreset(post, FIVE);
    expect(emojisOn(post)).toEqual(KEYCAPS);
  });

  it('do not hold up a stop: what was begun is finished, and the others are turned away', async () => {
    harness = await aDiscord({ tuning: { requestsPerSecond: 500, reactionSpacingMs: 10 } });
    const { platform, server } = harness;
    const posts = await Promise.all(
      manyChannels(server, 45).map((channel) => platform.send({ channel }, anOverview(1), channel)),
    );
    const outcomes = Promise.allSettled(
      posts.map((post) => platform.reactions.addPreset(post, FIVE.slice(0, 2))),
    );
    await platform.connection.stop();
    const complete = posts.filter((post) => emojisOn(post).length === 2);
    const bare = posts.filter((post) => emojisOn(post).length === 0);
    expect(complete.length + bare.length).toBe(posts.length);
    expect(bare.length).toBeGreaterThan(0);
    const turnedAway = (await outcomes).filter(({ status }) => status === 'rejected');
    expect(turnedAway).toHaveLength(bare.length);
    for (const one of turnedAway) expect(one).toMatchObject({ reason: { fault: 'transient' } });
  });
});

describe('a channel that keeps us waiting', () => {
  it('delays no other, however much there is for it', async () => {
    harness = await aDiscord({ tuning: { requestsPerSecond: 10 } });
    const { platform, server } = harness;
    const [quick = ''] = manyChannels(server, 1);
    const slow = new RegExp(`${server.general.id}/messages$`);
    server.faults.next({ kind: 'rate-limit', retryAfter: 2 }, { path: slow });
    const many = Array.from({ length: 12 }, (_, i) =>
      platform.send({ channel: server.general.id }, anOverview(1), `slow${i}`),
    );
    await until(() => server.requests.some(({ status }) => status === 429), 'the slow channel waits');
    await platform.send({ channel: quick }, anOverview(1), 'quick');
    expect(server.general.messages.size).toBe(0);
    await Promise.all(many);
  }, 20_000);

  it('and never answers delays no other either', async () => {
    harness = await aDiscord({ tuning: { requestsPerSecond: 3, timeoutMs: 2000 } });
    const { platform, server } = harness;
    const dead = manyChannels(server, 3);
    server.faults.next({ kind: 'hang' }, { method: 'POST', times: 3 });
    const lost = dead.map((channel) =>
      platform.send({ channel }, anOverview(1), channel).catch(() => channel),
    );
    await until(
      () => requests(server, 'POST').length === 3,
      'all places are taken by requests without an answer',
    );
    await platform.send({ channel: server.general.id }, anOverview(1), 'quick');
    expect(server.general.messages.size).toBe(1);
    expect(await Promise.race([Promise.all(lost), 'still waiting'])).toBe('still waiting');
    expect(await Promise.all(lost)).toEqual(dead);
  }, 20_000);
});
