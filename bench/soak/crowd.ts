import { type ChannelId, splitId } from '../../src/core/base/ids.ts';
import type { AskedCommand } from '../shared/asked-commands.ts';
import type { Random } from '../shared/random.ts';
import type { Stage } from './stage.ts';

const COMMANDS: ReadonlyArray<{ name: string; options?: Readonly<Record<string, string>>; text: string }> = [
  { name: 'today', text: 'today' },
  { name: 'top', text: 'top' },
  { name: 'help', text: 'help' },
  { name: 'status', text: 'status' },
  { name: 'preview', text: 'preview' },
  { name: 'week', text: 'week' },
  { name: 'search', options: { query: 'language model' }, text: 'search language model' },
];

const THUMBS = { discord: ['👍', '👍', '👍', '👎'], slack: ['+1', '+1', '+1', '-1'] } as const;

/** A command that somebody typed, and where. */
export interface TypedCommand extends AskedCommand {
  readonly platform: 'discord' | 'slack';
}

/** The people of both platforms: they vote, take votes back and type commands. */
export function createCrowd(stage: Stage, random: Random, isOpen: (channel: ChannelId) => boolean) {
  const { discord, slack, recent, discordPeople, slackPeople } = stage;
  const typed: Array<() => TypedCommand> = [];
  let votes = 0;
  let takenBack = 0;

  /** On a recent post somebody adds a reaction, or takes one back. */
  function vote(): void {
    const open = recent.filter(({ channel }) => isOpen(channel));
    if (open.length === 0) return;
    const post = random.pick(open);
    const bot = post.platform === 'discord' ? discord.world.bot.id : slack.state.bot.user;
    const standing = [...post.message.reactions].flatMap(([name, users]) =>
      [...users].filter((user) => user !== bot).map((user) => ({ name, user })),
    );
    const takesBack = standing.length > 0 && random.chance(0.3);
    // The preset reactions show what may be voted for; without them there are thumbs.
    const presets = [...post.message.reactions.keys()];
    const names = presets.length > 2 || presets.includes('one') ? presets : THUMBS[post.platform];
    const people = post.platform === 'discord' ? discordPeople : slackPeople;
    const { name, user } = takesBack
      ? random.pick(standing)
      : { name: random.pick<string>(names), user: random.pick(people) };
    votes += 1;
    takenBack += takesBack ? 1 : 0;
    if (post.platform === 'discord') {
      if (takesBack) discord.unreact(user, post.message, name);
      else discord.react(user, post.message, name);
    } else if (takesBack) slack.people.unreact(user, post.message, name);
    else slack.people.react(user, post.message, name);
  }

  function type(channel: ChannelId, { name, options, text }: (typeof COMMANDS)[number]): void {
    const { id } = splitId(channel);
    const askedAt = performance.now();
    if (channel.startsWith('slack:')) {
      const { acked: done } = slack.people.slash(random.pick(slackPeople), id, text);
      let shownAt: number | undefined;
      typed.push(() => ({ platform: 'slack', askedAt, shownAt }));
      // Slack gives up a command that is not acknowledged; it then counts as unanswered.
      done.then(
        () => {
          shownAt = performance.now();
        },
        () => undefined,
      );
      return;
    }
    const guild = discord.world.guilds.get(discord.channels.get(id)?.guildId ?? '');
    const asker = name === 'resume' ? (guild?.ownerId ?? '') : random.pick(discordPeople);
    const record = discord.slash(asker, id, 'papers', name, options);
    typed.push(() => ({
      ...{ platform: 'discord', askedAt },
      shownAt: record.first && askedAt + record.first.afterMs,
    }));
  }

  return {
    vote,
    command: (channels: readonly ChannelId[]) =>
      type(random.pick(channels.filter(isOpen)), random.pick(COMMANDS)),
    resume: (channel: ChannelId) => type(channel, { name: 'resume', text: 'resume' }),
    figures: () => ({ votes, takenBack, typed: typed.map((read) => read()) }),
  };
}
