import { type Kysely, type OnConflictBuilder, sql } from 'kysely';
import type { TenantId } from '../../core/base/ids.ts';
import type { EditStore, RequestedEdit } from '../../core/delivery/edit-store.ts';
import type { PaperId } from '../../core/paper/paper.ts';
import type { PostEditTable, PostTable, Schema } from '../tables/schema.ts';
import { splitIntoSlices } from '../tables/slices.ts';
import { readPosts } from './post-row.ts';
import { requestRelabels } from './shared-card-store.ts';

/** A change that comes while an earlier one waits or is in progress is counted; a postponed one stays postponed. */
const countAnother = (conflict: OnConflictBuilder<Schema, 'post_edit'>) =>
  conflict.column('post_id').doUpdateSet(({ eb }) => ({ wanted: eb('post_edit.wanted', '+', 1) }));

/** Posts with a message that must be changed, until that is done. */
export function createEditStore(db: Kysely<Schema>): EditStore {
  const selectRequested = () =>
    db
      .selectFrom('post_edit')
      .innerJoin('post', 'post.id', 'post_edit.post_id')
      .selectAll('post')
      .select(['tries', 'wanted']);

  async function read(
    rows: ReadonlyArray<PostTable & Pick<PostEditTable, 'tries' | 'wanted'>>,
  ): Promise<RequestedEdit[]> {
    const posts = await readPosts(db, rows);
    return rows.flatMap(({ tries, wanted: requested }, i) => {
      const post = posts[i];
      return post ? [{ post, tries, requested }] : [];
    });
  }

  return {
    async request(postIds) {
      // Sorted, as in `requestEditsShowing`: two transactions that lock rows in different orders would wait for each other.
      for (const slice of splitIntoSlices(postIds.toSorted())) {
        await db
          .insertInto('post_edit')
          .values(slice.map((post_id) => ({ post_id, due_at: 0, tries: 0, wanted: 1 })))
          .onConflict(countAnother)
          .execute();
      }
    },

    async find(postId, now) {
      const rows = await selectRequested().where('post_id', '=', postId).where('due_at', '<=', now).execute();
      return (await read(rows))[0];
    },

    async listDue(platform, now, limit, notOf = []) {
      const rows = await selectRequested()
        .where('due_at', '<=', now)
        .where('platform', '=', platform)
        .$if(notOf.length > 0, (query) =>
          query.where(({ eb, or }) => or([eb('tenant', 'is', null), eb('tenant', 'not in', notOf)])),
        )
        .orderBy('due_at')
        .limit(limit)
        .execute();
      return read(rows);
    },

    async finish({ post, requested: shown }) {
      // A change that came during the edit must still be shown.
      await db.deleteFrom('post_edit').where('post_id', '=', post.id).where('wanted', '=', shown).execute();
      await db.updateTable('post_edit').set({ due_at: 0, tries: 0 }).where('post_id', '=', post.id).execute();
    },

    async postpone({ post }, dueAt) {
      await db
        .updateTable('post_edit')
        .set(({ eb }) => ({ due_at: dueAt, tries: eb('tries', '+', 1) }))
        .where('post_id', '=', post.id)
        .execute();
    },
  };
}

/** Every post and shared card that shows one of the papers to one of the tenants must be changed; within a transaction. */
export async function requestEditsShowing(
  tx: Kysely<Schema>,
  paperIds: readonly PaperId[],
  tenants: readonly TenantId[],
): Promise<void> {
  for (const slice of splitIntoSlices([...new Set(paperIds)])) {
    await requestRelabels(tx, slice, tenants);
    await tx
      .insertInto('post_edit')
      .columns(['post_id', 'due_at', 'tries', 'wanted'])
      .expression(({ selectFrom }) =>
        selectFrom('post')
          .select([
            'id',
            sql<number>`0`.as('due_at'),
            sql<number>`0`.as('tries'),
            sql<number>`1`.as('wanted'),
          ])
          .where('state', '=', 'sent')
          .where('tenant', 'in', tenants)
          .where('id', 'in', (inner) =>
            inner.selectFrom('post_paper').select('post_id').where('paper_id', 'in', slice),
          )
          .orderBy('id'),
      )
      .onConflict(countAnother)
      .execute();
  }
}
