import type { Kysely } from 'kysely';
import type { VoteStore } from '../core/ports.ts';
import { communityOf, linkSpaces, unlinkSpace } from './communities.ts';
import { replaceVotes } from './replace-votes.ts';
import type { Schema } from './schema.ts';
import { bySlices } from './slices.ts';
import { readVote, upsertVotes } from './vote-row.ts';

/** Votes, each with where it came from, and which spaces are one community. */
export function createVoteStore(db: Kysely<Schema>): VoteStore {
  return {
    async cast(vote) {
      await upsertVotes(db, [vote]);
    },

    async retract({ paperId, space, person, source }) {
      const { numDeletedRows } = await db
        .deleteFrom('vote')
        .where('paper_id', '=', paperId)
        .where('space', '=', space)
        .where('person', '=', person)
        .where('source', '=', source)
        .executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },

    replace: (sourcePrefix, votes) => db.transaction().execute((tx) => replaceVotes(tx, sourcePrefix, votes)),

    async of(paperIds, spaces) {
      if (spaces.length === 0) return [];
      const rows = await bySlices(paperIds, (slice) =>
        db
          .selectFrom('vote')
          .selectAll()
          .where('paper_id', 'in', slice)
          .where('space', 'in', spaces)
          .execute(),
      );
      return rows.map(readVote);
    },

    async since(spaces, since) {
      const rows = await bySlices(spaces, (slice) =>
        db.selectFrom('vote').selectAll().where('space', 'in', slice).where('at', '>', since).execute(),
      );
      return rows.map(readVote);
    },

    community: (space) => communityOf(db, space),
    link: (a, b) => db.transaction().execute((tx) => linkSpaces(tx, a, b)),
    unlink: (space) => db.transaction().execute((tx) => unlinkSpace(tx, space)),
  };
}
