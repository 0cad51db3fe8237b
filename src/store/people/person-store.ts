import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { type ChannelId, type PersonId, splitId, toChannelId, toPersonId } from '../../core/base/ids.ts';
import type { Instant } from '../../core/base/time.ts';
import type { Follow } from '../../core/schedule/personal.ts';
import type { PersonData, PersonStore } from '../../core/store/person-data.ts';
import { deleteChannels } from '../channels/channel-data.ts';
import { readSubscription, toSubscriptionRow } from '../channels/subscription-row.ts';
import { eraseDeleted, transact } from '../dialect/dialect.ts';
import { requestEditsShowing } from '../posts/edit-store.ts';
import { toOptional } from '../tables/json.ts';
import type { Schema } from '../tables/schema.ts';
import { splitIntoSlices } from '../tables/slices.ts';
import { findCommunity } from '../votes/communities.ts';
import { readVote } from '../votes/vote-row.ts';
import { readFeedback } from './feedback-store.ts';
import { readSchedule } from './follow-store.ts';
import { readPapers } from './list-store.ts';

/** Tables with rows that belong only to the person in their column `person`. */
export const TABLES_OF_PERSONS = [
  'vote',
  'reading_list',
  'follow',
  'follow_schedule',
  'follow_notified',
  'shown_list',
  'summary_feedback',
  'short_lived',
] as const satisfies ReadonlyArray<keyof Schema>;

/** What is stored about a person, to be shown to them, and to be deleted on request. */
export function createPersonStore(db: Kysely<Schema>): PersonStore {
  return {
    readPersonData: (person) => readData(db, person),
    forget: (person, at, direct) => forget(db, person, { at, direct }),
    findForgotten: (people) => findForgotten(db, people),
  };
}

async function readData(db: Kysely<Schema>, person: PersonId): Promise<PersonData> {
  const schedule = await db
    .selectFrom('follow_schedule')
    .selectAll()
    .where('person', '=', person)
    .executeTakeFirst();
  const listOwn = <T extends 'vote' | 'reading_list' | 'follow' | 'shown_list'>(table: T) =>
    db.selectFrom(table as 'vote').where('person', '=', person);
  const votes = await listOwn('vote').selectAll().orderBy('at').execute();
  const saved = await db.selectFrom('reading_list').selectAll().where('person', '=', person).execute();
  const follows = await db.selectFrom('follow').selectAll().where('person', '=', person).execute();
  const rows = await db
    .selectFrom('follow_notified')
    .select('paper_id')
    .where('person', '=', person)
    .execute();
  const lists = await db.selectFrom('shown_list').selectAll().where('person', '=', person).execute();
  const feedback = await db.selectFrom('summary_feedback').selectAll().where('person', '=', person).execute();
  const owned = await listSubscriptions(db, person);
  const mailboxes = await db
    .selectFrom('mailbox')
    .selectAll()
    .where(({ eb, or }) => or([eb('asked_by', '=', person), eb('channel', '=', toMailbox(person))]))
    .execute();
  return {
    votes: votes.filter(({ value }) => value !== 0).map(readVote),
    takenBack: votes
      .filter(({ value }) => value === 0)
      .map(({ paper_id, at }) => ({ paperId: paper_id, at })),
    readingList: saved.map(({ paper_id, at }) => ({ paperId: paper_id, at })),
    follows: follows.map(({ kind, text, at }) => ({ kind: kind as Follow['kind'], text, at })),
    ...toOptional('schedule', schedule ? readSchedule(schedule) : null),
    notified: rows.map(({ paper_id }) => paper_id),
    lists: lists.map(({ place: where, title, papers, at }) => ({
      where,
      title,
      at,
      papers: readPapers(papers, `${person} ${where}`),
    })),
    feedback: feedback.map(readFeedback),
    mailboxes: mailboxes.map(({ channel, state, asked_at }) => ({ channel, state, at: asked_at })),
    subscriptions: owned.map(({ channel, createdAt }) => ({ channel, at: createdAt })),
  };
}

