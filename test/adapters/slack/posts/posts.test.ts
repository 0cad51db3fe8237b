import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RATES } from '../../../../adapters/slack/api/rates.ts';
import { DeliveryError } from '../../../../src/core/base/errors.ts';
import { flattenText } from '../../../../src/core/base/text.ts';
import type { Message } from '../../../../src/core/message/message.ts';
import { aNotice, anOverview, aPaper, aView, until } from '../../../support/builders.ts';
import { personId } from '../../../support/ids.ts';
import { AT_ONCE, aWorld, findMessage, OPEN, type World } from '../harness.ts';

let world: World;
beforeEach(async () => {
  world = await aWorld({ tuning: { timeoutMs: 400 } });
});
afterEach(() => world.close());

const PICTURED: Message = {
  kind: 'card',
  view: aView({ paper: aPaper({ thumbnailUrl: 'https://cdn.example/gone.png' }) }),
  language: 'en',
};
const HOUR_AGO = () => Date.now() - 3_600_000;

async function failure(work: Promise<unknown>): Promise<DeliveryError> {
  const error = await work.then(
    () => new Error('it did not fail'),
    (e: unknown) => e,
  );
  if (!(error instanceof DeliveryError)) throw error;
  return error;
}

describe('sending to Slack', () => {
  it('works without a connection, for a post made by hand', async () => {
    const post = await world.platform.send(OPEN, anOverview(2), 'key');
    expect(findMessage(world, post).metadata).toEqual({
      event_type: 'paperboy_post',
      event_payload: { key: 'key' },
    });
  });

  it('has link previews and markup off in every post', async () => {
    await world.platform.send(OPEN, anOverview(2), 'key');
    const [call] = world.server.listCalls('chat.postMessage');
    expect(call?.args).toMatchObject({ unfurl_links: 'false', unfurl_media: 'false', mrkdwn: 'false' });
    expect(world.server.violations).toEqual([]);
  });

  it.each([
    ['not_in_channel', 'refused', '/invite'],
    ['missing_scope', 'refused', 'chat:write'],
    ['is_archived', 'refused', 'Unarchive'],
    ['channel_not_found', 'gone', '/invite'],
    ['token_revoked', 'unauthorized', 'Install'],
  ])('distinguishes %s, with the fix', async (code, fault, fix) => {
    const extra = code === 'missing_scope' ? { needed: 'chat:write', provided: 'commands' } : {};
    world.server.faults.add('chat.postMessage', { kind: 'error', code, extra });
    const error = await failure(world.platform.send(OPEN, anOverview(1), 'key'));
    expect(error.fault).toBe(fault);
    expect(flattenText(error.fix)).toContain(fix);
  });

  it('asks once and never again by itself when it is unclear whether a post got through', async () => {
    for (const fault of [
      { kind: 'drop', done: true },
      { kind: 'status', status: 500, done: true },
      { kind: 'hang', done: true },
    ] as const) {
      const before = world.server.listCalls('chat.postMessage').length;
      world.server.faults.add('chat.postMessage', fault);
      const key = `key-${fault.kind}`;
      expect((await failure(world.platform.send(OPEN, anOverview(1), key))).fault).toBe('unknown');
      expect(world.server.listCalls('chat.postMessage')).toHaveLength(before + 1);
      expect(await world.platform.finder.find(OPEN, key, HOUR_AGO())).toBeDefined();
    }
  });

  it('finds nothing when a post with an unknown outcome was not carried out', async () => {
    world.server.faults.add('chat.postMessage', { kind: 'drop', done: false });
    expect((await failure(world.platform.send(OPEN, anOverview(1), 'key'))).fault).toBe('unknown');
    expect(await world.platform.finder.find(OPEN, 'key', HOUR_AGO())).toBeUndefined();
  });

  it('was certainly not carried out when nobody listens', async () => {
    await world.server.close();
    expect((await failure(world.platform.send(OPEN, anOverview(1), 'key'))).fault).toBe('transient');
  });

  it('sends a refused call again after the Retry-After, as it was certainly not carried out', async () => {
    await world.platform.checks.run();
    world.server.faults.add('chat.postMessage', { kind: 'rate-limit', retryAfter: 1 });
    const before = Date.now();
    await world.platform.send(OPEN, anOverview(1), 'key');
    expect(Date.now() - before).toBeGreaterThanOrEqual(1000);
    expect(world.server.state.channels.get(OPEN.channel)?.messages).toHaveLength(1);
  });

  it('takes a 429 without a readable Retry-After for one all the same', async () => {
    world.server.faults.add('chat.postMessage', { kind: 'rate-limit', retryAfter: 'soon' });
    const sent = world.platform.send(OPEN, anOverview(1), 'key').catch((e: unknown) => e);
    await until(() => world.server.rateLimited === 1, 'Slack has said 429');
    await world.platform.connection.stop();
    expect(await sent).toMatchObject({ fault: 'transient' });
  });

  it('goes without its picture when Slack cannot fetch it', async () => {
    world.server.faults.add('chat.postMessage', { kind: 'error', code: 'invalid_blocks' });
    const message = findMessage(world, await world.platform.send(OPEN, PICTURED, 'key'));
    expect(JSON.stringify(message.blocks)).not.toContain('gone.png');
    expect(JSON.stringify(message.blocks)).toContain('Ada Lovelace');
    expect(world.server.state.channels.get(OPEN.channel)?.messages).toHaveLength(1);
  });

  it('keeps to Slack’s pace by itself: a digest with its thread meets no 429', async () => {
    const strict = await aWorld(
      { tuning: { rates: RATES, channelRate: { calls: 1, perMs: 1000 } } },
      { limits: true },
    );
    const overview = await strict.platform.send(OPEN, anOverview(2), 'key-0');
    const thread = await strict.platform.threads.open(overview, 'Daily papers');
    const before = Date.now();
    await Promise.all(['key-1', 'key-2'].map((key) => strict.platform.send(thread, aNotice(key), key)));
    expect(strict.server.rateLimited).toBe(0);
    expect(Date.now() - before).toBeLessThan(3000);
    await strict.close();
  });
});

