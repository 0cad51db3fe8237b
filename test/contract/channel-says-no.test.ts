import { describe, expect, it, onTestFinished } from 'vitest';
import { resume } from '../../commands/pause.ts';
import { status } from '../../commands/status.ts';
import type { CommandContext } from '../../src/core/command.ts';
import type { Platform } from '../../src/core/ports.ts';
import { type ChannelId, type PlatformName, splitChannel } from '../../src/core/subscription.ts';
import { createDeliver } from '../../src/jobs/deliver.ts';
import { enqueueDue } from '../../src/jobs/enqueue.ts';
import { openStore } from '../../src/store/open-store.ts';
import { aDiscord } from '../adapters/discord/harness.ts';
import { aWorld as aSlackWorld } from '../adapters/slack/harness.ts';
import { aClock, aLog, aSubscription, papers } from '../support/builders.ts';

const HOUR = 3_600_000;

/** A real client over a loopback server, with a digest that is due in the channel. */
interface Rig {
  readonly platform: Platform;
  readonly channel: ChannelId;
  readonly owner: string;
  readonly space: string;
  /** All private messages that the owner got, as text. */
  told(): string;
  /** How many messages of the bot stand in the channel. */
  posts(): number;
}

async function deliverTo(rig: Rig) {
  const clock = aClock('2026-04-30T09:00:10Z');
  const log = aLog();
  const store = await openStore({ url: ':memory:', log });
  onTestFinished(() => store.close());
  const listed = papers(3);
  await store.papers.save(listed, clock.now());
  await store.editions.save({
    day: '2026-04-30',
    state: 'filling',
    paperIds: listed.map(({ id }) => id),
    fetchedAt: clock.now(),
  });
  const { channel, owner, platform } = rig;
  const nextDueAt = Date.parse('2026-04-30T09:00:00Z');
  await store.subscriptions.put(aSubscription({ channel, owner, count: 2, nextDueAt }));
  const platforms = new Map<PlatformName, Platform>([[platform.name, platform]]);
  const forCard = ({ abstract }: { abstract: string }) => ({ text: abstract, by: 'abstract' });
  const deliver = createDeliver({
    ...{ store, platforms, forCard, clock, log },
    owner: 'one',
    latestMs: 6 * HOUR,
    concurrency: 2,
  });
  await enqueueDue({ store, clock, log });
  await deliver.run();
  const at = splitChannel(channel);
  const context = {
    asker: {
      platform: platform.name,
      space: rig.space,
      channel: at?.id ?? '',
      person: owner,
      mayManage: true,
    },
    services: {
      ...{ store, clock },
      refreshStatus: () => ({ lastSuccess: clock.now() }),
      checkChannel: () => platform.check(at?.id),
      nextDue: () => nextDueAt + 24 * HOUR,
    },
  } as unknown as CommandContext;
  return {
    store,
    delivery: (await store.deliveries.recent(channel, 1))[0],
    subscription: await store.subscriptions.get(channel),
    status: async () => JSON.stringify(await status.run(context, {})),
    resume: async () => JSON.stringify(await resume.run(context, {})),
    log,
  };
}

type Discord = Awaited<ReturnType<typeof aDiscord>>['server'];
type Slack = Awaited<ReturnType<typeof aSlackWorld>>['server'];

async function discordRig(spoil: (server: Discord) => void): Promise<Rig> {
  const { server, platform, close } = await aDiscord();
  onTestFinished(close);
  spoil(server);
  const ann = server.user('ann').id;
  return {
    platform,
    channel: `discord:${server.general.id}`,
    owner: `discord:${ann}`,
    space: `discord:${server.guild.id}`,
    told: () =>
      JSON.stringify(
        server.requests
          .filter(({ path, method }) => method === 'POST' && /messages$/.test(path))
          .map(({ body }) => body),
      ),
    posts: () => server.general.messages.size,
  };
}

async function slackRig(spoil: (server: Slack) => void): Promise<Rig> {
  const { server, platform, close } = await aSlackWorld();
  onTestFinished(close);
  spoil(server);
  return {
    platform,
    channel: 'slack:C0OPEN',
    owner: `slack:${server.state.team.id}:U0ADA`,
    space: `slack:${server.state.team.id}`,
    told: () => JSON.stringify(server.state.dm('U0ADA').messages),
    posts: () => server.state.channels.get('C0OPEN')?.messages.length ?? 0,
  };
}

