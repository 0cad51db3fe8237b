import { type Kysely, sql } from 'kysely';
import type { Instant } from '../../core/base/time.ts';
import type {
  OwnReactions,
  PostAwaitingReactions,
  PresetReactionStore,
  ReactionWork,
} from '../../core/delivery/preset-reaction-store.ts';
import { transact, withoutSync } from '../dialect/dialect.ts';
import { readJson } from '../tables/json.ts';
import { beginsWith } from '../tables/prefix-end.ts';
import type { PresetReactionTable, Schema } from '../tables/schema.ts';
import { readPostsById } from './post-row.ts';

/**
 * The state of the bot's own reactions on its posts, and which posts wait for a change. A power failure only loses the fact
 * that they are there, and adding one again, or removing one that is gone, changes nothing.
 */
export function createPresetReactionStore(db: Kysely<Schema>): PresetReactionStore {
  return {
    async listDue(platform, now, limit, work, notOf = []) {
      const rows = await selectDue(db, work)
        .where('platform', '=', platform)
        .where('due_at', '<=', now)
        .$if(notOf.length > 0, (query) =>
          query.where('post_id', 'not in', ({ selectFrom }) =>
            selectFrom('post').select('id').where('tenant', 'in', notOf),
          ),
        )
        .orderBy('due_at')
        .orderBy('post_id')
        .limit(limit)
        .execute();
      return readRows(db, rows);
    },

    async listVotedBallots(postId) {
      const prefix = `post:${postId}:`;
      const rows = await db
        .selectFrom('vote')
        .select('source')
        .distinct()
        .where(beginsWith('source', prefix))
        .where('value', '!=', 0)
        .execute();
      return new Set(rows.map(({ source }) => source.slice(prefix.length).split(':', 1)[0] ?? ''));
    },

    record: (postId, own) =>
      withoutSync(db, async (alone) => {
        await alone
          .updateTable('preset_reaction')
          .set({ own: JSON.stringify(own) })
          .where('post_id', '=', postId)
          .execute();
      }),

    observe: (postId, standing, now) =>
      transact(db, 'votes', async (tx) => {
        const own = JSON.stringify(Object.fromEntries(standing.map((name) => [name, true])));
        await tx.updateTable('preset_reaction').set({ own }).where('post_id', '=', postId).execute();
        await wantReactions(tx, [postId], now);
      }),

    finish: ({ post, wanted }) =>
      withoutSync(db, async (own) => {
        await own
          .updateTable('preset_reaction')
          .set({ due_at: null, attempts: 0, wanted: 0 })
          .where('post_id', '=', post.id)
          .where('wanted', '=', wanted)
          .execute();
      }),

    postpone: (postId, dueAt, attempts) =>
      withoutSync(db, async (own) => {
        await own
          .updateTable('preset_reaction')
          .set({ due_at: dueAt, attempts })
          .where('post_id', '=', postId)
          .execute();
      }),
  };
}

function selectDue(db: Kysely<Schema>, work: ReactionWork | undefined) {
  const rows = db.selectFrom('preset_reaction').selectAll();
  if (work === undefined) return rows;
  return work === 'first' ? rows.where('wanted', '=', 0) : rows.where('wanted', '>', 0);
}

async function readRows(
  db: Kysely<Schema>,
  rows: readonly PresetReactionTable[],
): Promise<PostAwaitingReactions[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ post_id }) => post_id);
  const byId = await readPostsById(db, ids);
  return rows.flatMap(({ post_id, since, attempts, wanted, own }) => {
    const post = byId.get(post_id);
    return post ? [{ post, since, attempts, wanted, own: readOwn(post_id, own) }] : [];
  });
}

function readOwn(key: string, own: string): OwnReactions {
  return readJson(own, { table: 'preset_reaction', key, column: 'own' }, isOwn);
}

function isOwn(value: unknown): value is OwnReactions {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((isPresent) => typeof isPresent === 'boolean')
  );
}

/** People have added or removed reactions on these posts: the bot's own reactions follow; within a transaction. */
export async function wantReactions(
  tx: Kysely<Schema>,
  postIds: readonly string[],
  now: Instant,
): Promise<void> {
  for (const id of postIds)
    await tx
      .updateTable('preset_reaction')
      .set(({ eb }) => ({
        wanted: eb('wanted', '+', 1),
        // One that was postponed at the platform's request stays postponed.
        due_at: sql<number>`coalesce(due_at, 0)`,
        since: sql<number>`case when due_at is null then ${now} else since end`,
      }))
      .where('post_id', '=', id)
      .execute();
}

/** The posts of these vote sources; votes by button have none. */
export function readPostsOfSources(sources: Iterable<string>): string[] {
  return [
    ...new Set(
      [...sources].flatMap((source) => (source.startsWith('post:') ? (source.split(':', 2)[1] ?? []) : [])),
    ),
  ];
}
