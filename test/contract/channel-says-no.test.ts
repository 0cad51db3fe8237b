import { ChannelType } from 'discord.js';
import { describe, expect, it } from 'vitest';
import type { App } from '../../src/cli/base/app.ts';
import { runSubscriptions } from '../../src/cli/commands/subscriptions.ts';
import { splitId } from '../../src/core/base/ids.ts';
import { flattenText } from '../../src/core/base/text.ts';
import { aSubscription } from '../support/builders.ts';
import {
  aDelivery,
  type Discord,
  discordRig,
  type Rig,
  SLOT,
  type Slack,
  slackRig,
  wordFixFor,
} from './rig.ts';

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

const SEND_MESSAGES = 1n << 11n;
const deny = ({ general, guild }: Discord, bits: bigint) =>
  general.overwrites.set(guild.id, { id: guild.id, type: 0, allow: 0n, deny: bits });
const kick = ({ world, guild }: Discord) => guild.members.delete(world.bot.id);
const openIn = ({ state }: Slack) => {
  const channel = state.channels.get('C0OPEN');
  if (!channel) throw new Error('no channel');
  return channel;
};
/** The post that holds the thread goes away as soon as it is there, or the thread does. */
const onceThreadIsOpen = (server: Discord, act: (thread: string) => void) => {
  const { announceThread } = server.tools;
  server.tools.announceThread = (thread) => {
    const json = announceThread(thread);
    act(thread.id);
    return json;
  };
};