const discordError = (code: number, http: number, path: RegExp) => (server: Discord) =>
  server.faults.next(
    { kind: 'status', status: http, body: { code, message: 'no' } },
    { method: 'POST', path: new RegExp(`${server.general.id}${path.source}`) },
  );
const POSTING = /\/messages$/;
const THREADING = /\/messages\/\d+\/threads$/;
const slackError =
  (code: string, extra: Record<string, unknown> = {}) =>
  (server: Slack) =>
    server.faults.add('chat.postMessage', { kind: 'error', code, extra });

/** What happened, how it is brought about, and the words of the fix that people must read. */
const TABLE: ReadonlyArray<readonly [what: string, rig: () => Promise<Rig>, fix: RegExp]> = [
  [
    'Discord 50001, the bot was kicked from the channel',
    () => discordRig(discordError(50001, 403, POSTING)),
    /View Channel/,
  ],
  [
    'Discord 50013, a permission is missing',
    () => discordRig(discordError(50013, 403, POSTING)),
    /Send Messages/,
  ],
  [
    'Discord 403 without a code that we know',
    () => discordRig(discordError(59999, 403, POSTING)),
    /Send Messages/,
  ],
  [
    'Discord 10003, the channel is gone',
    () => discordRig(discordError(10003, 404, POSTING)),
    /Subscribe another channel/,
  ],
  [
    'Discord 404 without a code that we know',
    () => discordRig(discordError(19999, 404, POSTING)),
    /invite the bot again/,
  ],
  [
    'Discord 10004, the bot was kicked from the server',
    () => discordRig(discordError(10004, 404, POSTING)),
    /Invite the bot again/,
  ],
  [
    'Discord 160006, too many active threads',
    () => discordRig(discordError(160006, 400, THREADING)),
    /Archive some threads/,
  ],
  [
    'Discord 10008, the post that holds the thread was deleted',
    () => discordRig(discordError(10008, 404, THREADING)),
    /resume/,
  ],
  ['Slack not_in_channel', () => slackRig(slackError('not_in_channel')), /\/invite @Paperboy/],
  ['Slack channel_not_found', () => slackRig(slackError('channel_not_found')), /\/invite @Paperboy/],
  [
    'Slack missing_scope',
    () => slackRig(slackError('missing_scope', { needed: 'chat:write' })),
    /bot scope chat:write/,
  ],
  ['Slack is_archived', () => slackRig(slackError('is_archived')), /Unarchive the channel/],
  ['Slack restricted_action', () => slackRig(slackError('restricted_action')), /workspace admin/],
  [
    'Slack thread_not_found, the post that holds the thread was deleted',
    () => slackRig(slackError('thread_not_found')),
    /resume/,
  ],
];

describe('when a channel says no', () => {
  it.each(TABLE)(
    '(%s) it pauses, and its owner, the ledger and `status` tell what to do',
    async (_what, makeRig, fix) => {
      const rig = await makeRig();
      const { delivery, subscription, status: read, store } = await deliverTo(rig);
      expect(delivery).toMatchObject({ state: 'failed', fix: expect.stringMatching(fix) });
      expect(subscription?.paused).toMatchObject({ by: 'fault', fix: expect.stringMatching(fix) });
      expect(rig.told()).toMatch(/daily papers are paused/);
      expect(await read()).toMatch(/paused/);
      expect(JSON.parse(await read()).message.fields[1].value).toMatch(fix);
      expect(await store.subscriptions.due(Date.parse('2026-06-01'))).toEqual([]);
    },
  );

  it('`resume` asks the channel first, and goes on only when it answers well', async () => {
    const rig = await slackRig((server) => {
      const channel = server.state.channels.get('C0OPEN');
      if (channel) channel.archived = true;
    });
    const { resume: go, store } = await deliverTo(rig);
    expect(await go()).toContain('It would fail again');
    expect((await store.subscriptions.get(rig.channel))?.paused).toBeDefined();
  });
});
