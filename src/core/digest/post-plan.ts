import { fnv1a } from '../base/fnv1a.ts';
import type { ChannelId } from '../base/ids.ts';
import type { DeliveryKey, Digest, Post } from '../delivery/delivery.ts';
import { PAPERS_PER_MESSAGE, SPECIAL_PAPERS_PER_MESSAGE } from '../message/message.ts';
import { isSpecial, type Layout } from '../schedule/subscription.ts';
import type { Ballot } from '../vote/vote.ts';

/** The posts of a digest, in the order in which they are sent. Every paper of the digest is in one of them. */
export function planPosts({ channel, slot }: DeliveryKey, digest: Digest, layout: Layout): Post[] {
  const key = { channel, slot };
  const ids = digest.papers.map(({ paperId }) => paperId);
  const cards = ids.map((id) => ({ kind: 'card' as const, paperIds: [id], inThread: layout === 'thread' }));
  const shown = digest.recap ? 'compact' : layout;
  const overviews = splitIntoChunks(ids, countPapersPerMessage(shown)).map((paperIds) => ({
    kind: 'overview' as const,
    paperIds,
    inThread: false,
  }));
  const parts = {
    // A long digest's overview shows the first ten papers; the thread under it has all of them.
    thread: [...overviews.slice(0, 1), ...cards],
    cards,
    forum: cards,
    compact: overviews,
    folded: overviews,
    carousel: overviews,
    letter: [{ kind: 'overview' as const, paperIds: ids, inThread: false }],
  }[shown];
  return parts.map((part, seq) => ({ ...part, ...key, id: toPostId(key, seq), seq, state: 'planned' }));
}

/** The most papers of one overview in a layout. */
export function countPapersPerMessage(layout: Layout): number {
  return isSpecial(layout) ? SPECIAL_PAPERS_PER_MESSAGE : PAPERS_PER_MESSAGE;
}

/** The reactions that invite a vote on a post. */
export function choosePresetReactions(post: Pick<Post, 'kind' | 'paperIds'>): Ballot[] {
  if (post.kind === 'card') return [{ kind: 'up' }, { kind: 'down' }];
  if (post.kind === 'overview') return post.paperIds.map((_, i) => ({ kind: 'nth', n: i + 1 }));
  return [];
}

/** The number of a notice: no post of a digest has it. Otherwise a platform would mistake a later digest for the notice. */
const NOTICE_SEQ = 36 ** 2 - 1;

export function toNoticeId(key: DeliveryKey): string {
  return toPostId(key, NOTICE_SEQ);
}

/** The post that says that there is no digest today. */
export function planNotice(key: DeliveryKey): Post {
  const part = { kind: 'notice', paperIds: [], inThread: false, seq: NOTICE_SEQ } as const;
  return { ...part, channel: key.channel, slot: key.slot, id: toNoticeId(key), state: 'planned' };
}

/** The stable key of a post, at most 25 characters of `[0-9a-z.]`: Discord accepts no longer nonce. */
export function toPostId({ channel, slot }: DeliveryKey, seq: number): string {
  return `${slot.toString(36)}.${seq.toString(36)}.${hash(channel)}`;
}

/** Whether a post with this key is one of the channel's. */
export function isPostIn(id: string, channel: ChannelId): boolean {
  return id.endsWith(`.${hash(channel)}`);
}

/** Cut to 60 bits: at most 12 characters in base 36. */
function hash(text: string): string {
  return BigInt.asUintN(60, fnv1a(text)).toString(36);
}

function splitIntoChunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}
