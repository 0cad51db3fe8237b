import { describe, expect, it, onTestFinished } from 'vitest';
import { commands } from '../../commands/index.ts';
import { readText } from '../../loopback/discord/index.ts';
import { type ChannelId, type PersonId, splitId, type TenantId } from '../../src/core/base/ids.ts';
import type { ChatPlatform } from '../../src/core/platform/platform.ts';
import { aDiscord, awaitAnswer } from '../adapters/discord/harness.ts';
import { answerTo, aWorld } from '../adapters/slack/harness.ts';
import { aDesk } from '../commands/desk.ts';
import { aDigest } from '../store/ledger.ts';
import { aRecordingInbound, aSubscription, papers, until } from '../support/builders.ts';
import { channelId, personId, tenantId } from '../support/ids.ts';

const SECRET = 'the layoffs are announced on Friday';
const PAPER = '2604.00002';
const VOTED = '2604.00007';
const SLOT = Date.parse('2026-04-30T09:00:00Z');
const ALL = 1n << 10n;
/** What options are called on Discord; on Slack their values are typed. The last one takes all that is left. */
const OPTIONS_OF: Readonly<Record<string, readonly string[]>> = {
  top: ['period'],
  search: ['query'],
  help: ['command'],
  export: ['format', 'what'],
};
/** What anybody may ask anywhere, and what those who manage another channel may ask there. */
const ASKED = [
  'home',
  'status',
  'top all',
  'today',
  'search layoffs',
  'taste',
  'my-data',
  'help all',
  'settings',
  'preview',
  'subscribe',
  `why ${PAPER}`,
  `show ${PAPER}`,
  'week',
  'month',
  'trending',
  `similar ${PAPER}`,
  `summary ${PAPER}`,
  'saved',
  'following',
  'export csv top all',
] as const;

/** Whose answers have papers, so that something could be said of a paper's channels. */
const LISTING = /^(?:top|today|week|month|trending|similar|summary|saved|show|export)\b/;

interface Scene {
  readonly tenant: TenantId;
  readonly closed: ChannelId;
  readonly open: ChannelId;
  /** Who have saved a paper and follow something. */
  readonly people: readonly PersonId[];
}

/** A paused private channel and an open one, in both of which a paper was posted, and the commands before the platform. */
async function subscribed(platform: ChatPlatform, { tenant, closed, open, people }: Scene) {
  const desk = await aDesk({ platforms: new Map([[platform.name, platform]]) });
  onTestFinished(() => desk.store.close());
  const { store, script } = desk;
  for (const kind of ['week', 'month', 'trending'] as const) script.lists.set(kind, papers(10));
  for (const person of people) {
    await store.readingLists.put(person, PAPER, SLOT);
    await store.follows.add(person, { kind: 'query', text: 'small models' }, SLOT);
  }
  for (const channel of [closed, open] as ChannelId[]) {
    await store.subscriptions.put(
      aSubscription({ channel, ...(tenant ? { tenant } : {}), topics: ['layoffs'] }),
    );
    await store.subscriptions.pause(channel, {
      at: SLOT,
      by: 'person',
      reason: { code: 'typed', values: { text: SECRET } },
    });
    const key = { channel, slot: SLOT };
    await store.deliveries.enqueue(key, SLOT);
    const post = { id: `p-${channel}`, channel, slot: SLOT, seq: 0, kind: 'card', inThread: false } as const;
    await store.deliveries.plan(
      key,
      aDigest(PAPER),
      [{ ...post, paperIds: [PAPER], state: 'planned' }],
      SLOT,
    );
    const at = splitId(channel).id;
    await store.posts.mark(post.id, 'sent', SLOT, { channel: at, messageId: '1', tenant });
    // Two members of the private channel voted, on its post alone.
    if (channel === closed)
      for (const person of ['voter1', 'voter2'])
        await store.votes.cast({
          ...{
            paperId: VOTED,
            person: personId(
              platform.name === 'slack' ? `${tenant}/${person}` : `${platform.name}:${person}`,
            ),
            tenant,
            value: 1,
          },
          ...{ source: `post:${post.id}:up`, at: desk.clock.now() - 1_000 },
        });
  }
  await platform.connection.start({ ...aRecordingInbound(), ...desk.dispatcher });
  return desk;
}

