import type { Kysely } from 'kysely';
import { parsePlatform } from '../../core/base/ids.ts';
import type { DuplicateCheckStore } from '../../core/delivery/duplicate-check-store.ts';
import type { Schema } from '../tables/schema.ts';
import { isInTenants } from './in-tenants.ts';
import { readPostsById } from './post-row.ts';

/** Posts that were sent again while an earlier attempt might still be carried out. */
export function createDuplicateCheckStore(db: Kysely<Schema>): DuplicateCheckStore {
  return {
    async add(post, since, dueAt) {
      const row = { post_id: post.id, platform: parsePlatform(post.channel), since };
      await db
        .insertInto('duplicate_check')
        .values({ ...row, due_at: dueAt })
        // Of several attempts the first one says from when to look, and the last one when.
        .onConflict((on) => on.column('post_id').doUpdateSet({ due_at: dueAt }))
        .execute();
    },

    async listDue(platform, now, limit, notOf = []) {
      const rows = await db
        .selectFrom('duplicate_check')
        .selectAll()
        .where('platform', '=', platform)
        .where('due_at', '<=', now)
        .$if(notOf.length > 0, (query) =>
          query.where(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom('post')
                  .select('post.id')
                  .whereRef('post.id', '=', 'duplicate_check.post_id')
                  .where(isInTenants('post.channel', notOf)),
              ),
            ),
          ),
        )
        .orderBy('due_at')
        .orderBy('post_id')
        .limit(limit)
        .execute();
      if (rows.length === 0) return [];
      const byId = await readPostsById(
        db,
        rows.map(({ post_id }) => post_id),
      );
      return rows.flatMap(({ post_id, since }) => {
        const post = byId.get(post_id);
        return post ? [{ post, since }] : [];
      });
    },

    async finish(postId) {
      await db.deleteFrom('duplicate_check').where('post_id', '=', postId).execute();
    },

    async postpone(postId, dueAt) {
      await db.updateTable('duplicate_check').set({ due_at: dueAt }).where('post_id', '=', postId).execute();
    },
  };
}
