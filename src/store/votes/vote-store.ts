import type { Kysely } from 'kysely';
import type { TenantId } from '../../core/base/ids.ts';
import type { Vote } from '../../core/vote/vote.ts';
import type { VoteStore } from '../../core/vote/vote-store.ts';
import { transact } from '../dialect/dialect.ts';
import { requestEditsShowing } from '../posts/edit-store.ts';
import { readPostsOfSources, wantReactions } from '../posts/preset-reaction-store.ts';
import { beginsWith } from '../tables/prefix-end.ts';
import type { Schema } from '../tables/schema.ts';
import { bySlices } from '../tables/slices.ts';
import { findCommunity, linkTenants, unlinkTenant } from './communities.ts';
import { replaceVotes } from './replace-votes.ts';
import { deleteVote, readVote, toVoteRow, upsertRows, upsertVotes } from './vote-row.ts';

/** Votes, each with its source, and which tenants form one community. */
export function createVoteStore(db: Kysely<Schema>): VoteStore {
  return {
    ...createVoteReader(db),

    cast: (vote) =>
      transact(db, 'votes', async (tx) => {
        await upsertVotes(tx, [vote]);
        await requestEditsShowing(tx, [vote.paperId], await findCommunity(tx, vote.tenant));
        await wantReactions(tx, readPostsOfSources([vote.source]), vote.at);
      }),

    retract: (vote) =>
      transact(db, 'votes', async (tx) => {
        const hadVote = await takeBack(tx, vote);
        if (!hadVote) return false;
        await requestEditsShowing(tx, [vote.paperId], await findCommunity(tx, vote.tenant));
        await wantReactions(tx, readPostsOfSources([vote.source]), vote.at);
        return true;
      }),

    replace: (sourcePrefix, votes, state) =>
      transact(db, 'votes', async (tx) => {
        if (state !== undefined && (await readState(tx, sourcePrefix)) !== state)
          return { changed: [], isOutdated: true };
        const changed = await replaceVotes(tx, sourcePrefix, votes);
        for (const [tenant, papers] of changed)
          await requestEditsShowing(tx, papers, await findCommunity(tx, tenant));
        return { changed: [...new Set([...changed.values()].flat())] };
      }),

    listCommunity: (tenant) => findCommunity(db, tenant),
    link: (a, b) =>
      transact(db, 'votes', async (tx) => {
        await linkTenants(tx, a, b);
        await wantVotesShown(tx, await findCommunity(tx, a));
      }),
    unlink: (tenant) =>
      transact(db, 'votes', async (tx) => {
        const before = await findCommunity(tx, tenant);
        const was = await unlinkTenant(tx, tenant);
        if (was) await wantVotesShown(tx, before);
        return was;
      }),
  };
}

/** Also of what was taken back, where the platform dates its events. */
async function readState(db: Kysely<Schema>, sourcePrefix: string): Promise<string> {
  const rows = await db
    .selectFrom('vote')
    .select(['paper_id', 'tenant', 'person', 'source', 'value', 'at', 'event_at'])
    .where(beginsWith('source', sourcePrefix))
    .orderBy('source')
    .orderBy('person')
    .orderBy('tenant')
    .orderBy('paper_id')
    .execute();
  return JSON.stringify(rows.map((row) => Object.values(row)));
}

function createVoteReader(
  db: Kysely<Schema>,
): Pick<VoteStore, 'readState' | 'list' | 'listSince' | 'listFrom'> {
  return {
    readState: (sourcePrefix) => readState(db, sourcePrefix),

    async list(paperIds, tenants) {
      if (tenants.length === 0) return [];
      const rows = await bySlices(paperIds, (slice) =>
        db
          .selectFrom('vote')
          .selectAll()
          .where('paper_id', 'in', slice)
          .where('tenant', 'in', tenants)
          .where('value', '!=', 0)
          .execute(),
      );
      return rows.map(readVote);
    },

    async listSince(tenants, since) {
      const rows = await bySlices(tenants, (slice) =>
        db
          .selectFrom('vote')
          .selectAll()
          .where('tenant', 'in', slice)
          .where('at', '>', since)
          .where('value', '!=', 0)
          .execute(),
      );
      return rows.map(readVote);
    },

    async listFrom(source) {
      const rows = await db
        .selectFrom('vote')
        .selectAll()
        .where('source', '=', source)
        .where('value', '!=', 0)
        .execute();
      return rows.map(readVote);
    },
  };
}

/** A platform repeats events for about two hours; a removed vote is stored much longer. */
const TAKEN_BACK_MS = 24 * 60 * 60_000;

/** Whether there was a vote to remove. An event with a platform time leaves a row, so that older events are ignored. */
async function takeBack(tx: Kysely<Schema>, vote: Omit<Vote, 'value'>): Promise<boolean> {
  const { paperId, tenant, person, source, at, eventAt } = vote;
  const before = await tx
    .selectFrom('vote')
    .selectAll()
    .where('paper_id', '=', paperId)
    .where('tenant', '=', tenant)
    .where('person', '=', person)
    .where('source', '=', source)
    .executeTakeFirst();
  const last = before?.event_at ?? undefined;
  if (eventAt !== undefined && last !== undefined && eventAt <= last) return false;
  if (eventAt !== undefined) {
    await upsertRows(tx, [toVoteRow({ ...vote, value: 0 })]);
    await tx
      .deleteFrom('vote')
      .where('value', '=', 0)
      .where('at', '<', at - TAKEN_BACK_MS)
      .execute();
  } else if (before) {
    await deleteVote(tx, before);
  }
  return before !== undefined && before.value !== 0;
}

/** Communities have changed: every post that shows their votes must show new sums. */
async function wantVotesShown(tx: Kysely<Schema>, tenants: readonly TenantId[]): Promise<void> {
  const rows = await bySlices(tenants, (slice) =>
    tx.selectFrom('vote').select('paper_id').distinct().where('tenant', 'in', slice).execute(),
  );
  await requestEditsShowing(
    tx,
    rows.map(({ paper_id }) => paper_id),
    tenants,
  );
}
