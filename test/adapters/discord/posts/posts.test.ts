import { afterEach, describe, expect, it } from 'vitest';
import { TRUE_RATES } from '../../../../loopback/discord/index.ts';
import type { Message } from '../../../../loopback/discord/world.ts';
import { DeliveryError } from '../../../../src/core/base/errors.ts';
import { flattenText } from '../../../../src/core/base/text.ts';
import type { SentPost } from '../../../../src/core/delivery/delivery.ts';
import type { Ballot } from '../../../../src/core/vote/vote.ts';
import { aNotice, anOverview, aRecordingInbound, until } from '../../../support/builders.ts';
import { wordLine } from '../../../support/check-lines.ts';
import { personId } from '../../../support/ids.ts';
import { aDiscord, type DiscordHarness } from '../harness.ts';

const UP: Ballot = { kind: 'up' };

let harness: DiscordHarness;
afterEach(async () => {
  expect(harness.server.violations).toEqual([]);
  await harness.close();
});

function posted(post: SentPost): Message {
  const message = harness.server.messageAt(post.thread ?? post.channel, post.messageId);
  if (!message) throw new Error('the post is not there');
  return message;
}

async function failure(work: Promise<unknown>): Promise<DeliveryError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DeliveryError)) throw new Error(`no DeliveryError: ${String(error)}`);
  return error;
}

