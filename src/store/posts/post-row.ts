import type { Kysely } from 'kysely';
import { parsePlatform } from '../../core/base/ids.ts';
import type { Post, PostKind } from '../../core/delivery/delivery.ts';
import type { PaperId } from '../../core/paper/paper.ts';
import { readWord, toOptional } from '../tables/json.ts';
import type { PostTable, Schema } from '../tables/schema.ts';
import { bySlices, splitIntoSlices } from '../tables/slices.ts';

const KINDS: readonly PostKind[] = ['overview', 'card', 'notice'];
const STATES: ReadonlyArray<Post['state']> = ['planned', 'sending', 'sent', 'unknown', 'failed'];

/** Adds posts and the papers in them; within a transaction. */
export async function insertPosts(tx: Kysely<Schema>, posts: readonly Post[]): Promise<void> {
  for (const slice of splitIntoSlices(posts.map(toPostRow)))
    await tx.insertInto('post').values(slice).execute();
  const papers = posts.flatMap(({ id, paperIds }) =>
    paperIds.map((paper_id, position) => ({ post_id: id, place: position, paper_id })),
  );
  for (const slice of splitIntoSlices(papers)) await tx.insertInto('post_paper').values(slice).execute();
}

export function toPostRow(post: Post): PostTable {
  const { id, channel, slot, seq, kind, state, sent } = post;
  return {
    id,
    channel,
    slot,
    seq,
    kind,
    state,
    in_thread: post.inThread ? 1 : 0,
    platform: parsePlatform(channel),
    sent_channel: sent?.channel ?? null,
    sent_thread: sent?.thread ?? null,
    message_id: sent?.messageId ?? null,
    tenant: sent?.tenant ?? null,
    sent_at: post.sentAt ?? null,
    tried_at: post.triedAt ?? null,
  };
}

/** The posts with these ids, by id; as many as one statement takes. */
export async function readPostsById(db: Kysely<Schema>, ids: readonly string[]): Promise<Map<string, Post>> {
  const rows = await db.selectFrom('post').selectAll().where('id', 'in', ids).execute();
  return new Map((await readPosts(db, rows)).map((post) => [post.id, post]));
}

/** The posts of rows, in their order. */
export async function readPosts(db: Kysely<Schema>, rows: readonly PostTable[]): Promise<Post[]> {
  const shown = await bySlices(
    rows.map(({ id }) => id),
    (slice) =>
      db
        .selectFrom('post_paper')
        .select(['post_id', 'paper_id'])
        .where('post_id', 'in', slice)
        .orderBy('place')
        .execute(),
  );
  const papers = new Map<string, PaperId[]>(rows.map(({ id }) => [id, []]));
  for (const { post_id, paper_id } of shown) papers.get(post_id)?.push(paper_id);
  return rows.map((row) => readPost(row, papers.get(row.id) ?? []));
}

function readPost(row: PostTable, paperIds: readonly PaperId[]): Post {
  const cell = { table: 'post', key: row.id };
  const { id, channel, slot, seq, sent_channel, message_id, tenant } = row;
  const sent =
    sent_channel === null || message_id === null || tenant === null
      ? null
      : { channel: sent_channel, ...toOptional('thread', row.sent_thread), messageId: message_id, tenant };
  return {
    id,
    channel,
    slot,
    seq,
    paperIds,
    kind: readWord(row.kind, { ...cell, column: 'kind' }, KINDS),
    inThread: row.in_thread === 1,
    state: readWord(row.state, { ...cell, column: 'state' }, STATES),
    ...toOptional('sent', sent),
    ...toOptional('sentAt', row.sent_at),
    ...toOptional('triedAt', row.tried_at),
  };
}