async function forget(
  db: Kysely<Schema>,
  person: PersonId,
  { at, direct }: { readonly at: Instant; readonly direct: ChannelId | undefined },
): Promise<void> {
  await transact(db, 'votes', async (tx) => {
    const asked = await listMailboxes(tx, person);
    for (const one of [person, ...asked.map(toVoter)]) await deleteOwn(tx, one);
    await deleteChannels(tx, [...asked, ...(direct === undefined ? [] : [direct])]);
    for (const { owner: _owner, ...subscription } of await listSubscriptions(tx, person))
      await tx
        .updateTable('subscription')
        .set({ settings: toSubscriptionRow(subscription).settings })
        .where('channel', '=', subscription.channel)
        .execute();
    const row = { person_checksum: computeChecksum(await readIdentity(tx), person), at };
    await tx
      .insertInto('forgotten')
      .values(row)
      .onConflict((on) => on.column('person_checksum').doUpdateSet({ at }))
      .execute();
  });
  await eraseDeleted(db);
}

async function findForgotten(
  db: Kysely<Schema>,
  people: readonly PersonId[],
): Promise<Map<PersonId, Instant>> {
  const any = await db.selectFrom('forgotten').select('at').limit(1).executeTakeFirst();
  if (!any) return new Map();
  const identity = await readIdentity(db);
  const byChecksum = new Map(people.map((person) => [computeChecksum(identity, person), person]));
  const found = new Map<PersonId, number>();
  for (const slice of splitIntoSlices([...byChecksum.keys()])) {
    const rows = await db.selectFrom('forgotten').selectAll().where('person_checksum', 'in', slice).execute();
    for (const { person_checksum, at } of rows) {
      const person = byChecksum.get(person_checksum);
      if (person !== undefined) found.set(person, at);
    }
  }
  return found;
}

/** Posts that count the person's votes must show new sums. */
async function wantVotesShownAgain(tx: Kysely<Schema>, person: PersonId): Promise<void> {
  const votes = await tx
    .selectFrom('vote')
    .select(['paper_id', 'tenant'])
    .distinct()
    .where('person', '=', person)
    .where('value', '!=', 0)
    .execute();
  for (const [tenant, rows] of Map.groupBy(votes, (vote) => vote.tenant))
    await requestEditsShowing(
      tx,
      rows.map(({ paper_id }) => paper_id),
      await findCommunity(tx, tenant),
    );
}

/** The person who set up a channel's digest is named in its settings. */
async function listSubscriptions(db: Kysely<Schema>, person: PersonId) {
  const rows = await db.selectFrom('subscription').selectAll().execute();
  return rows.map(readSubscription).filter(({ owner }) => owner === person);
}

async function deleteOwn(tx: Kysely<Schema>, person: PersonId): Promise<void> {
  await wantVotesShownAgain(tx, person);
  for (const table of TABLES_OF_PERSONS)
    await tx
      .deleteFrom(table as 'vote')
      .where('person', '=', person)
      .execute();
}

/** The mailbox with this id votes as the person with the same id. */
function toVoter(mailbox: ChannelId): PersonId {
  const { platform, id } = splitId(mailbox);
  return toPersonId(platform, id);
}

function toMailbox(person: PersonId): ChannelId {
  const { platform, tenant, id } = splitId(person);
  return toChannelId(tenant ?? platform, id);
}

/** The addresses that a person typed. */
async function listMailboxes(db: Kysely<Schema>, person: PersonId): Promise<ChannelId[]> {
  const rows = await db.selectFrom('mailbox').select('channel').where('asked_by', '=', person).execute();
  return rows.map(({ channel }) => channel);
}

async function readIdentity(db: Kysely<Schema>): Promise<string> {
  return (await db.selectFrom('identity').select('id').executeTakeFirstOrThrow()).id;
}

/** A checksum with a salt of this database: useless with another database. Uses the notation of version 0.1.0, `T1:U1`. */
function computeChecksum(identity: string, person: PersonId): string {
  return createHash('sha256')
    .update(`${identity}\n${person.replace('/', ':')}`)
    .digest('hex');
}
