import { type Kysely, sql } from 'kysely';
import type { PaperId } from '../core/paper.ts';
import type { VoteStore } from '../core/ports.ts';
import type { SpaceId, Vote, VoteValue } from '../core/vote.ts';
import { inSlices } from './json.ts';
import type { Schema, VoteTable } from './schema.ts';

export function createVoteStore(db: Kysely<Schema>): VoteStore {
  async function communityOf(from: Kysely<Schema>, space: SpaceId): Promise<SpaceId> {
    const row = await from
      .selectFrom('community_member')
      .select('community')
      .where('space', '=', space)
      .executeTakeFirst();
    return row?.community ?? space;
  }

  return {
    async cast(vote) {
      const { paper_id, person, source, ...said } = rowOf(vote);
      await db
        .insertInto('vote')
        .values({ paper_id, person, source, ...said })
        .onConflict((c) => c.columns(['paper_id', 'person', 'source']).doUpdateSet(said))
        .execute();
    },

    async retract(paperId, person, source) {
      const { numDeletedRows } = await db
        .deleteFrom('vote')
        .where('paper_id', '=', paperId)
        .where('person', '=', person)
        .where('source', '=', source)
        .executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },

    replace: (sourcePrefix, votes) =>
      db.transaction().execute(async (trx) => {
        const keyOf = (vote: Pick<Vote, 'paperId' | 'person' | 'source'>) =>
          `${vote.paperId}\n${vote.person}\n${vote.source}`;
        const rows = await trx
          .selectFrom('vote')
          .selectAll()
          .where(sql<boolean>`substr(source, 1, ${sourcePrefix.length}) = ${sourcePrefix}`)
          .execute();
        const known = new Map(rows.map((row) => [keyOf(voteOf(row)), voteOf(row)]));
        const wanted = new Map(votes.map((vote) => [keyOf(vote), vote]));
        const changed = new Set<PaperId>();
        for (const [key, { paperId, person, source }] of known) {
          if (wanted.has(key)) continue;
          changed.add(paperId);
          await trx
            .deleteFrom('vote')
            .where('paper_id', '=', paperId)
            .where('person', '=', person)
            .where('source', '=', source)
            .execute();
        }
        for (const [key, vote] of wanted) {
          if (known.get(key)?.value === vote.value) continue;
          changed.add(vote.paperId);
          const row = rowOf(vote);
          await trx
            .insertInto('vote')
            .values(row)
            .onConflict((c) =>
              c
                .columns(['paper_id', 'person', 'source'])
                .doUpdateSet({ value: row.value, at: row.at, space: row.space }),
            )
            .execute();
        }
        return { changed: [...changed] };
      }),

    async of(paperIds, spaces) {
      const votes: Vote[] = [];
      for (const slice of inSlices(paperIds)) {
        const rows = await db
          .selectFrom('vote')
          .selectAll()
          .where('paper_id', 'in', slice)
          .where('space', 'in', spaces)
          .execute();
        votes.push(...rows.map(voteOf));
      }
      return votes;
    },

    async since(spaces, since) {
      const rows = await db
        .selectFrom('vote')
        .selectAll()
        .where('space', 'in', spaces)
        .where('at', '>', since)
        .execute();
      return rows.map(voteOf);
    },

    async community(space) {
      const community = await communityOf(db, space);
      const rows = await db
        .selectFrom('community_member')
        .select('space')
        .where('community', '=', community)
        .orderBy('space')
        .execute();
      const members = rows.map((row) => row.space);
      return members.includes(space) ? members : [space, ...members];
    },

    link: (a, b) =>
      db.transaction().execute(async (trx) => {
        const [one, other] = [await communityOf(trx, a), await communityOf(trx, b)];
        await trx
          .updateTable('community_member')
          .set({ community: one })
          .where('community', '=', other)
          .execute();
        for (const space of [a, b]) {
          await trx
            .insertInto('community_member')
            .values({ space, community: one })
            .onConflict((c) => c.column('space').doUpdateSet({ community: one }))
            .execute();
        }
      }),

    async unlink(space) {
      const { numDeletedRows } = await db
        .deleteFrom('community_member')
        .where('space', '=', space)
        .executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },
  };
}

function rowOf({ paperId, person, source, space, value, at }: Vote): VoteTable {
  return { paper_id: paperId, person, source, space, value, at };
}

function voteOf({ paper_id, person, source, space, value, at }: VoteTable): Vote {
  return { paperId: paper_id, person, source, space, value: value as VoteValue, at };
}
