import type { Kysely, Transaction } from 'kysely';
import type { Post, PostKind } from '../core/delivery.ts';
import type { PostStore } from '../core/ports.ts';
import { splitChannel } from '../core/subscription.ts';
import { present } from './json.ts';
import type { PostTable, Schema } from './schema.ts';

/** States in which people have seen the post, or may have. */
const SEEN: ReadonlyArray<Post['state']> = ['sending', 'sent', 'in-doubt'];

export function createPostStore(db: Kysely<Schema>): PostStore {
  async function withPapers(rows: readonly PostTable[]): Promise<Post[]> {
    if (rows.length === 0) return [];
    const ids = rows.map(({ id }) => id);
    const listed = await db
      .selectFrom('post_paper')
      .selectAll()
      .where('post_id', 'in', ids)
      .orderBy('place')
      .execute();
    const papers = Map.groupBy(listed, ({ post_id }) => post_id);
    return rows.map((row) =>
      postOf(
        row,
        (papers.get(row.id) ?? []).map(({ paper_id }) => paper_id),
      ),
    );
  }

  return {
    async ofDelivery({ channel, slot }) {
      return withPapers(
        await db
          .selectFrom('post')
          .selectAll()
          .where('channel', '=', channel)
          .where('slot', '=', slot)
          .orderBy('seq')
          .execute(),
      );
    },

    async mark(id, state, now, sent) {
      const where = sent
        ? {
            sent_channel: sent.channel,
            sent_thread: sent.thread ?? null,
            message_id: sent.messageId,
            space: sent.space,
            sent_at: now,
          }
        : {};
      await db
        .updateTable('post')
        .set({ state, ...where })
        .where('id', '=', id)
        .execute();
    },

    async at(platform, place, messageId) {
      const rows = await db
        .selectFrom('post')
        .selectAll()
        .where('platform', '=', platform)
        .where('message_id', '=', messageId)
        .where((w) => w.or([w('sent_channel', '=', place), w('sent_thread', '=', place)]))
        .limit(1)
        .execute();
      return (await withPapers(rows))[0];
    },

    async shownIn(channel) {
      const rows = await db
        .selectFrom('post_paper')
        .innerJoin('post', 'post.id', 'post_paper.post_id')
        .select('post_paper.paper_id')
        .distinct()
        .where('post.channel', '=', channel)
        .where('post.state', 'in', SEEN)
        .execute();
      return new Set(rows.map(({ paper_id }) => paper_id));
    },

    async showing(paperIds, spaces, since) {
      if (paperIds.length === 0 || spaces.length === 0) return [];
      const rows = await db
        .selectFrom('post')
        .selectAll()
        .where('state', '=', 'sent')
        .where('space', 'in', spaces)
        .where('sent_at', '>', since)
        .where('id', 'in', (w) =>
          w.selectFrom('post_paper').select('post_id').where('paper_id', 'in', paperIds),
        )
        .orderBy('sent_at')
        .execute();
      return withPapers(rows);
    },

    async sentSince(platform, since) {
      const rows = await db
        .selectFrom('post')
        .selectAll()
        .where('platform', '=', platform)
        .where('state', '=', 'sent')
        .where('sent_at', '>', since)
        .orderBy('sent_at', 'desc')
        .execute();
      return withPapers(rows);
    },

    async ofPaper(paperId, limit) {
      const rows = await db
        .selectFrom('post')
        .selectAll()
        .where('id', 'in', (w) =>
          w.selectFrom('post_paper').select('post_id').where('paper_id', '=', paperId),
        )
        .orderBy('slot', 'desc')
        .orderBy('seq')
        .limit(limit)
        .execute();
      return withPapers(rows);
    },
  };
}

/** Writes planned posts and the papers they show. */
export async function insertPosts(trx: Transaction<Schema>, posts: readonly Post[]): Promise<void> {
  for (const { id, channel, slot, seq, kind, paperIds, inThread, state } of posts) {
    const platform = splitChannel(channel)?.platform ?? 'terminal';
    await trx
      .insertInto('post')
      .values({ id, channel, slot, seq, kind, in_thread: inThread ? 1 : 0, state, platform })
      .execute();
    for (const [place, paper_id] of paperIds.entries()) {
      await trx.insertInto('post_paper').values({ post_id: id, place, paper_id }).execute();
    }
  }
}

function postOf(row: PostTable, paperIds: string[]): Post {
  const {
    id,
    channel,
    slot,
    seq,
    kind,
    in_thread,
    state,
    sent_channel,
    sent_thread,
    message_id,
    space,
    sent_at,
  } = row;
  const sent =
    sent_channel !== null && message_id !== null && space !== null
      ? {
          sent: {
            channel: sent_channel,
            messageId: message_id,
            space,
            ...(sent_thread === null ? {} : { thread: sent_thread }),
          },
        }
      : {};
  return {
    ...{ id, channel, slot, seq, paperIds, inThread: in_thread === 1 },
    ...{ kind: kind as PostKind, state: state as Post['state'] },
    ...sent,
    ...present({ sentAt: sent_at }),
  };
}
