import { type Kysely, sql, type Transaction } from 'kysely';
import { mergePapers, type Paper, type PaperId } from '../core/paper.ts';
import type { PaperStore, Snapshot } from '../core/ports.ts';
import { inSlices, present, readJson } from './json.ts';
import type { PaperTable, Schema, SnapshotTable } from './schema.ts';

export function createPaperStore(db: Kysely<Schema>): PaperStore {
  const byIds = async (from: Kysely<Schema>, ids: readonly PaperId[]): Promise<Map<PaperId, Paper>> => {
    const found = new Map<PaperId, Paper>();
    for (const slice of inSlices(ids)) {
      const rows = await from.selectFrom('paper').selectAll().where('id', 'in', slice).execute();
      for (const row of rows) found.set(row.id, paperOf(row));
    }
    return found;
  };

  return {
    save: (papers, at) =>
      db.transaction().execute(async (trx) => {
        const known = await byIds(
          trx,
          papers.map(({ id }) => id),
        );
        const added: PaperId[] = [];
        const changed: PaperId[] = [];
        let change = await lastChange(trx);
        for (const paper of papers) {
          const before = known.get(paper.id);
          const after = before ? mergePapers(before, paper) : mergePapers(paper, paper);
          known.set(paper.id, after);
          const facts = factsOf(after);
          if (before && facts === factsOf(before)) continue;
          change += 1;
          await trx
            .insertInto('paper')
            .values({ id: paper.id, facts, change, first_seen_at: at, changed_at: at })
            .onConflict((c) => c.column('id').doUpdateSet({ facts, change, changed_at: at }))
            .execute();
          if (!before) added.push(paper.id);
          else if (!changed.includes(paper.id) && !added.includes(paper.id)) changed.push(paper.id);
          if (!before || !sameCounts(before, after)) await takeSnapshot(trx, after, at);
        }
        return { added, changed };
      }),

    async get(id) {
      return (await byIds(db, [id])).get(id);
    },

    async getMany(ids) {
      const found = await byIds(db, [...new Set(ids)]);
      return ids.flatMap((id) => found.get(id) ?? []);
    },

    async snapshots(ids, since) {
      const all = new Map<PaperId, Snapshot[]>();
      for (const slice of inSlices(ids)) {
        const rows = await db
          .selectFrom('snapshot')
          .selectAll()
          .where('paper_id', 'in', slice)
          .where((w) =>
            w.or([
              w('at', '>=', since),
              w(
                'at',
                '=',
                w
                  .selectFrom('snapshot as earlier')
                  .select((s) => s.fn.max('earlier.at').as('at'))
                  .whereRef('earlier.paper_id', '=', 'snapshot.paper_id')
                  .where('earlier.at', '<', since),
              ),
            ]),
          )
          .orderBy('at')
          .execute();
        for (const row of rows) all.set(row.paper_id, [...(all.get(row.paper_id) ?? []), snapshotOf(row)]);
      }
      return all;
    },

    async count() {
      const { n } = await db
        .selectFrom('paper')
        .select((s) => s.fn.countAll().as('n'))
        .executeTakeFirstOrThrow();
      return Number(n);
    },

    async *all(batchSize) {
      let after = '';
      for (;;) {
        const rows = await db
          .selectFrom('paper')
          .selectAll()
          .where('id', '>', after)
          .orderBy('id')
          .limit(batchSize)
          .execute();
        if (rows.length === 0) return;
        yield rows.map(paperOf);
        after = rows.at(-1)?.id ?? after;
      }
    },

    async changedSince(cursor, limit) {
      const rows = await db
        .selectFrom('paper')
        .selectAll()
        .where('change', '>', cursor)
        .orderBy('change')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ paper: paperOf(row), changedAt: row.change }));
    },
  };
}

async function lastChange(trx: Transaction<Schema>): Promise<number> {
  const { last } = await trx
    .selectFrom('paper')
    .select(sql<number>`coalesce(max(change), 0)`.as('last'))
    .executeTakeFirstOrThrow();
  return Number(last);
}

async function takeSnapshot(trx: Transaction<Schema>, paper: Paper, at: number): Promise<void> {
  const { upvotes = null, comments = null, stars = null } = paper;
  if (upvotes === null && comments === null && stars === null) return;
  await trx
    .insertInto('snapshot')
    .values({ paper_id: paper.id, at, upvotes, comments, stars })
    .onConflict((c) => c.columns(['paper_id', 'at']).doUpdateSet({ upvotes, comments, stars }))
    .execute();
}

function sameCounts(a: Paper, b: Paper): boolean {
  return a.upvotes === b.upvotes && a.comments === b.comments && a.stars === b.stars;
}

/** Keys in order, so that equal papers are equal texts. */
function factsOf({ id: _, ...facts }: Paper): string {
  return JSON.stringify(Object.fromEntries(Object.entries(facts).toSorted(([a], [b]) => (a < b ? -1 : 1))));
}

function paperOf({ id, facts }: PaperTable): Paper {
  return { ...readJson<Omit<Paper, 'id'>>(facts, 'paper', id), id };
}

function snapshotOf({ at, upvotes, comments, stars }: SnapshotTable): Snapshot {
  return present({ at, upvotes, comments, stars });
}
