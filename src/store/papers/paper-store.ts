import type { Kysely } from 'kysely';
import type { Instant } from '../../core/base/time.ts';
import { mergePapers, type Paper, type PaperId } from '../../core/paper/paper.ts';
import type { PaperStore } from '../../core/paper/paper-store.ts';
import { transact } from '../dialect/dialect.ts';
import type { Schema } from '../tables/schema.ts';
import { bySlices, splitIntoSlices } from '../tables/slices.ts';
import { readPaper, toFactsJson } from './paper-row.ts';
import { readSnapshots, readUpvotes, takeSnapshots } from './snapshots.ts';

/** Papers, one row each, and the history of their counts. */
export function createPaperStore(db: Kysely<Schema>): PaperStore {
  return {
    save: (papers, at) => transact(db, 'papers', (tx) => save(tx, papers, at)),

    async find(id) {
      const row = await db
        .selectFrom('paper')
        .select(['id', 'facts'])
        .where('id', '=', id)
        .executeTakeFirst();
      return row && readPaper(row);
    },

    async findMany(ids) {
      const facts = await readFacts(db, ids);
      return ids.flatMap((id) => {
        const known = facts.get(id);
        return known === undefined ? [] : [readPaper({ id, facts: known })];
      });
    },

    readUpvotes: (ids) => readUpvotes(db, ids),

    listSnapshots: (ids, since) => readSnapshots(db, ids, since),

    async count() {
      const row = await db
        .selectFrom('paper')
        .select(({ fn }) => fn.countAll().as('count'))
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },

    async *readAll(batchSize) {
      for (let after = ''; ; ) {
        const rows = await db
          .selectFrom('paper')
          .select(['id', 'facts'])
          .where('id', '>', after)
          .orderBy('id')
          .limit(batchSize)
          .execute();
        const last = rows.at(-1);
        if (!last) return;
        yield rows.map(readPaper);
        after = last.id;
      }
    },

    async listChangedSince(since, limit) {
      const rows = await db
        .selectFrom('paper')
        .select(['id', 'facts', 'changed_at'])
        .where('changed_at', '>', since)
        .orderBy('changed_at')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ paper: readPaper(row), changedAt: row.changed_at }));
    },

    async countChangedSince(since) {
      const { changed } = await db
        .selectFrom('paper')
        .select(({ fn }) => fn.countAll<number>().as('changed'))
        .where('changed_at', '>', since)
        .executeTakeFirstOrThrow();
      return Number(changed);
    },

    readLastChange: () => readLastChange(db),

    async readIdentity() {
      const { id } = await db.selectFrom('identity').select('id').executeTakeFirstOrThrow();
      return id;
    },
  };
}

async function save(
  tx: Kysely<Schema>,
  papers: readonly Paper[],
  at: Instant,
): Promise<{ added: PaperId[]; changed: PaperId[] }> {
  const before = await readFacts(
    tx,
    papers.map(({ id }) => id),
  );
  const merged = new Map<PaperId, Paper>();
  for (const paper of papers) {
    const { id } = paper;
    const facts = before.get(id);
    const known = merged.get(id) ?? (facts === undefined ? undefined : readPaper({ id, facts }));
    merged.set(id, known ? mergePapers(known, paper) : paper);
  }
  const rows = [...merged.values()].map((paper) => ({ paper, id: paper.id, facts: toFactsJson(paper) }));
  const changed = rows.filter(({ id, facts }) => facts !== before.get(id));

  // Time alone would not be enough: several papers share it, and it may go back.
  const firstChange = Math.max(at, (await readLastChange(tx)) + 1);
  const values = changed.map(({ id, facts }, i) => ({
    ...{ id, facts, first_seen_at: at, changed_at: firstChange + i },
  }));
  for (const slice of splitIntoSlices(values)) {
    await tx
      .insertInto('paper')
      .values(slice)
      .onConflict((on) =>
        on.column('id').doUpdateSet(({ ref }) => ({
          facts: ref('excluded.facts'),
          changed_at: ref('excluded.changed_at'),
        })),
      )
      .execute();
  }
  await takeSnapshots(
    tx,
    changed.map(({ paper }) => paper),
    at,
  );
  const ids = changed.map(({ id }) => id);
  return {
    added: ids.filter((id) => !before.has(id)),
    changed: ids.filter((id) => before.has(id)),
  };
}

async function readFacts(db: Kysely<Schema>, ids: readonly PaperId[]): Promise<Map<PaperId, string>> {
  const rows = await bySlices(ids, (slice) =>
    db.selectFrom('paper').select(['id', 'facts']).where('id', 'in', slice).execute(),
  );
  return new Map(rows.map(({ id, facts }) => [id, facts]));
}

async function readLastChange(db: Kysely<Schema>): Promise<Instant> {
  const row = await db
    .selectFrom('paper')
    .select(({ fn }) => fn.max('changed_at').as('last'))
    .executeTakeFirst();
  return Number(row?.last ?? 0);
}
