import type { Kysely } from 'kysely';
import { PaperboyError } from '../../core/base/errors.ts';
import type { TenantId } from '../../core/base/ids.ts';
import type { PaperId } from '../../core/paper/paper.ts';
import type { Vote } from '../../core/vote/vote.ts';
import { beginsWith } from '../tables/prefix-end.ts';
import type { Schema } from '../tables/schema.ts';
import { problems } from '../tables/texts.ts';
import { deleteVote, upsertRows, upsertVotes } from './vote-row.ts';

/**
 * Makes the votes from sources that start with `prefix` equal to `votes`, within a transaction. A known vote with
 * the same value keeps its time: reading back gives none. Returns the papers with changed votes, by tenant.
 */
export async function replaceVotes(
  tx: Kysely<Schema>,
  prefix: string,
  votes: readonly Vote[],
): Promise<Map<TenantId, PaperId[]>> {
  const stray = votes.find(({ source }) => !source.startsWith(prefix));
  if (prefix === '' || stray) {
    throw new PaperboyError(problems.voteSource({ source: stray?.source ?? '', prefix }));
  }
  const rows = await tx.selectFrom('vote').selectAll().where(beginsWith('source', prefix)).execute();
  const before = new Map(rows.map((row) => [toKey({ paperId: row.paper_id, ...row }), row]));
  const now = new Map(votes.map((vote) => [toKey(vote), vote]));
  // In version 0.1.0 two skin tones of one thumb had one source: the vote keeps its time anyway.
  const times = new Map(rows.map((row) => [toComparable({ paperId: row.paper_id, ...row }), row.at]));

  const gone = [...before].flatMap(([key, row]) => (row.value === 0 || now.has(key) ? [] : [row]));
  const fresh = [...now].flatMap(([key, vote]) =>
    before.get(key)?.value === vote.value ? [] : [{ ...vote, at: times.get(toComparable(vote)) ?? vote.at }],
  );
  for (const row of gone) {
    // Where the platform dates its events a marker stays, so that a late older event is ignored.
    if (row.event_at === null) await deleteVote(tx, row);
    else await upsertRows(tx, [{ ...row, value: 0, event_at: null }]);
  }
  await upsertVotes(tx, fresh);
  const changed = [...gone.map(({ tenant, paper_id }) => ({ tenant, paperId: paper_id })), ...fresh];
  const byTenant = Map.groupBy(changed, ({ tenant }) => tenant);
  return new Map(
    [...byTenant].map(([tenant, some]) => [tenant, [...new Set(some.map(({ paperId }) => paperId))]]),
  );
}

type Key = Pick<Vote, 'paperId' | 'tenant' | 'person' | 'source'>;

function toKey({ paperId, tenant, person, source }: Key): string {
  return JSON.stringify([paperId, tenant, person, source]);
}

/** Who voted how on a paper, by whichever reaction. */
function toComparable({ paperId, tenant, person, value }: Omit<Key, 'source'> & { value: number }): string {
  return JSON.stringify([paperId, tenant, person, value]);
}
