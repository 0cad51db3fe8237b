import type { Kysely } from 'kysely';
import type { Vote } from '../core/vote.ts';
import { damagedCell } from './json.ts';
import type { Schema, VoteTable } from './schema.ts';
import { slices } from './slices.ts';

/** Adds votes; where the person has one there from the same source already, it is renewed. */
export async function upsertVotes(db: Kysely<Schema>, votes: readonly Vote[]): Promise<void> {
  for (const slice of slices(votes.map(voteRow))) {
    await db
      .insertInto('vote')
      .values(slice)
      .onConflict((on) =>
        on.columns(['paper_id', 'space', 'person', 'source']).doUpdateSet(({ ref }) => ({
          value: ref('excluded.value'),
          at: ref('excluded.at'),
        })),
      )
      .execute();
  }
}

function voteRow({ paperId, ...vote }: Vote): VoteTable {
  return { paper_id: paperId, ...vote };
}

/** The vote of a row. */
export function readVote({ paper_id, person, space, value, source, at }: VoteTable): Vote {
  if (value !== 1 && value !== -1) {
    throw damagedCell({ table: 'vote', key: `${paper_id} ${person} ${source}`, column: 'value' });
  }
  return { paperId: paper_id, person, space, value, source, at };
}