describe('a post', () => {
  it('needs no gateway: a command line can send one', async () => {
    harness = await aDiscord();
    const { server, platform } = harness;
    const post = await platform.send({ channel: server.general.id }, anOverview(2), 'k1');
    expect(post.tenant).toBe(`discord:${server.guild.id}`);
    expect(server.gateway.identifies).toEqual([]);
  });

  it('sent twice with one key is posted once', async () => {
    harness = await aDiscord();
    const { server, platform } = harness;
    const destination = { channel: server.general.id };
    const first = await platform.send(destination, anOverview(2), 'k1');
    const second = await platform.send(destination, anOverview(2), 'k1');
    expect(second).toEqual(first);
    expect(server.general.messages.size).toBe(1);
  });

  it.each([
    ['a 500', { kind: 'status', status: 500 }],
    [
      'a 502 that was carried out',
      { kind: 'status', status: 502, done: true, body: '<html>bad gateway</html>' },
    ],
    ['a broken connection', { kind: 'drop-request' }],
    ['an answer that never comes', { kind: 'hang' }],
    ['an answer that stops in the middle', { kind: 'stall-answer', done: true }],
  ] as const)('has an unknown outcome after %s, and is not sent again by itself', async (_, fault) => {
    harness = await aDiscord({ tuning: { timeoutMs: 150 } });
    const { server, platform } = harness;
    server.faults.next(fault, { method: 'POST', path: /\/messages$/ });
    const error = await failure(platform.send({ channel: server.general.id }, anOverview(1), 'k1'));
    expect(error.fault).toBe('unknown');
    expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
    const found = await platform.finder.find({ channel: server.general.id }, 'k1', Date.now() - 1000);
    expect(found !== undefined).toBe('done' in fault);
  });

  it('is certainly not sent when nobody listens there', async () => {
    harness = await aDiscord();
    const { server } = harness;
    const platform = harness.again({ apiUrl: 'http://127.0.0.1:1/api' });
    const error = await failure(platform.send({ channel: server.general.id }, anOverview(1), 'k1'));
    expect(error.fault).toBe('transient');
    expect(flattenText(error.fix)).toContain('DISCORD_API_URL');
  });

  it.each([
    [50001, 403, 'refused'],
    [50013, 403, 'refused'],
    [10003, 404, 'gone'],
    [160006, 400, 'refused'],
    [50035, 400, 'rejected'],
    [130000, 400, 'transient'],
    [40001, 401, 'unauthorized'],
  ] as const)('that fails with %i says what it means and what to do', async (code, status, fault) => {
    harness = await aDiscord();
    const { server, platform } = harness;
    server.faults.next(
      { kind: 'status', status, body: { code, message: 'no' } },
      { method: 'POST', times: 9 },
    );
    const error = await failure(platform.send({ channel: server.general.id }, anOverview(1), 'k1'));
    expect(error.fault).toBe(fault);
    expect(error.message).toContain(String(code));
    if (fault !== 'transient') expect(flattenText(error.fix)).toMatch(/\w{4}/);
    expect(JSON.stringify([error, error.cause, error.stack])).not.toContain(server.token);
  });

  it('that was posted twice is found twice, and one can be taken away', async () => {
    harness = await aDiscord();
    const { server, platform } = harness;
    const to = { channel: server.general.id };
    const post = await platform.send(to, anOverview(1), 'k1');
    const { embeds } = posted(post);
    const twin = server.world.addMessage(server.general, server.world.bot.id, { embeds });
    expect((await platform.finder.findAll(to, 'k1', 0)).map(({ messageId }) => messageId)).toEqual([
      twin.id,
      post.messageId,
    ]);
    await platform.deleter.delete({ ...post, messageId: twin.id });
    expect([...server.general.messages.keys()]).toEqual([post.messageId]);
    expect((await failure(platform.deleter.delete({ ...post, messageId: twin.id }))).fault).toBe('gone');
  });

  it('that something else than Discord refuses pauses nobody', async () => {
    harness = await aDiscord();
    const { server, platform } = harness;
    server.faults.next({ kind: 'status', status: 403, body: '<html>blocked</html>' }, { method: 'POST' });
    expect((await failure(platform.send({ channel: server.general.id }, anOverview(1), 'k1'))).fault).toBe(
      'transient',
    );
  });

  it('waits as long as a 429 asks, and then gets through', async () => {
    harness = await aDiscord();
    const { server, platform } = harness;
    server.faults.next({ kind: 'rate-limit', retryAfter: 0.3 }, { method: 'POST', path: /messages$/ });
    await platform.send({ channel: server.general.id }, anOverview(1), 'k1');
    const [first, second] = server.requests.filter(({ path }) => path.endsWith('/messages'));
    expect([first?.status, second?.status]).toEqual([429, 200]);
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(300);
  });

  it('meets a ban of the address once, and says when to come again', async () => {
    harness = await aDiscord();
    const { server, platform } = harness;
    server.faults.next({ kind: 'status', status: 429, body: '<html>banned</html>' }, { method: 'POST' });
    const error = await failure(platform.send({ channel: server.general.id }, anOverview(1), 'k1'));
    expect(error).toMatchObject({ fault: 'transient', retryAfterMs: 60_000 });
    expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('that would wait for minutes fails with how long, and another channel is not held up', async () => {
    harness = await aDiscord();
    const { server, platform } = harness;
    const other = server.world.addChannel(server.guild, 'other');
    server.faults.next(
      { kind: 'rate-limit', retryAfter: 300 },
      { method: 'POST', path: new RegExp(server.general.id) },
    );
    const error = await failure(platform.send({ channel: server.general.id }, anOverview(1), 'k1'));
    expect(error.fault).toBe('transient');
    expect(error.retryAfterMs).toBeGreaterThanOrEqual(300_000);
    await platform.send({ channel: other.id }, anOverview(1), 'k2');
    expect(other.messages.size).toBe(1);
  });

  it('of many to one channel keeps under the true limits without a single 429', async () => {
    harness = await aDiscord({}, { rates: { ...TRUE_RATES, messages: { limit: 5, perMs: 300 } } });
    const { server, platform } = harness;
    const keys = Array.from({ length: 12 }, (_, i) => `k${i}`);
    await Promise.all(keys.map((key) => platform.send({ channel: server.general.id }, anOverview(1), key)));
    expect(server.general.messages.size).toBe(12);
    expect(server.requests.filter(({ status }) => status === 429)).toEqual([]);
  });

  it('holds no token in what is logged', async () => {
    harness = await aDiscord();
    const { server, platform, log } = harness;
    await harness.start();
    server.faults.next({ kind: 'status', status: 500 }, { method: 'GET' });
    await platform.reactions.read(await platform.send({ channel: server.general.id }, anOverview(1), 'k1'));
    expect(JSON.stringify(log.lines)).not.toContain(server.token);
  });
});

describe('a thread', () => {
  it('whose answer was lost is not opened twice, and is the one that is there', async () => {
    harness = await aDiscord();
    const { server, platform } = harness;
    const post = await platform.send({ channel: server.general.id }, anOverview(1), 'k1');
    server.faults.next({ kind: 'drop-answer' }, { method: 'POST', path: /threads$/ });
    const destination = await platform.threads.open(post, `Papers\n${'x'.repeat(300)}`);
    const thread = server.channels.get(destination.thread ?? '');
    expect(thread?.parentId).toBe(server.general.id);
    expect(thread?.name).toHaveLength(100);
    expect([...server.channels.values()].filter(({ parentId }) => parentId !== undefined)).toHaveLength(1);
  });

  it('that exceeds a limit of the server is refused, with what to do', async () => {
    harness = await aDiscord();
    const { server, platform } = harness;
    const post = await platform.send({ channel: server.general.id }, anOverview(1), 'k1');
    const body = { code: 160006, message: 'Maximum number of active threads reached' };
    server.faults.next({ kind: 'status', status: 400, body }, { path: /threads$/ });
    const error = await failure(platform.threads.open(post, 'Papers'));
    expect(error.fault).toBe('refused');
    expect(flattenText(error.fix)).toContain('layout');
  });
});

describe('looking for a post', () => {
  it('goes back through a busy channel as far as it was sent', async () => {
    harness = await aDiscord();
    const { server, platform } = harness;
    const destination = { channel: server.general.id };
    const post = await platform.send(destination, anOverview(1), 'k1');
    for (let i = 0; i < 250; i++)
      server.world.addMessage(server.general, server.user('ann').id, { content: 'hi' });
    expect(await platform.finder.find(destination, 'k1', Date.now() - 60_000)).toEqual(post);
    expect(await platform.finder.find(destination, 'k2', Date.now() - 60_000)).toBeUndefined();
  });

  it('takes nobody else’s message for it', async () => {
    harness = await aDiscord();
    const { server, platform } = harness;
    const destination = { channel: server.general.id };
    const post = await platform.send(destination, anOverview(1), 'k1');
    const { embeds } = posted(post);
    server.general.messages.clear();
    server.world.addMessage(server.general, server.user('mallory').id, { embeds });
    expect(await platform.finder.find(destination, 'k1', Date.now() - 60_000)).toBeUndefined();
  });

  it('says so when the bot may not look, instead of calling the post absent', async () => {
    harness = await aDiscord();
    const { server, platform } = harness;
    await platform.send({ channel: server.general.id }, anOverview(1), 'k1');
    deny(1n << 16n);
    const error = await failure(platform.finder.find({ channel: server.general.id }, 'k1', 0));
    expect(error.fault).toBe('refused');
    expect(flattenText(error.fix)).toContain('Read Message History');
  });
});

describe('reactions', () => {
  it('are read in pages, with super reactions and skin tones, each by itself', async () => {
    harness = await aDiscord();
    const { server, platform } = harness;
    const post = await platform.send({ channel: server.general.id }, anOverview(2), 'k1');
    await platform.reactions.addPreset(post, [UP]);
    await until(() => posted(post).reactions.size === 1, 'the preset reaction is there');
    const people = Array.from({ length: 230 }, (_, i) => server.user(`p${i}`).id);
    for (const id of people) server.react(id, posted(post), '👍');
    for (const id of people.slice(0, 3)) server.react(id, posted(post), '👍🏽');
    server.react(people[0] ?? '', posted(post), '🎉');
    const standing = (await platform.reactions.read(post)).reactions;
    expect(standing.filter(({ variant }) => variant === undefined)).toHaveLength(230);
    expect(standing.filter(({ variant }) => variant === '👍🏽')).toHaveLength(3);
    expect(standing).toHaveLength(233);
    expect(new Set(standing.map((one) => one.person))).toEqual(new Set(people.map((id) => `discord:${id}`)));
  });

  it('cost one request where only our preset reactions are there', async () => {
    harness = await aDiscord();
    const { server, platform } = harness;
    const post = await platform.send({ channel: server.general.id }, anOverview(2), 'k1');
    await platform.reactions.addPreset(post, [UP, { kind: 'down' }]);
    await until(() => posted(post).reactions.size === 2, 'both preset reactions are there');
    const before = server.requests.length;
    expect((await platform.reactions.read(post)).reactions).toEqual([]);
    expect(server.requests.length - before).toBe(1);
  });

  it('come in also on posts that are older than the process, and in threads it never saw', async () => {
    harness = await aDiscord();
    const { server, platform } = harness;
    const post = await platform.send({ channel: server.general.id }, anOverview(2), 'k1');
    const thread = await platform.threads.open(post, 'Papers');
    const card = await platform.send(thread, anOverview(1), 'k2');
    const inThread = server.channels.get(card.thread ?? '');
    if (inThread) inThread.archived = true;
    const later = harness.again();
    const inbound = aRecordingInbound();
    await later.connection.start(inbound);
    if (inThread) inThread.archived = false;
    server.react(server.user('ann').id, posted(post), '1️⃣');
    server.react(server.user('ann').id, posted(card), '👍');
    await until(() => inbound.events.length === 2, 'both votes arrive');
    expect(inbound.events.map(({ channel }) => channel)).toEqual([server.general.id, thread.thread]);
  });

  it('of one person arrive in the order in which they were made', async () => {
    harness = await aDiscord();
    const { server, platform } = harness;
    const order: boolean[] = [];
    let slow = true;

    await harness.start({
      ...aRecordingInbound(),
      onReaction: async ({ added }) => {
        if (slow) {
          slow = false;
          await new Promise((resolve) => setTimeout(resolve, 30));
        }
        order.push(added);
      },
    });
    const post = await platform.send({ channel: server.general.id }, anOverview(2), 'k1');
    server.react(server.user('ann').id, posted(post), '👍');
    server.unreact(server.user('ann').id, posted(post), '👍');
    await until(() => order.length === 2, 'both arrive');
    expect(order).toEqual([true, false]);
  });
});

describe('when a channel says no', () => {
  it('a private message to someone who takes none is refused, with words', async () => {
    harness = await aDiscord();
    const { server, platform } = harness;
    const ann = server.user('ann');
    ann.takesMessages = false;
    const error = await failure(platform.directMessages.notify(personId(`discord:${ann.id}`), aNotice('x')));
    expect(error.fault).toBe('refused');
  });

  it('an edit in an archived thread is refused and leaves the thread archived', async () => {
    harness = await aDiscord();
    const { server, platform } = harness;
    const post = await platform.send({ channel: server.general.id }, anOverview(2), 'k1');
    const thread = await platform.threads.open(post, 'Papers');
    const card = await platform.send(thread, anOverview(1), 'k2');
    const channel = server.channels.get(thread.thread ?? '');
    if (!channel) throw new Error('no thread');
    channel.archived = true;
    expect((await failure(platform.editor.edit(card, anOverview(1)))).fault).toBe('refused');
    expect(channel.archived).toBe(true);
    expect((await platform.reactions.read(card)).reactions).toEqual([]);
  });

  it('a check names each missing permission and where to give it', async () => {
    harness = await aDiscord();
    const { server, platform } = harness;
    deny((1n << 6n) | (1n << 14n));
    const lines = await platform.checks.run(server.general.id);
    expect(lines.filter(({ ok }) => !ok).map(wordLine)).toEqual([
      {
        ok: false,
        what: '#general: the bot is missing Embed Links.',
        fix: expect.stringContaining('Embed Links'),
      },
      {
        ok: false,
        what: '#general: the bot is missing Add Reactions.',
        fix: expect.stringContaining('Permissions'),
        minor: true,
      },
    ]);
  });

  it('a permission for threads keeps no post from a channel whose layout needs none', async () => {
    harness = await aDiscord();
    const { server, platform } = harness;
    deny(1n << 35n);
    const lacking = async (layout?: 'thread' | 'compact') =>
      (await platform.checks.run(server.general.id, layout)).filter(({ ok }) => !ok).map(wordLine);
    expect(await lacking()).toMatchObject([{ what: '#general: the bot is missing Create Public Threads.' }]);
    expect((await lacking('thread'))[0]?.minor).toBeUndefined();
    expect((await lacking('compact'))[0]?.minor).toBe(true);
  });

  it('a check that cannot be made is no "no"', async () => {
    harness = await aDiscord();
    const { server, platform } = harness;
    server.faults.next({ kind: 'status', status: 503 }, { path: /channels/, times: 20 });
    const lines = await platform.checks.run(server.general.id);
    expect(lines.at(-1)).toMatchObject({ ok: false, unknown: true });
  });

  it('a check of a channel that the bot is not in brings the link to invite it', async () => {
    harness = await aDiscord();
    const lines = await harness.platform.checks.run(harness.server.world.snowflake());
    const fix = lines.at(-1)?.finding.fix();
    expect(Array.isArray(fix) ? fix.find(({ link }) => link)?.link : undefined).toMatch(
      /oauth2\/authorize\?client_id=\d+&scope=bot\+applications\.commands&permissions=\d+$/,
    );
  });

  it('a check with a wrong token says how to get a right one', async () => {
    harness = await aDiscord();
    const [line] = await harness.again({ token: 'wrong.token.here' }).checks.run();
    expect(line && wordLine(line)).toMatchObject({
      ok: false,
      fix: expect.stringContaining('DISCORD_TOKEN'),
    });
  });
});

function deny(bits: bigint): void {
  const { general, guild } = harness.server;
  general.overwrites.set(guild.id, { id: guild.id, type: 0, allow: 0n, deny: bits });
}
