import type { Kysely } from 'kysely';
import { splitId, type TenantId } from '../../core/base/ids.ts';
import type { Instant } from '../../core/base/time.ts';
import {
  nameSharedCard,
  type RequestedRelabel,
  type SharedCard,
  type SharedCardStore,
} from '../../core/delivery/shared-card-store.ts';
import type { PaperId } from '../../core/paper/paper.ts';
import { transact } from '../dialect/dialect.ts';
import { toOptional } from '../tables/json.ts';
import type { Schema, SharedCardTable } from '../tables/schema.ts';
import { bySlices } from '../tables/slices.ts';

/** Cards that people have shared, and which of them must be relabeled. */
export function createSharedCardStore(db: Kysely<Schema>): SharedCardStore {
  return { ...createReader(db), ...createRelabels(db), ...createExpiry(db) };
}

function createReader(
  db: Kysely<Schema>,
): Pick<SharedCardStore, 'findOn' | 'find' | 'listShowing' | 'listDue'> {
  const selectAll = () => db.selectFrom('shared_card').selectAll();

  return {
    async findOn({ platform, channel, messageId, paperId }) {
      const rows = await selectAll()
        .where('paper_id', '=', paperId)
        .where('platform', '=', platform)
        .where('message_id', '=', messageId)
        .execute();
      const found = rows.find((row) => splitId(row.channel).id === channel);
      return found && { card: readCard(found), isUpdatable: found.is_updatable === 1, tries: found.tries };
    },

    async find(id, now) {
      const row = await selectAll().where('id', '=', id).where('due_at', '<=', now).executeTakeFirst();
      return row && readRelabel(row);
    },

    async listShowing(paperIds, tenants, limit) {
      if (tenants.length === 0) return [];
      const rows = await bySlices(paperIds, (slice) =>
        selectAll()
          .where('paper_id', 'in', slice)
          .where('tenant', 'in', tenants)
          .orderBy('used_at', 'desc')
          .orderBy('id')
          .limit(limit)
          .execute(),
      );
      return rows
        .toSorted((a, b) => b.used_at - a.used_at)
        .slice(0, limit)
        .map(readCard);
    },

    async listDue(platform, now, limit, notOf = []) {
      const rows = await selectAll()
        .where('platform', '=', platform)
        .where('due_at', '<=', now)
        .$if(notOf.length > 0, (query) => query.where('tenant', 'not in', notOf))
        .orderBy('due_at')
        .limit(limit)
        .execute();
      return rows.map(readRelabel);
    },
  };
}

/** The pending work, and its outcome. */
function createRelabels(
  db: Kysely<Schema>,
): Pick<SharedCardStore, 'request' | 'finish' | 'postpone' | 'remove'> {
  const updateOne = (id: string) => db.updateTable('shared_card').where('id', '=', id);

  return {
    async request(card) {
      await db
        .insertInto('shared_card')
        .values(toRow(card))
        .onConflict((on) =>
          on.column('id').doUpdateSet(({ eb, fn, lit }) => ({
            used_at: card.usedAt,
            wanted: eb('shared_card.wanted', '+', 1),
            due_at: fn.coalesce('shared_card.due_at', lit(0)),
          })),
        )
        .execute();
    },

    async finish({ card, requested }) {
      const id = nameSharedCard(card);
      const { numUpdatedRows } = await updateOne(id)
        .set({ due_at: null, tries: 0, is_updatable: 1 })
        .where('wanted', '=', requested)
        .executeTakeFirstOrThrow();
      // A change that came meanwhile must still be shown.
      if (numUpdatedRows === 0n) await updateOne(id).set({ due_at: 0, tries: 0, is_updatable: 1 }).execute();
    },

    async postpone({ card }, dueAt, isLost) {
      await updateOne(nameSharedCard(card))
        .set(({ eb }) => ({
          due_at: dueAt,
          tries: eb('tries', '+', 1),
          ...(isLost ? { is_updatable: 0 } : {}),
        }))
        .execute();
    },

    async remove({ card, requested }) {
      await db
        .deleteFrom('shared_card')
        .where('id', '=', nameSharedCard(card))
        .where('wanted', '=', requested)
        .execute();
    },
  };
}

/** Cards that nobody uses any more. */
function createExpiry(db: Kysely<Schema>): Pick<SharedCardStore, 'requestUnused' | 'dropUnused'> {
  const selectUnused = (tx: Kysely<Schema>, before: Instant, limit: number) =>
    tx.selectFrom('shared_card').select('id').where('used_at', '<', before).orderBy('used_at').limit(limit);

  return {
    requestUnused: (before, limit) =>
      // Beside votes, which lock the same rows in another order.
      transact(db, 'votes', async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable('shared_card')
          .set({ due_at: 0 })
          .where('id', 'in', selectUnused(tx, before, limit).where('due_at', 'is', null))
          .executeTakeFirstOrThrow();
        return Number(numUpdatedRows);
      }),

    dropUnused: (before, limit) =>
      transact(db, 'votes', async (tx) => {
        const { numDeletedRows } = await tx
          .deleteFrom('shared_card')
          .where('id', 'in', selectUnused(tx, before, limit))
          .executeTakeFirstOrThrow();
        return Number(numDeletedRows);
      }),
  };
}

/** Every card that shows one of the papers to one of the tenants must be relabeled; within a transaction. */
export async function requestRelabels(
  tx: Kysely<Schema>,
  paperIds: readonly PaperId[],
  tenants: readonly TenantId[],
): Promise<void> {
  await tx
    .updateTable('shared_card')
    // One that was postponed stays postponed.
    .set(({ eb, fn, lit }) => ({ due_at: fn.coalesce('due_at', lit(0)), wanted: eb('wanted', '+', 1) }))
    .where('paper_id', 'in', paperIds)
    .where('tenant', 'in', tenants)
    .execute();
}

function toRow(card: SharedCard): SharedCardTable {
  const { channel, sent, paperId, usedAt } = card;
  return {
    id: nameSharedCard(card),
    platform: splitId(channel).platform,
    channel,
    thread: sent.thread ?? null,
    message_id: sent.messageId,
    tenant: sent.tenant,
    paper_id: paperId,
    used_at: usedAt,
    due_at: 0,
    tries: 0,
    wanted: 1,
    is_updatable: 0,
  };
}

function readCard({ channel, thread, message_id, tenant, paper_id, used_at }: SharedCardTable): SharedCard {
  const { id } = splitId(channel);
  const sent = { channel: id, ...toOptional('thread', thread), messageId: message_id, tenant };
  return { channel, sent, paperId: paper_id, usedAt: used_at };
}

function readRelabel(row: SharedCardTable): RequestedRelabel {
  return { card: readCard(row), tries: row.tries, requested: row.wanted };
}