async function onSlack() {
  const world = await aWorld();
  onTestFinished(world.close);
  const { state, people } = world.server;
  const { bot } = state;
  state.addUser('U0GUEST', { guest: 'single-channel' });
  state.addUser('U0VISITOR', { team: 'T0ELSEWHERE', admin: true });
  state.addChannel('C0SECRET', { kind: 'private', members: new Set([bot.user, 'U0ADA']) });
  state.addChannel('C0LOBBY', { members: new Set([bot.user, 'U0GUEST', 'U0VISITOR']) });
  const tenant = tenantId(`slack:${state.team.id}`);
  await subscribed(world.platform, {
    tenant,
    closed: channelId('slack:T0LOOP/C0SECRET'),
    open: channelId('slack:T0LOOP/C0OPEN'),
    people: ['U0ADA', 'U0BOB'].map((user) => personId(`${tenant}/${user}`)),
  });
  return {
    home: async (user: string) => {
      state.homes.delete(user);
      await people.openHome(user);
      await until(() => state.homes.has(user), 'the Home tab is drawn');
      return JSON.stringify(state.homes.get(user));
    },
    type: (user: string, line: string) => answerTo(people.slash(user, 'C0LOBBY', line)),
    /** All that a person is shown for a line: an answer, a form or a file. */
    async see(user: string, line: string) {
      const deed = people.slash(user, 'C0LOBBY', line);
      const [before] = [state.views.length];
      await until(() => deed.answers.length > 0 || state.views.length > before, 'an answer comes');
      return JSON.stringify([deed.answers, state.views.slice(before), [...state.files.values()]]);
    },
    /** What everybody sees below a message with a link. */
    async unfurl(user: string, link: string) {
      const message = people.say(user, 'C0LOBBY', `look ${link}`);
      await until(() => link in message.unfurls, 'the link unfurls');
      return JSON.stringify(message.unfurls);
    },
    state,
  };
}

function toOptions(command: string, values: readonly string[]): Record<string, string> {
  const names = OPTIONS_OF[command] ?? ['paper'];
  const last = names.length - 1;
  return Object.fromEntries(
    values
      .slice(0, names.length)
      .map((value, i) => [names[i] ?? '', i === last ? values.slice(last).join(' ') : value]),
  );
}

async function onDiscord() {
  const { server, platform, close } = await aDiscord({ commands });
  onTestFinished(close);
  const { guild, world } = server;
  const closed = world.addChannel(guild, 'board');
  const lobby = world.addChannel(guild, 'lobby');
  const ada = server.user('ada').id;
  guild.roles.set('77', { id: '77', name: 'board', permissions: 0n });
  guild.members.set(ada, ['77']);
  // Who manages the server, and still cannot see the channel.
  guild.roles.set('78', { id: '78', name: 'managers', permissions: 1n << 5n });
  guild.members.set(server.user('ann').id, ['78']);
  closed.overwrites.set(guild.id, { id: guild.id, type: 0, allow: 0n, deny: ALL });
  closed.overwrites.set('77', { id: '77', type: 0, allow: ALL, deny: 0n });
  closed.overwrites.set(world.bot.id, { id: world.bot.id, type: 1, allow: ALL, deny: 0n });
  await subscribed(platform, {
    tenant: tenantId(`discord:${guild.id}`),
    closed: channelId(`discord:${closed.id}`),
    open: channelId(`discord:${server.general.id}`),
    people: ['ada', 'ann'].map((name) => personId(`discord:${server.user(name).id}`)),
  });
  await until(() => world.commands.size > 0, 'commands are registered');
  /** All that a person is shown for a command: an answer, a form or a file. */
  async function see(name: string, line: string): Promise<string> {
    const [command = '', ...values] = line.split(' ');
    const record = server.slash(
      server.user(name).id,
      lobby.id,
      'papers',
      command,
      toOptions(command, values),
    );
    const isAnswered = () => record.original !== undefined && !record.pending;
    await until(() => record.modal !== undefined || isAnswered(), 'an answer comes');
    if (record.modal) return JSON.stringify(record.modal);
    const answer = await awaitAnswer(record);
    const files = answer.attachments.map(async ({ url }) => (await fetch(url)).text());
    return JSON.stringify([answer, await Promise.all(files)]);
  }
  return {
    see,
    closed: closed.id,
    why: async (name: string) =>
      readText(
        await awaitAnswer(server.slash(server.user(name).id, lobby.id, 'papers', 'why', { paper: PAPER })),
      ),
  };
}

