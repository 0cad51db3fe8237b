import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { type CompiledQuery, Kysely } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { createPublicChannelStore } from '../../src/store/channels/public-channel-store.ts';
import { createSubscriptionStore } from '../../src/store/channels/subscription-store.ts';
import { migrate, SQLITE_MIGRATIONS } from '../../src/store/migrate.ts';
import { createEditionStore } from '../../src/store/papers/edition-store.ts';
import { createPaperStore } from '../../src/store/papers/paper-store.ts';
import { createSummaryStore } from '../../src/store/papers/summary-store.ts';
import { createFeedbackStore } from '../../src/store/people/feedback-store.ts';
import { createDeliveryStore } from '../../src/store/posts/delivery-store.ts';
import { createEditStore } from '../../src/store/posts/edit-store.ts';
import { createPostStore } from '../../src/store/posts/post-store.ts';
import { createSharedCardStore } from '../../src/store/posts/shared-card-store.ts';
import { createNodeSqliteDialect } from '../../src/store/sqlite/node-sqlite.ts';
import type { Schema } from '../../src/store/tables/schema.ts';
import { createRetentionStore } from '../../src/store/tenants/retention-store.ts';
import { createVoteStore } from '../../src/store/votes/vote-store.ts';
import { aPaper } from '../support/builders.ts';
import { personId, tenantId } from '../support/ids.ts';
import { KEY, MINUTE, NOON } from './ledger.ts';

const database = new DatabaseSync(':memory:');
const asked: CompiledQuery[] = [];
const db = new Kysely<Schema>({
  dialect: createNodeSqliteDialect(database, ':memory:', 0),
  log: ({ query }) => void asked.push(query),
});
const posts = createPostStore(db);
const papers = createPaperStore(db);
const editions = createEditionStore(db);
const deliveries = createDeliveryStore(db);
const votes = createVoteStore(db);
const edits = createEditStore(db);
const sharedCards = createSharedCardStore(db);
const publicChannels = createPublicChannelStore(db);
const retention = createRetentionStore(db);
const feedback = createFeedbackStore(db);
const JUDGED = { paperId: 'a', style: 'tldr', language: 'en', provider: 'gpt-9' } as const;

const PUBLIC = { name: 'ml-papers', channel: KEY.channel, zone: 'UTC' };

/** How SQLite would answer everything that `work` asks. */
async function listPlans(work: () => Promise<unknown>): Promise<string[]> {
  asked.length = 0;
  await work();
  return asked
    .filter(({ sql }) => /^(select|update|delete)/.test(sql))
    .flatMap(({ sql, parameters }) => {
      const steps = database.prepare(`explain query plan ${sql}`).all(...(parameters as SQLInputValue[]));
      return steps.map(({ detail }) => String(detail));
    });
}

const A_VOTE = {
  ...{ paperId: 'a', person: personId('discord:1'), tenant: tenantId('discord:g'), value: 1 as const },
  ...{ source: 'post:p1:up', at: NOON, eventAt: NOON * 1000 },
};

describe('no table that grows is read whole', () => {
  beforeAll(() => migrate(db, ':memory:', SQLITE_MIGRATIONS));

  it.each<[string, () => Promise<unknown>]>([
    ['saving papers', () => papers.save([aPaper()], NOON)],
    ['reading papers', () => papers.findMany(['a', 'b'])],
    ['reading upvotes', () => papers.readUpvotes(['a', 'b'])],
    ['reading snapshots', () => papers.listSnapshots(['a', 'b'], NOON)],
    ['following changes', () => papers.listChangedSince(NOON, 10)],
    ['reading editions', () => editions.listBetween('2026-04-01', '2026-04-30')],
    ['reading the latest editions', () => editions.listLatest(3, '2026-04-30')],
    ['finding the days around one', () => editions.findDaysAround('2026-04-15', '2026-04-30')],
    ['listing the days of a paper', () => editions.listDays('a')],
    ['finding due subscriptions', () => createSubscriptionStore(db).listDue(NOON)],
    ['claiming deliveries', () => deliveries.claim('one', NOON, MINUTE, 1, { on: 'discord' })],
    ['deleting votes by their age', () => retention.dropVotes(NOON, 10)],
    ['deleting feedback by its age', () => retention.dropFeedback(NOON, 10)],
    ['counting feedback', () => feedback.count(JUDGED, tenantId('discord:g'))],
    ['summing feedback of a server', () => feedback.listTotals(tenantId('discord:g'), 10)],
    ['finding a model’s summary', () => createSummaryStore(db).has(JUDGED)],
    ['reading recent deliveries', () => deliveries.listRecent(KEY.channel, 5)],
    ['settling a delivery', () => deliveries.settle(KEY, { state: 'sent' }, NOON, 'one')],
    ['reading posts', () => posts.listOfDelivery(KEY)],
    ['finding the post of a reaction', () => posts.findByMessage('discord', '1', '2')],
    ['listing what a channel was shown', () => posts.listShownPapers(KEY.channel)],
    ['finding posts that show a paper', () => posts.listShowing(['a', 'b'], [tenantId('discord:g')], NOON)],
    ['finding recent posts', () => posts.listSentSince('discord', NOON)],
    ['finding posts of a paper', () => posts.listOfPaper('a', 3)],
    ['reading votes', () => votes.list(['a', 'b'], [tenantId('discord:g')])],
    ['reading recent votes', () => votes.listSince([tenantId('discord:g')], NOON)],
    ['casting a vote', () => votes.cast(A_VOTE)],
    ['taking a vote back', () => votes.retract(A_VOTE)],
    ['finding posts to be changed', () => edits.listDue('discord', NOON, 20)],
    ['finding shared cards to be changed', () => sharedCards.listDue('discord', NOON, 20)],
    [
      'finding the shared card of a press',
      () => sharedCards.findOn({ platform: 'slack', channel: 'C', messageId: '1', paperId: 'a' }),
    ],
    ['finding shared cards of a paper', () => sharedCards.listShowing(['a'], [tenantId('discord:g')], 20)],
    ['finding shared cards that nobody uses', () => sharedCards.requestUnused(NOON, 10)],
    ['reading back votes', () => votes.replace('post:p1:', [])],
    ['finding a public channel', () => publicChannels.find('ml-papers')],
    ['listing public channels', () => publicChannels.list(10)],
    [
      'listing the slots of a public channel',
      () => publicChannels.listSlots(PUBLIC, { from: NOON, until: NOON, first: 'newest', limit: 10 }),
    ],
    ['reading what a public channel was posted', () => publicChannels.listPosted(PUBLIC, [NOON])],
    ['finding where a paper is public', () => publicChannels.listOfPaper('a', 5)],
    ['reading public votes', () => publicChannels.listVotes(['a', 'b'])],
    ['finding a community', () => votes.listCommunity(tenantId('discord:g'))],
  ])('for %s', async (_, work) => {
    const plans = await listPlans(work);
    expect(plans.filter((step) => step.includes('SEARCH'))).not.toEqual([]);
    // The few rows of a linked community are no table that grows.
    expect(plans.filter((step) => /^SCAN (?!community_member)/.test(step))).toEqual([]);
  });

  it('and claims come in the order of the index, however many wait', async () => {
    const plans = await listPlans(() => deliveries.claim('one', NOON, MINUTE, 1, { on: 'discord' }));
    expect(plans.join('\n')).toContain('delivery_open');
    expect(plans.join('\n')).not.toContain('ORDER BY');
  });
});
