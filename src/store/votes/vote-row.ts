import type { Kysely } from 'kysely';
import type { Vote } from '../../core/vote/vote.ts';
import { createDamagedCellError, toOptional } from '../tables/json.ts';
import type { Schema, VoteTable } from '../tables/schema.ts';
import { splitIntoSlices } from '../tables/slices.ts';

/** Adds votes; an existing vote of the person from the same source is renewed, unless the event is older. */
export async function upsertVotes(db: Kysely<Schema>, votes: readonly Vote[]): Promise<void> {
  await upsertRows(db, votes.map(toVoteRow));
}

/** The same for rows, including removed votes. */
export async function upsertRows(db: Kysely<Schema>, rows: readonly VoteTable[]): Promise<void> {
  for (const slice of splitIntoSlices(rows)) {
    await db
      .insertInto('vote')
      .values(slice)
      .onConflict((on) =>
        on
          .columns(['paper_id', 'tenant', 'person', 'source'])
          .doUpdateSet(({ ref, fn }) => ({
            value: ref('excluded.value'),
            at: ref('excluded.at'),
            // Reading back gives no time: a late event is still compared with the last one.
            event_at: fn.coalesce(ref('excluded.event_at'), ref('vote.event_at')),
          }))
          .where(({ eb, or, ref }) =>
            or([
              eb('vote.event_at', 'is', null),
              eb('excluded.event_at', 'is', null),
              eb('excluded.event_at', '>', ref('vote.event_at')),
            ]),
          ),
      )
      .execute();
  }
}

export async function deleteVote(
  db: Kysely<Schema>,
  { paper_id, tenant, person, source }: Pick<VoteTable, 'paper_id' | 'tenant' | 'person' | 'source'>,
): Promise<void> {
  await db
    .deleteFrom('vote')
    .where('paper_id', '=', paper_id)
    .where('tenant', '=', tenant)
    .where('person', '=', person)
    .where('source', '=', source)
    .execute();
}

/** The row of a vote. */
export function toVoteRow({ paperId, eventAt, ...vote }: Omit<Vote, 'value'> & { value: number }): VoteTable {
  return { paper_id: paperId, ...vote, event_at: eventAt ?? null };
}

/** The vote of a row. */
export function readVote({ paper_id, person, tenant, value, source, at, event_at }: VoteTable): Vote {
  if (value !== 1 && value !== -1) {
    throw createDamagedCellError({ table: 'vote', key: `${paper_id} ${person} ${source}`, column: 'value' });
  }
  return { paperId: paper_id, person, tenant, value, source, at, ...toOptional('eventAt', event_at) };
}
