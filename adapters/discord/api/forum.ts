import { type APIGuildForumTag, ChannelFlags, ChannelType } from 'discord.js';
import { matchTags } from '../../../src/core/digest/match-tags.ts';
import type { Paper } from '../../../src/core/paper/paper.ts';
import { toPlainWords } from '../../../src/core/paper/topics.ts';
import { LIMITS } from '../render/limits.ts';
import { readChannel } from './permissions.ts';
import type { Send } from './rest.ts';

/** What a forum asks of its posts. */
export interface Forum {
  /** Those that the bot can apply: a moderated tag takes the permission to manage threads. */
  readonly tags: ReadonlyArray<Pick<APIGuildForumTag, 'id' | 'name'>>;
  readonly requiresTag: boolean;
}

/** Reads a forum from Discord now: its tags change. */
export async function readForum(send: Send, channelId: string): Promise<Forum> {
  return toForum(await readChannel(send, channelId));
}

/** Of any other channel: nothing is asked of a post. */
export function toForum(channel: Awaited<ReturnType<typeof readChannel>>): Forum {
  if (channel.type !== ChannelType.GuildForum) return { tags: [], requiresTag: false };
  const tags = channel.available_tags.filter(({ moderated }) => !moderated);
  return { tags, requiresTag: ((channel.flags ?? 0) & ChannelFlags.RequireTag) !== 0 };
}

/** The ids of the tags of a post: those that fit its paper, else one that fits every paper where a tag is required. */
export function chooseTags({ tags, requiresTag }: Forum, paper: Paper | undefined): string[] {
  const fitting = paper ? matchTags(paper, tags) : [];
  if (fitting.length > 0) return fitting.slice(0, LIMITS.appliedTags).map(({ id }) => id);
  const general = requiresTag ? findGeneralTag(tags) : undefined;
  return general ? [general.id] : [];
}

/** A tag that is true of every paper. */
export function findGeneralTag(tags: Forum['tags']): Forum['tags'][number] | undefined {
  return tags.find(({ name }) => GENERAL.has(toPlainWords(name).join(' ')));
}

/** In the form of `toPlainWords`: lower case and singular. */
const GENERAL: ReadonlySet<string> = new Set([
  'paper',
  'daily paper',
  'research',
  'new',
  'general',
  'other',
  'misc',
]);