/** What happened, how it is brought about, and the words of the fix that people must read. */
const TABLE: ReadonlyArray<readonly [what: string, rig: () => Promise<Rig>, fix: RegExp]> = [
  [
    'Discord 50001, the bot does not see the channel',
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
  ['a Discord server that has kicked the bot', () => discordRig(kick), /View Channel|Invite the bot/],
  [
    'a Discord channel that was deleted',
    () => discordRig(({ channels, general }) => channels.delete(general.id)),
    /Subscribe another channel/,
  ],
  [
    'a Discord channel that has become a stage',
    () =>
      discordRig(({ channels, general }) =>
        channels.set(general.id, { ...general, type: ChannelType.GuildStageVoice }),
      ),
    /Choose a text, announcement or forum channel/,
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
    'Slack, a channel without threads',
    () => slackRig(slackError('restricted_action_non_threadable_channel')),
    /Choose another layout/,
  ],
  [
    'a private Slack channel that the bot was kicked out of',
    () =>
      slackRig(({ state }) => {
        state.addChannel('C0OPEN', { kind: 'private', members: new Set(['U0ADA']) });
      }),
    /\/invite @Paperboy/,
  ],
];

/** Of the post or its thread alone. */
const THREADS: typeof TABLE = [
  [
    'Discord 10008, the post that holds the thread was deleted',
    () => discordRig(discordError(10008, 404, THREADING)),
    /next digest/,
  ],
  [
    'a Discord thread that was deleted, while its channel is well',
    () => discordRig((server) => onceThreadIsOpen(server, (id) => server.channels.delete(id))),
    /do not need to do anything.*next digest/,
  ],
  [
    'a Discord thread that was locked',
    () =>
      discordRig((server) =>
        onceThreadIsOpen(server, (id) => {
          const thread = server.channels.get(id);
          if (thread) thread.locked = true;
        }),
      ),
    /Unlock the thread/,
  ],
  [
    'Slack thread_not_found, the post that holds the thread was deleted',
    () => slackRig(slackError('thread_not_found')),
    /next digest/,
  ],
];

describe('when a thread is gone or closed', () => {
  it.each(THREADS)(
    '(%s) only its digest ends: the next one comes as planned',
    async (_what, makeRig, fix) => {
      const rig = await makeRig();
      const { tick, delivery, subscription, clock } = await aDelivery(rig);
      await tick();
      const failed = await delivery();
      expect(failed?.state).toBe('failed');
      expect(wordFixFor(failed?.reason, rig)).toMatch(fix);
      expect((await subscription())?.paused).toBeUndefined();
      clock.advance(24 * 3_600_000);
      await tick();
      expect((await delivery())?.slot).toBe(SLOT + 24 * 3_600_000);
      expect(await rig.platform.checks.run(splitId(rig.channel).id)).not.toEqual([]);
    },
  );
});

describe('when a channel says no', () => {
  it.each(TABLE)(
    '(%s) it pauses, and its owner, the ledger and `status` say what to do',
    async (_what, makeRig, fix) => {
      const rig = await makeRig();
      const { tick, delivery, subscription, status, store } = await aDelivery(rig);
      await tick();
      const failed = await delivery();
      expect(failed?.state).toBe('failed');
      expect(wordFixFor(failed?.reason, rig)).toMatch(fix);
      const paused = (await subscription())?.paused;
      expect(paused?.by).toBe('fault');
      expect(wordFixFor(paused?.reason, rig)).toMatch(fix);
      expect(rig.notices()).toMatch(/daily papers are paused/);
      expect(flattenText(JSON.parse(await status()).message.fields[1].value)).toMatch(fix);
      expect(await store.subscriptions.listDue(Date.parse('2026-06-01'))).toEqual([]);
    },
  );

  it('its owner gets the very fix, privately, and once', async () => {
    const rig = await discordRig((server) => deny(server, SEND_MESSAGES));
    const { tick, clock } = await aDelivery(rig);
    for (let day = 0; day < 3; day++) {
      await tick();
      clock.advance(24 * 3_600_000);
    }
    expect(rig.notices().match(/daily papers are paused/g)).toHaveLength(1);
    expect(rig.notices()).toMatch(/Send Messages/);
    expect(rig.posts()).toBe(0);
  });

  it('and the command line set it up, so that nobody can be notified, the log, `status` and `subscriptions` say it', async () => {
    const rig = await discordRig((server) => deny(server, SEND_MESSAGES));
    const { tick, subscription, status, store, clock, log } = await aDelivery(rig);
    const { owner: _, ...ownerless } = (await subscription()) ?? aSubscription();
    await store.subscriptions.put(ownerless);
    await tick();
    expect((await subscription())?.owner).toBeUndefined();
    expect(rig.notices()).toBe('[]');
    const [warning, ...more] = log.lines.filter(({ level }) => level === 'warn' || level === 'error');
    expect(more).toEqual([]);
    expect(warning?.facts).toMatchObject({
      channel: rig.channel,
      pause: true,
      fix: expect.stringMatching(/Send Messages/),
    });
    expect(flattenText(JSON.parse(await status()).message.fields[1].value)).toMatch(
      /Paused: .*Send Messages/s,
    );
    const printed: string[] = [];
    const print = (line: string) => printed.push(line);
    await runSubscriptions({
      store,
      clock,
      print,
      platforms: new Map([[rig.platform.name, rig.platform]]),
    } as unknown as App);
    expect(printed.join('\n')).toMatch(/paused: .*Send Messages.*\n.*last: failed/s);
    expect(printed.join('\n')).toContain(`npx node src/main.ts resume ${rig.channel}`);
    expect(printed.join('\n')).not.toContain('/papers');
  });

  it('its owner reads the channel by its name, and the command as it is typed there', async () => {
    const discord = await discordRig((server) => deny(server, SEND_MESSAGES));
    await (await aDelivery(discord)).tick();
    expect(discord.notices()).toContain(`The posts to <#${discord.server.general.id}> do not get through`);
    expect(discord.notices()).toContain('/papers channel resume');
    expect(discord.notices()).not.toContain(discord.channel);
    const slack = await slackRig((server) => {
      openIn(server).archived = true;
    });
    await (await aDelivery(slack)).tick();
    expect(slack.notices()).toContain('"channel_id":"C0OPEN"');
    expect(slack.notices()).toContain('/papers resume');
    expect(slack.notices()).not.toContain(slack.channel);
  });

  it('its owner is not asked to resume where the channel is gone', async () => {
    const rig = await discordRig(({ channels, general }) => channels.delete(general.id));
    await (await aDelivery(rig)).tick();
    expect(rig.notices()).toMatch(/daily papers are paused/);
    expect(rig.notices()).toContain('Subscribe another channel');
    expect(rig.notices()).not.toContain('resume');
  });

  it('another channel gets its digest all the same', async () => {
    for (const rig of [
      await discordRig((server) => deny(server, SEND_MESSAGES)),
      await slackRig((server) => {
        openIn(server).archived = true;
      }),
    ]) {
      const other = rig.another();
      const { tick, delivery } = await aDelivery(rig, [other]);
      await tick();
      expect((await delivery())?.state).toBe('failed');
      expect((await delivery(other))?.state).toBe('sent');
      expect([rig.posts(), rig.posts(other)]).toEqual([0, 3]);
    }
  });
});

interface Fixable<Server> {
  readonly rig: () => Promise<Rig<Server>>;
  readonly fix: (server: Server) => void;
  readonly says: RegExp;
}

const discord = (spoil: (server: Discord) => void, fix: (server: Discord) => void, says: RegExp) =>
  ({ rig: () => discordRig(spoil), fix, says }) as Fixable<unknown>;
const slack = (spoil: (server: Slack) => void, fix: (server: Slack) => void, says: RegExp) =>
  ({ rig: () => slackRig(spoil), fix, says }) as Fixable<unknown>;

const FIXABLE: ReadonlyArray<readonly [string, Fixable<unknown>]> = [
  [
    'a Discord permission is missing',
    discord(
      (server) => deny(server, SEND_MESSAGES),
      ({ general }) => general.overwrites.clear(),
      /missing Send Messages/,
    ),
  ],
  [
    'the bot was kicked from the Discord server',
    discord(kick, ({ world, guild }) => guild.members.set(world.bot.id, []), /Invite the bot/),
  ],
  [
    'the Slack channel is archived',
    slack(
      (server) => {
        openIn(server).archived = true;
      },
      (server) => {
        openIn(server).archived = false;
      },
      /archived/,
    ),
  ],
  [
    'the Slack app may not post',
    slack(
      ({ state }) => {
        state.scopes = state.scopes.filter((scope) => !scope.startsWith('chat:write'));
      },
      ({ state }) => {
        state.scopes.push('chat:write', 'chat:write.public');
      },
      /chat:write/,
    ),
  ],
];

describe('`resume`', () => {
  it.each(FIXABLE)(
    '(%s) asks the channel first, and goes on when it is fixed',
    async (_what, { rig: make, fix, says }) => {
      const rig = await make();
      const { tick, resume, subscription } = await aDelivery(rig);
      await tick();
      const answer = await resume();
      expect(answer).toContain('The post would fail again');
      expect(answer).toMatch(says);
      expect((await subscription())?.paused).toBeDefined();
      fix(rig.server);
      expect(await resume()).toContain('Resumed');
      expect((await subscription())?.paused).toBeUndefined();
    },
  );

  it('is not held up by what is amiss elsewhere: posts get through without it', async () => {
    const rig = await slackRig((server) => {
      openIn(server).members.delete(server.state.bot.user);
      server.state.scopes = server.state.scopes.filter((scope) => scope !== 'links:read');
    });
    const { store, resume } = await aDelivery(rig);
    await store.subscriptions.pause(rig.channel, {
      at: 0,
      by: 'person',
      reason: { code: 'typed', values: { text: 'holidays' } },
    });
    expect(await resume()).toContain('Resumed');
  });
});