describe('a private channel on Slack', () => {
  it.each(ASKED)('is in no answer to /papers %s in another channel', async (line) => {
    const { see } = await onSlack();
    for (const user of ['U0BOB', 'U0ADA']) {
      const seen = await see(user, line);
      if (LISTING.test(line)) expect(seen).toContain('Paper number');
      expect(seen).not.toContain(SECRET);
      if (user === 'U0BOB') expect(seen).not.toContain('C0SECRET');
    }
  });

  it('is in no file of an export, which has the papers', async () => {
    const { see, state } = await onSlack();
    const seen = await see('U0BOB', 'export csv top all');
    const [file] = state.files.values();
    expect(file).toMatchObject({ name: 'papers.csv', content: expect.stringContaining(VOTED) });
    expect(seen).toContain(VOTED);
    expect(file?.content).not.toMatch(/C0SECRET|voter|layoffs/);
  });

  it('is in no card below a link that was posted elsewhere', async () => {
    const { unfurl } = await onSlack();
    const shown = await unfurl('U0BOB', `https://arxiv.org/abs/${PAPER}`);
    expect(shown).toContain('Paper number 2');
    expect(shown).not.toContain(SECRET);
    expect(shown).not.toContain('C0SECRET');
  });

  it('gives its votes to the sums of the workspace, and nothing else: no channel, no person', async () => {
    const { see } = await onSlack();
    const top = await see('U0BOB', 'top all');
    expect(top).toContain('Paper number 7');
    expect(top).toMatch(/👍 2|:thumbsup: 2|:\+1: 2/);
    expect(top).not.toMatch(/C0SECRET|voter/);
    const here = await see('U0BOB', 'top all here:yes');
    expect(here).not.toContain('Paper number 7');
  });

  it('is on the Home tab of its members alone, and the reason of its pause on nobody’s', async () => {
    const { home } = await onSlack();
    const members = await home('U0ADA');
    expect(members).toContain('C0SECRET');
    expect(members).toContain('C0OPEN');
    const others = await home('U0BOB');
    expect(others).not.toContain('C0SECRET');
    expect(others).toContain('C0OPEN');
    for (const shown of [members, others]) expect(shown).not.toContain(SECRET);
  });

  it('is not shown by /papers home, and not counted by /papers why', async () => {
    const { type } = await onSlack();
    const home = await type('U0BOB', 'home');
    expect(home).not.toContain('C0SECRET');
    expect(home).not.toContain(SECRET);
    expect(await type('U0ADA', `why ${PAPER}`)).toContain('2 other channels');
    expect(await type('U0BOB', `why ${PAPER}`)).toContain('1 other channel');
  });

  it('and a public one to which they were not added is not shown to guests and to visitors from another company', async () => {
    const { home } = await onSlack();
    for (const user of ['U0GUEST', 'U0VISITOR']) {
      const shown = await home(user);
      expect(shown).not.toContain('C0OPEN');
      expect(shown).not.toContain('C0SECRET');
    }
  });

  it('is not shown when Slack does not say who is in it', async () => {
    const { home, state } = await onSlack();
    state.users.delete('U0ADA');
    expect(await home('U0ADA')).not.toContain('C0');
  });
});

describe('a private channel on Discord', () => {
  it.each(ASKED)('is in no answer to /papers %s in another channel', async (line) => {
    const { see, closed } = await onDiscord();
    const seen = await see('ann', line);
    if (LISTING.test(line)) expect(seen).toContain('Paper number');
    expect(seen).not.toContain(SECRET);
    expect(seen).not.toContain(closed);
    expect(await see('ada', line)).not.toContain(SECRET);
  });

  it('is in no file of an export, which has the papers', async () => {
    const { see, closed } = await onDiscord();
    const seen = await see('ann', 'export csv top all');
    expect(seen).toContain(`${VOTED},`);
    expect(seen).not.toContain(closed);
    expect(seen).not.toMatch(/voter|layoffs/);
  });

  it('gives its votes to the sums of the server, and nothing else: no channel, no person', async () => {
    const { see, closed } = await onDiscord();
    const top = await see('ann', 'top all');
    expect(top).toContain('Paper number 7');
    expect(top).toContain('👍 2');
    expect(top).not.toContain(closed);
    expect(top).not.toContain('voter');
  });

  it('is counted by /papers why for those who can see it, by its permission overwrites', async () => {
    const { why } = await onDiscord();
    expect(await why('ada')).toContain('2 other channels');
    expect(await why('ann')).toContain('1 other channel');
  });
});
