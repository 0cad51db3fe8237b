import { ButtonStyle, ComponentType } from 'discord.js';
import { onTestFinished } from 'vitest';
import { commands } from '../../commands/index.ts';
import { readText } from '../../loopback/discord/index.ts';
import type { InteractionRecord } from '../../loopback/discord/interactions.ts';
import { openEntity } from '../../loopback/slack/open-entity.ts';
import { typeInto } from '../../loopback/slack/suggest.ts';
import { type ChannelId, type PersonId, splitId, type TenantId } from '../../src/core/base/ids.ts';
import { splitLine } from '../../src/core/command/arguments.ts';
import type { ChatPlatform } from '../../src/core/platform/platform.ts';
import { aDiscord, awaitAnswer } from '../adapters/discord/harness.ts';
import { answerTo, aWorld } from '../adapters/slack/harness.ts';
import { aDesk } from '../commands/desk.ts';
import { aDigest } from '../store/ledger.ts';
import { aRecordingInbound, aSubscription, papers, until } from '../support/builders.ts';
import { channelId, personId, tenantId } from '../support/ids.ts';

/** Why the private channel is paused, and what its posts are about. */
export const SECRET = 'the layoffs are announced on Friday';
export const TOPIC = 'severance';
export const PAPER = '2604.00002';
export const VOTED = '2604.00007';
const SLOT = Date.parse('2026-04-30T09:00:00Z');
const ALL = 1n << 10n;
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
      aSubscription({
        channel,
        ...(tenant ? { tenant } : {}),
        topics: [channel === closed ? TOPIC : 'agents'],
      }),
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

export async function onSlack() {
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
    /** What one person sees in the side pane of a link's Work Object. */
    async details(user: string, link: string) {
      const message = people.say('U0ADA', 'C0LOBBY', `look ${link}`);
      await until(() => message.entities?.[link] !== undefined, 'the link has a Work Object');
      openEntity(world.server, user, message, link);
      await until(() => state.details.length > 0, 'the details are shown');
      return JSON.stringify(state.details);
    },
    /** What is offered to a person who types into a field of a form that a line opened. */
    async offer(user: string, line: string, block: string, typed: string) {
      const before = state.views.length;
      people.slash(user, 'C0LOBBY', line);
      await until(() => state.views.length > before, 'a form opens');
      return JSON.stringify(await typeInto(world.server, user, block, typed));
    },
    state,
  };
}

export async function onDiscord() {
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
  /** Types a command, or presses a button for one that nobody can type. */
  async function ask(name: string, line: string): Promise<InteractionRecord> {
    const { id } = server.user(name);
    const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/.exec(line) ?? [];
    const command = commands.find((one) => one.name === word);
    if (!command) throw new Error(`no command ${word}`);
    if (!command.hidden) return server.slash(id, lobby.id, 'papers', word, splitLine(command, rest));
    const answer = await awaitAnswer(server.slash(id, lobby.id, 'papers', 'help'));
    const custom_id = `r:${line}`;
    const button = { type: ComponentType.Button, style: ButtonStyle.Primary, label: 'x', custom_id } as const;
    const row = { type: ComponentType.ActionRow, components: [button] } as const;
    return server.pressButton(
      id,
      { ...answer, components: [{ ...row, components: [...row.components] }] },
      custom_id,
    );
  }

  /** All that a person is shown for a command: an answer, a form or a file. */
  async function see(name: string, line: string): Promise<string> {
    const record = await ask(name, line);
    const isAnswered = () => record.original !== undefined && !record.pending;
    await until(() => record.modal !== undefined || isAnswered(), 'an answer comes');
    if (record.modal) return JSON.stringify(record.modal);
    const answer = await awaitAnswer(record);
    const files = answer.attachments.map(async ({ url }) => (await fetch(url)).text());
    return JSON.stringify([answer, await Promise.all(files)]);
  }
  /** What is offered to a person who types into an option. */
  async function offer(name: string, command: string, option: string, typed: string): Promise<string> {
    const record = server.typeOption(server.user(name).id, lobby.id, 'papers', command, option, typed);
    await until(() => record.choices !== undefined, 'choices are offered');
    return JSON.stringify(record.choices);
  }
  return {
    see,
    offer,
    closed: closed.id,
    why: async (name: string) =>
      readText(
        await awaitAnswer(server.slash(server.user(name).id, lobby.id, 'papers', 'why', { paper: PAPER })),
      ),
  };
}