describe('the reactions that the bot puts on a post', () => {
  const ballots = [1, 2, 3, 4, 5].map((n) => ({ kind: 'nth', n }) as const);

  it('are in their order when they are done', async () => {
    const post = await world.platform.send(OPEN, anOverview(5), 'key');
    await world.platform.reactions.addPreset(post, ballots);
    expect([...findMessage(world, post).reactions.keys()]).toEqual(['one', 'two', 'three', 'four', 'five']);
  });

  it('do not hold up a stop for long', async () => {
    const slow = await aWorld({
      tuning: { rates: { ...AT_ONCE, 'reactions.add': { calls: 1, perMs: 60_000 } } },
    });
    const post = await slow.platform.send(OPEN, anOverview(5), 'key');
    const turnedAway = failure(slow.platform.reactions.addPreset(post, ballots));
    await until(() => findMessage(slow, post).reactions.size > 0, 'it has begun');
    const before = Date.now();
    await slow.close();
    expect(Date.now() - before).toBeLessThan(1000);
    expect((await turnedAway).fault).toBe('transient');
  });
});

describe('looking a post up on Slack', () => {
  it('says which permission is missing instead of guessing', async () => {
    world.server.state.scopes = world.server.state.scopes.filter((scope) => scope !== 'channels:history');
    const error = await failure(world.platform.finder.find(OPEN, 'key', HOUR_AGO()));
    expect(error.fault).toBe('refused');
    expect(error.message).toContain('cannot be looked up');
    expect(error.message).toContain('channels:history');
    expect(flattenText(error.fix)).toContain('slack-manifest.json');
  });

  it('turns the pages until it is found', async () => {
    const first = await world.platform.send(OPEN, aNotice('first'), 'key-first');
    for (let i = 0; i < 120; i++) world.server.people.say('U0BOB', OPEN.channel, `chatter ${i}`);
    expect(await world.platform.finder.find(OPEN, 'key-first', HOUR_AGO())).toEqual(first);
    expect(world.server.listCalls('conversations.history')).toHaveLength(2);
  });

  it('gives up permanently after two thousand messages, and says where to look', async () => {
    for (let i = 0; i < 2001; i++) world.server.people.say('U0BOB', OPEN.channel, `chatter ${i}`);
    const error = await failure(world.platform.finder.find(OPEN, 'key', HOUR_AGO()));
    expect(error).toMatchObject({ fault: 'refused' });
    expect(flattenText(error.fix)).toContain('Look for the digest in the channel');
  });

  it('finds it also when our clock runs far ahead of Slack’s', async () => {
    const post = await world.platform.send(OPEN, aNotice('ours'), 'key');
    expect(await world.platform.finder.find(OPEN, 'key', Date.now() + 30 * 86_400_000)).toEqual(post);
  });

  it('does not take another app’s message with the same key for ours', async () => {
    const post = await world.platform.send(OPEN, aNotice('ours'), 'key');
    Object.assign(findMessage(world, post), { bot_id: 'B0OTHER' });
    expect(await world.platform.finder.find(OPEN, 'key', HOUR_AGO())).toBeUndefined();
  });
});

describe('changing a post on Slack', () => {
  it('reports that a deleted post is gone', async () => {
    const post = await world.platform.send(OPEN, anOverview(1), 'key');
    world.server.state.channels.get(OPEN.channel)?.messages.pop();
    for (const work of [
      () => world.platform.editor.edit(post, anOverview(1)),
      () => world.platform.reactions.read(post),
    ])
      expect((await failure(work())).fault).toBe('gone');
    expect((await failure(world.platform.reactions.addPreset(post, [{ kind: 'up' }]))).fault).toBe('gone');
  });

  it('is no unknown outcome when the connection drops: an edit may be made again', async () => {
    const post = await world.platform.send(OPEN, anOverview(1), 'key');
    world.server.faults.add('chat.update', { kind: 'drop', done: true });
    expect((await failure(world.platform.editor.edit(post, anOverview(2)))).fault).toBe('transient');
  });
});

describe('notifying a person on Slack', () => {
  it('goes to their direct messages', async () => {
    await world.platform.directMessages.notify(personId('slack:T0LOOP/U0BOB'), aNotice('only you'));
    await world.platform.directMessages.notify(personId('slack:T0LOOP/U0BOB'), aNotice('again'));
    expect(world.server.state.dm('U0BOB').messages).toHaveLength(2);
    expect(world.server.listCalls('conversations.open')).toHaveLength(1);
  });

  it('says so when there is no such person', async () => {
    expect(
      (await failure(world.platform.directMessages.notify(personId('slack:T0LOOP/U0GONE'), aNotice('hi'))))
        .fault,
    ).toBe('gone');
    expect(
      (await failure(world.platform.directMessages.notify(personId('discord:1'), aNotice('hi')))).fault,
    ).toBe('gone');
  });
});
