import { PermissionFlagsBits } from 'discord.js';
import { readText } from '../../loopback/discord/index.ts';
import { listPressable } from '../../loopback/discord/people.ts';
import { listButtons } from '../../loopback/slack/find-button.ts';
import { awaitAnswer } from '../adapters/discord/harness.ts';
import { answerTo, ephemeralTo, findMessage, OPEN } from '../adapters/slack/harness.ts';
import { until } from '../support/builders.ts';
import { discordRig, type Rig, slackRig } from './rig.ts';

/** The paper on the card. */
export const PAPER = '2604.00001';

/** A card that somebody has shared, as everybody in its channel sees it. */
export interface SharedCard {
  /** What is on its two vote buttons. */
  labels(): string[];
  /** All of it, as the platform has it. */
  drawn(): string;
  press(who: Who, thumb: string): void;
  /** A moderator deletes the message. */
  deleteIt(): void;
}

export type Who = 'ann' | 'bob';

export interface Room {
  readonly rig: Rig;
  /** Somebody shows the paper to everybody in the channel. */
  share(): Promise<SharedCard>;
  /** Reacts on the posts of the digest that are about the paper alone. */
  react(who: Who, messageId: string, on?: boolean): void;
  type(who: Who, line: string): Promise<string>;
  /** What was said to this person alone, last. */
  readNotice(who: Who): string;
  /** How often something was said to one person alone. */
  countNotices(): number;
  /** How often a message of the bot was changed by its own token. */
  edits(): number;
  reads(): number;
  /** The bot may see the channel no longer, and again. */
  setMember(isMember: boolean): void;
  violations(): readonly unknown[];
}

export async function discordRoom(): Promise<Room> {
  const rig = await discordRig();
  const { server } = rig;
  const ids = { ann: server.user('ann').id, bob: server.user('bob').id };
  const { general } = server;
  const count = (method: string) =>
    server.requests.filter((one) => one.method === method && /\/channels\/\d+\/messages\/\d+$/.test(one.path))
      .length;
  const listNotices = (user?: string) =>
    [...server.interactions.values()]
      .filter(({ userId }) => user === undefined || userId === user)
      .flatMap(({ followUps }) =>
        followUps.filter(({ ephemeral }) => ephemeral).map(({ message }) => message),
      );
  const askFor = (who: Who, name: string, options = {}) =>
    awaitAnswer(server.slash(ids[who], general.id, 'papers', name, options));
  return {
    rig,
    async share() {
      await until(() => server.world.commands.size > 0, 'commands are registered');
      const answer = await askFor('ann', 'show', { paper: PAPER });
      const before = new Set(general.messages.keys());
      server.pressButton(ids.ann, answer, 'Share to channel');
      const find = () => [...general.messages.values()].find(({ id }) => !before.has(id));
      await until(() => find() !== undefined, 'the card is shared');
      const card = find();
      if (!card) throw new Error('no card');
      const listThumbs = () =>
        listPressable(card)
          .flatMap((one) => ('custom_id' in one && 'label' in one ? [one] : []))
          .slice(0, 2);
      return {
        labels: () => listThumbs().map(({ label = '' }) => label),
        drawn: () => JSON.stringify(card.components),
        press: (who, thumb) => {
          const found = listThumbs().find(({ label = '' }) => label.startsWith(thumb));
          server.pressButton(ids[who], card, found?.custom_id ?? '');
        },
        deleteIt: () => void general.messages.delete(card.id),
      };
    },
    react: (who, messageId, on = true) => {
      const message = [...server.channels.values()].flatMap(
        ({ messages }) => messages.get(messageId) ?? [],
      )[0];
      if (!message) throw new Error('no such post');
      server[on ? 'react' : 'unreact'](ids[who], message, '👍');
    },
    type: async (who, line) => {
      const [name = '', which = '', paper = ''] = line.split(' ');
      return readText(await askFor(who, name, { which, paper })) ?? '';
    },
    readNotice: (who) => readText(listNotices(ids[who]).at(-1)) ?? '',
    countNotices: () => listNotices().length,
    edits: () => count('PATCH'),
    reads: () => count('GET'),
    setMember: (isMember) => {
      const { overwrites } = general;
      if (isMember) overwrites.delete(server.world.bot.id);
      else
        overwrites.set(server.world.bot.id, {
          id: server.world.bot.id,
          type: 1,
          allow: 0n,
          deny: PermissionFlagsBits.ViewChannel,
        });
    },
    violations: () => server.violations,
  };
}

export async function slackRoom(): Promise<Room> {
  const rig = await slackRig();
  const { server } = rig;
  const ids = { ann: 'U0ADA', bob: 'U0BOB' };
  const channel = server.state.channels.get(OPEN.channel);
  if (!channel) throw new Error('no channel');
  const count = (method: string) => server.calls.filter((one) => one.method === method).length;
  return {
    rig,
    async share() {
      await answerTo(server.people.slash(ids.ann, OPEN.channel, `show ${PAPER}`));
      const own = ephemeralTo({ server }, ids.ann);
      if (!own) throw new Error('no card came');
      const before = channel.messages.length;
      server.people.press(ids.ann, { channel: OPEN.channel, on: own }, 'Share to channel');
      await until(() => channel.messages.length > before, 'the card is shared');
      const card = channel.messages.at(-1);
      if (!card) throw new Error('no card');
      const listThumbs = () => listButtons(card.blocks).slice(0, 2);
      return {
        labels: () => listThumbs().map(({ text }) => text?.text ?? ''),
        drawn: () => JSON.stringify(card.blocks),
        press: (who, thumb) => {
          const found = listThumbs().find(({ text }) => text?.text.startsWith(thumb));
          server.people.press(ids[who], { channel: OPEN.channel, on: card }, found?.action_id ?? '');
        },
        deleteIt: () => void channel.messages.splice(channel.messages.indexOf(card), 1),
      };
    },
    react: (who, messageId, on = true) =>
      server.people[on ? 'react' : 'unreact'](
        ids[who],
        findMessage({ server }, { channel: OPEN.channel, messageId, tenant: rig.tenant }),
        '+1',
      ),
    type: (who, line) => answerTo(server.people.slash(ids[who], OPEN.channel, line)),
    readNotice: (who) => JSON.stringify(ephemeralTo({ server }, ids[who])?.blocks ?? ''),
    countNotices: () => channel.ephemerals.length,
    edits: () => count('chat.update'),
    reads: () => count('reactions.get'),
    setMember: (isMember) => {
      // A public channel takes what the bot writes whether it is a member or not.
      Object.assign(channel, { kind: 'private' });
      channel.members[isMember ? 'add' : 'delete'](server.state.bot.user);
    },
    violations: () => server.violations,
  };
}
