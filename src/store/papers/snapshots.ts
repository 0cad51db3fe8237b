import type { Kysely } from 'kysely';
import type { Instant } from '../../core/base/time.ts';
import type { Paper, PaperId } from '../../core/paper/paper.ts';
import type { Snapshot } from '../../core/paper/paper-store.ts';
import { toOptional } from '../tables/json.ts';
import type { Schema, SnapshotTable } from '../tables/schema.ts';
import { bySlices, splitIntoSlices } from '../tables/slices.ts';

/** Saves the counts of each paper, where they differ from those saved last; within a transaction. */
export async function takeSnapshots(
  tx: Kysely<Schema>,
  papers: readonly Paper[],
  at: Instant,
): Promise<void> {
  const ids = papers.map(({ id }) => id);
  const last = new Map((await readLastSnapshots(tx, ids)).map((row) => [row.paper_id, row]));
  const rows = papers.map(toRow).filter((row) => differs(row, last.get(row.paper_id)));
  for (const slice of splitIntoSlices(rows)) {
    await tx
      .insertInto('snapshot')
      .values(slice)
      .onConflict((on) =>
        on.columns(['paper_id', 'at']).doUpdateSet(({ ref }) => ({
          upvotes: ref('excluded.upvotes'),
          comments: ref('excluded.comments'),
          stars: ref('excluded.stars'),
        })),
      )
      .execute();
  }

  function toRow({ id, upvotes, comments, stars }: Paper): SnapshotTable {
    return {
      paper_id: id,
      // A clock that was set back must not make the newest counts look old.
      at: Math.max(at, last.get(id)?.at ?? at),
      upvotes: upvotes ?? null,
      comments: comments ?? null,
      stars: stars ?? null,
    };
  }
}

/** Snapshots since `since` and the last one before it, oldest first, by paper. */
export async function readSnapshots(
  db: Kysely<Schema>,
  ids: readonly PaperId[],
  since: Instant,
): Promise<Map<PaperId, Snapshot[]>> {
  const rows = await bySlices(ids, (slice) =>
    db
      .selectFrom('snapshot as s')
      .selectAll()
      .where('paper_id', 'in', slice)
      .where('at', '>=', ({ fn, val, selectFrom }) =>
        fn.coalesce(
          selectFrom('snapshot as earlier')
            .select(({ fn: { max } }) => max('earlier.at').as('at'))
            .whereRef('earlier.paper_id', '=', 's.paper_id')
            .where('earlier.at', '<', since),
          val(since),
        ),
      )
      .orderBy('at')
      .execute(),
  );
  const byPaper = new Map<PaperId, Snapshot[]>();
  for (const row of rows) {
    const snapshots = byPaper.get(row.paper_id) ?? [];
    snapshots.push(readSnapshot(row));
    byPaper.set(row.paper_id, snapshots);
  }
  return byPaper;
}

/** The upvotes of the papers that exist, by their last snapshots: a paper's own row is a hundred times as long. */
export async function readUpvotes(
  db: Kysely<Schema>,
  ids: readonly PaperId[],
): Promise<Map<PaperId, number>> {
  const rows = await bySlices(ids, (slice) =>
    db
      .selectFrom('paper')
      .select('id')
      .select(({ selectFrom }) =>
        selectFrom('snapshot')
          .select('snapshot.upvotes')
          .whereRef('snapshot.paper_id', '=', 'paper.id')
          .orderBy('snapshot.at', 'desc')
          .limit(1)
          .as('upvotes'),
      )
      .where('id', 'in', slice)
      .execute(),
  );
  return new Map(rows.map(({ id, upvotes }) => [id, upvotes ?? 0]));
}

function readSnapshot({ at, upvotes, comments, stars }: SnapshotTable): Snapshot {
  return {
    at,
    ...toOptional('upvotes', upvotes),
    ...toOptional('comments', comments),
    ...toOptional('stars', stars),
  };
}

function differs(row: SnapshotTable, last: SnapshotTable | undefined): boolean {
  const { upvotes = null, comments = null, stars = null } = last ?? {};
  return row.upvotes !== upvotes || row.comments !== comments || row.stars !== stars;
}

async function readLastSnapshots(tx: Kysely<Schema>, ids: readonly PaperId[]): Promise<SnapshotTable[]> {
  return bySlices(ids, (slice) =>
    tx
      .selectFrom('snapshot as s')
      .selectAll()
      .where('paper_id', 'in', slice)
      .where('at', '=', ({ selectFrom }) =>
        selectFrom('snapshot as other')
          .select(({ fn: { max } }) => max('other.at').as('at'))
          .whereRef('other.paper_id', '=', 's.paper_id'),
      )
      .execute(),
  );
}
