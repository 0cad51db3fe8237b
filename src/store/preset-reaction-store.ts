import type { Kysely } from 'kysely';
import type { PresetReactionStore } from '../core/delivery/preset-reaction-store.ts';
import { postsById } from './post-row.ts';
import type { Schema } from './schema.ts';
import { withoutSync } from './without-sync.ts';

/**
 * Which posts still wait for the bot's own reactions. A row comes with the record that the post was sent, in one
 * transaction. What a power cut takes is only that they stand already, and to put them there once more changes nothing.
 */
export function createPresetReactionStore(db: Kysely<Schema>): PresetReactionStore {
  return {
    async due(platform, now, limit) {
      const rows = await db
        .selectFrom('preset_reaction')
        .selectAll()
        .where('platform', '=', platform)
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .orderBy('post_id')
        .limit(limit)
        .execute();
      if (rows.length === 0) return [];
      const byId = await postsById(
        db,
        rows.map(({ post_id }) => post_id),
      );
      return rows.flatMap(({ post_id, since, attempts }) => {
        const post = byId.get(post_id);
        return post ? [{ post, since, attempts }] : [];
      });
    },

    done: (postId) =>
      withoutSync(db, async (own) => {
        await own.deleteFrom('preset_reaction').where('post_id', '=', postId).execute();
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
