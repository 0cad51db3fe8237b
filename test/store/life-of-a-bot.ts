import { nameSharedCard } from '../../src/core/delivery/shared-card-store.ts';
import { toMailWish } from '../../src/core/mail/mail-wish.ts';
import type { Store } from '../../src/core/store/store.ts';
import { aSubscription, papers } from '../support/builders.ts';
import { channelId, personId, tenantId } from '../support/ids.ts';
import { aDigest, aPost, KEY, MINUTE, NOON, plan, sentAs } from './ledger.ts';

const GUILD = tenantId('discord:guild');
const OTHER = tenantId('slack:T1');
const ADA = personId('discord:1');
const BEA = personId('slack:T1/U2');
const DAY = 24 * 60 * MINUTE;
const PUBLIC = { name: 'ml-papers', channel: KEY.channel, zone: 'UTC' };
const PAUSE = { at: NOON, by: 'departure', reason: { code: 'removed', values: { graceDays: 30 } } } as const;
const A_VOTE = { paperId: '2604.00001', person: ADA, tenant: GUILD, value: 1 as const, at: NOON };
const JUDGED = { paperId: '2604.00001', style: 'tldr', language: 'en', provider: 'm' } as const;

/** Does everything that a store can do, and returns all its answers. */
export async function liveThrough(store: Store): Promise<unknown[]> {
  const parts = [
    rememberPapers,
    deliver,
    editPosts,
    vote,
    shareCards,
    seeEvents,
    holdForAWhile,
    readPersonally,
    summarize,
    mail,
    beMoved,
    install,
    forget,
  ];
  const answers: unknown[] = [];
  for (const part of parts) answers.push(...(await part(store)));
  return answers;
}

async function rememberPapers({ papers: store, editions }: Store): Promise<unknown[]> {
  const listed = papers(4);
  const batches: unknown[] = [];
  const saved = await store.save(listed, NOON);
  const changed = await store.save(
    papers(4, { upvotes: 500, title: 'Ünïcode — 漢字 “\u0000” ’' }),
    NOON + DAY,
  );
  for await (const batch of store.readAll(3)) batches.push(batch);
  const ids = listed.map(({ id }) => id);
  await editions.save({ day: '2026-04-29', state: 'closed', paperIds: ids.slice(0, 2), fetchedAt: NOON });
  await editions.save({ day: '2026-04-30', state: 'filling', paperIds: ids, fetchedAt: NOON });
  await editions.save({ day: '2026-04-30', state: 'empty', paperIds: [], fetchedAt: NOON + 1 });
  return [
    ...[saved, changed, batches, (await store.readIdentity()).length],
    ...[await store.find('2604.00001'), await store.findMany(ids), await store.count()],
    ...[
      await store.listSnapshots(ids, NOON + 1),
      await store.listChangedSince(NOON, 3),
      await store.readLastChange(),
      await store.countChangedSince(NOON),
      [...(await store.readUpvotes([...ids, 'missing']))].sort(),
    ],
    ...[await editions.find('2026-04-30'), await editions.listLatest(2, '2026-12-31')],
    ...[await editions.listBetween('2026-04-01', '2026-04-30'), await editions.listDays('2604.00001')],
    ...[
      await editions.listDaysWithPapers('2026-12-31'),
      await editions.findDaysAround('2026-04-30', '2026-12-31'),
    ],
  ];
}

async function deliver({
  subscriptions,
  deliveries,
  posts,
  publicChannels,
  ...store
}: Store): Promise<unknown[]> {
  const { channel } = KEY;
  await subscriptions.put(
    aSubscription({
      ...{ channel, tenant: GUILD, owner: ADA, publicName: 'ml-papers', nextDueAt: NOON },
      recaps: { week: { cron: '0 9 * * 1', nextDueAt: NOON } },
    }),
  );
  const taken = subscriptions.put(
    aSubscription({ channel: channelId('discord:2'), publicName: 'ml-papers' }),
  );
  const refusal = await taken.catch((error: { code?: string }) => error.code);
  const due = await subscriptions.listDue(NOON);
  await deliveries.schedule([{ channel, kind: 'week', slots: [NOON + 1], from: NOON, to: NOON + DAY }], NOON);
  const all = { ...store, subscriptions, deliveries, posts, publicChannels };
  const [overview, card] = await plan(all, KEY, '2604.00001', '2604.00002');
  const claimed = await deliveries.claim('one', NOON, MINUTE, 5, { on: 'discord' });
  const renewed = await deliveries.renew(KEY, 'one', NOON + 2 * MINUTE);
  const none = await deliveries.claim('two', NOON, MINUTE, 5, { notOn: ['slack'] });
  for (const [i, post] of [overview, card].entries()) {
    await posts.mark(post?.id ?? '', 'sending', NOON);
    await posts.mark(post?.id ?? '', 'sent', NOON + i, sentAs(`m${i}`));
  }
  await posts.plan(aPost(KEY, 9, [], { kind: 'notice' }));
  const settled = await deliveries.settle(
    KEY,
    { state: 'sent', reason: { code: 'stopping', values: {} }, runAt: NOON, attempts: 2, waitingSince: NOON },
    NOON,
    'one',
  );
  const span = { from: NOON - DAY, until: NOON + DAY, first: 'newest', limit: 5 } as const;
  await posts.markRead(overview?.id ?? '');
  return [
    ...[
      refusal,
      due,
      claimed,
      renewed,
      none,
      settled,
      await subscriptions.advance(channel, NOON, NOON + DAY),
    ],
    ...[await subscriptions.find(channel), await subscriptions.list(), await deliveries.find(KEY)],
    ...[
      await deliveries.listRecent(channel, 5, 'digest'),
      await deliveries.listOpen(),
      await deliveries.countOpen('discord'),
      await deliveries.countUnknown('discord', NOON + DAY),
    ],
    ...[
      await posts.listOfDelivery(KEY),
      await posts.findByMessage('discord', '100', 'm0'),
      await posts.listShownPapers(channel),
    ],
    ...[await posts.listShowing(['2604.00001'], [GUILD], 0), await posts.listSentSince('discord', 0)],
    ...[await posts.listUnread('discord'), await posts.listOfPaper('2604.00001', 3)],
    ...[await publicChannels.find('ml-papers'), await publicChannels.list(5)],
    ...[await publicChannels.listSlots(PUBLIC, span), await publicChannels.listPosted(PUBLIC, [NOON])],
    ...[await publicChannels.listOfPaper('2604.00001', 5), await publicChannels.listVotes(['2604.00001'])],
  ];
}

async function holdForAWhile({ shortLived }: Store): Promise<unknown[]> {
  const entry = { kind: 'answer', key: 'ada 1 a', person: ADA, text: 'today', until: NOON + 10 } as const;
  const taken = [await shortLived.take(entry, NOON), await shortLived.take(entry, NOON)];
  await shortLived.putNewest({ ...entry, key: 'ada 1 b', until: NOON + 20 }, 'ada 1', 1);
  const found = await Promise.all(['a', 'b'].map((key) => shortLived.find('answer', `ada 1 ${key}`, NOON)));
  await shortLived.delete('answer', 'ada 1 b');
  await shortLived.forget(ADA);
  await shortLived.put({ ...entry, key: 'old' });
  await shortLived.purge(NOON + 10);
  return [taken, found, await shortLived.find('answer', 'old', 0)];
}

async function seeEvents({ seenEvents, votes }: Store): Promise<unknown[]> {
  const first = await seenEvents.add('slack Ev1', NOON);
  const again = await seenEvents.add('slack Ev1', NOON + 1);
  await seenEvents.purge(NOON + 1);
  const before = await votes.readState('button');
  await votes.cast({ ...A_VOTE, paperId: '2604.00003', source: 'button' });
  const hasChanged = (await votes.readState('button')) !== before;
  return [first, again, await seenEvents.add('slack Ev1', NOON + 2), hasChanged];
}

async function editPosts({
  posts,
  edits,
  presetReactions,
  duplicateChecks,
  alerts,
}: Store): Promise<unknown[]> {
  const [overview] = await posts.listOfDelivery(KEY);
  if (!overview) throw new Error('nothing was posted');
  const waiting = await presetReactions.listDue('discord', NOON + DAY, 5);
  await presetReactions.record(overview.id, { up: true });
  await presetReactions.observe(overview.id, ['down'], NOON);
  const voted = await presetReactions.listDue('discord', NOON + DAY, 5, 'voted');
  await presetReactions.postpone(overview.id, NOON + DAY, 1);
  for (const one of waiting) await presetReactions.finish(one);
  await edits.request([overview.id]);
  const edit = await edits.find(overview.id, NOON);
  if (edit) await edits.postpone(edit, NOON);
  const due = await edits.listDue('discord', NOON, 5);
  for (const one of due) await edits.finish(one);
  await duplicateChecks.add(overview, NOON, NOON + 1);
  await duplicateChecks.postpone(overview.id, NOON + 2);
  const checks = await duplicateChecks.listDue('discord', NOON + 2, 5);
  await duplicateChecks.finish(overview.id);
  const alert = { kind: 'source', subject: 'hugging-face' } as const;
  await alerts.raise(alert, NOON, NOON);
  await alerts.raise(alert, NOON + 1, NOON);
  await alerts.end(alert, NOON + 2, NOON);
  const ended = await alerts.list();
  await alerts.purge(NOON + 3);
  return [ended, waiting, voted, edit, due, checks, await presetReactions.listVotedBallots(overview.id)];
}

async function vote({ votes, posts, edits }: Store): Promise<unknown[]> {
  const [overview] = await posts.listOfDelivery(KEY);
  const source = `post:${overview?.id}:up`;
  await votes.cast({ ...A_VOTE, source, eventAt: NOON * 1000 });
  await votes.cast({ ...A_VOTE, person: BEA, tenant: OTHER, source: 'button' });
  await votes.link(GUILD, OTHER);
  return [
    ...[
      await votes.listCommunity(OTHER),
      await votes.list(['2604.00001'], [GUILD, OTHER]),
      await votes.listFrom(source),
    ],
    ...[await edits.listDue('discord', NOON, 5), await votes.listSince([GUILD], 0)],
    ...[await votes.retract({ ...A_VOTE, source, at: NOON, eventAt: NOON * 1000 + 1 })],
    ...[await votes.replace(`post:${overview?.id}:`, [{ ...A_VOTE, source }]), await votes.unlink(OTHER)],
  ];
}

async function readPersonally({ readingLists, follows, lists }: Store): Promise<unknown[]> {
  const follow = { kind: 'query', text: 'small models' } as const;
  const quiet = { from: 1320, until: 420 };
  await follows.setSchedule({
    ...{ person: ADA, cron: '0 9 * * *', zone: 'UTC', quiet },
    language: 'en',
    nextDueAt: 5,
  });
  await lists.save('direct', ADA, { title: 'Results', papers: new Map([[1, '2604.00001']]), at: NOON });
  await lists.save('direct', ADA, { title: 'Results', papers: new Map([[2, '2604.00002']]), at: NOON });
  return [
    ...[await readingLists.put(ADA, '2604.00001', NOON), await readingLists.put(ADA, '2604.00001', NOON)],
    ...[await readingLists.list(ADA), await readingLists.remove(ADA, '2604.00001')],
    ...[await follows.add(ADA, follow, NOON), await follows.add(ADA, follow, NOON), await follows.list(ADA)],
    ...[
      await follows.findSchedule(ADA),
      await follows.listDue(NOON),
      await follows.markNotified(ADA, ['a'], NOON),
    ],
    ...[await follows.findPending(ADA, ['a', 'b']), await follows.remove(BEA, follow)],
    ...[await lists.find('direct', ADA)],
  ];
}

async function summarize({ summaries, feedback, cards, similar }: Store): Promise<unknown[]> {
  const key = { paperId: '2604.00001', style: 'tldr', language: 'en', model: 'm', promptVersion: 1 } as const;
  const summary = { style: 'tldr', points: [{ text: 'It reads.' }], source: 'full', notes: [] } as const;
  const spend = { calls: 1, inputTokens: 900, outputTokens: 80, cost: 0.1 };
  await summaries.put(key, { summary, textChecksum: 'x' });
  for (let i = 0; i < 3; i++) await summaries.addSpend('2026-04-30', spend);
  await feedback.record({ ...JUDGED, person: ADA, tenant: GUILD, helped: true, at: NOON });
  await feedback.record({ ...JUDGED, person: BEA, tenant: GUILD, helped: false, at: NOON });
  for (const paperCount of [3, 5])
    await similar.put([
      { paperId: '2604.00001', textChecksum: 'x', paperCount, similar: ['2604.00003', '2604.00002'] },
    ]);
  await cards.put([{ paperId: '2604.00001', textChecksum: 'x', summary: { text: 'It reads.', by: 'm' } }]);
  return [
    ...[await cards.findMany(['2604.00001', '2604.00002']), await cards.listMissing(undefined, 2)],
    ...[
      await similar.find('2604.00001'),
      await similar.find('2604.00002'),
      await similar.listStates(undefined, 3),
    ],
    await similar.listStates('2604.00002', 3),
    ...[await summaries.find(key), await summaries.has({ ...key, provider: 'm' })],
    ...[await summaries.sumSpend('2026-04-30'), await feedback.count(JUDGED, GUILD)],
    ...[await feedback.listTotals(undefined, 5), await feedback.count(JUDGED, OTHER)],
  ];
}

async function mail({ mailboxes, webhooks }: Store): Promise<unknown[]> {
  const wish = toMailWish({ kind: 'day' }, { cron: '0 9 * * *', zone: 'UTC' }, false);
  const channel = channelId('email:1');
  const asked = await mailboxes.ask(
    {
      ...{ channel, wish, state: 'asked', sealed: 's', checksum: 'c', tenant: OTHER },
      askedBy: BEA,
      askedAt: NOON,
    },
    'asker',
    { perAskerAnHour: 5, perAddressADay: 5, perHour: 5 },
  );
  const claimed = await mailboxes.claimConfirmation(NOON);
  await mailboxes.settleConfirmation(channel, { attempts: 1, runAt: NOON });
  const webhook = { channel: channelId('webhook:lab'), sealed: 'sealed', createdAt: NOON };
  return [
    ...[asked, claimed, await mailboxes.confirm(aSubscription({ channel, tenant: OTHER }), NOON)],
    ...[await mailboxes.find(channel), await mailboxes.stop(channel, 'complained', NOON)],
    ...[await mailboxes.purge(NOON + 2 * DAY)],
    ...[await webhooks.add(webhook), await webhooks.add(webhook), await webhooks.find(webhook.channel)],
    ...[await webhooks.list(), await webhooks.remove(webhook.channel)],
  ];
}

async function beMoved({ tenants, subscriptions, deliveries, posts, retention }: Store): Promise<unknown[]> {
  const [old, renamed] = [channelId('discord:55'), channelId('discord:56')];
  await subscriptions.put(aSubscription({ channel: old }));
  await deliveries.enqueue({ channel: old, slot: NOON }, NOON);
  await deliveries.plan(
    { channel: old, slot: NOON },
    aDigest('2604.00001'),
    [aPost({ channel: old, slot: NOON }, 0, ['2604.00001'])],
    NOON,
  );
  await subscriptions.setTenant(old, OTHER);
  const without = (await tenants.listChannelsWithoutTenant('discord')).toSorted();
  await tenants.renameChannel(old, renamed);
  await subscriptions.pause(renamed, { at: NOON, by: 'person', reason: { code: 'by-hand', values: {} } });
  await subscriptions.resume(renamed, { nextDueAt: NOON + DAY, recaps: {} });
  return [
    ...[
      without,
      await subscriptions.find(renamed),
      await posts.listOfDelivery({ channel: renamed, slot: NOON }),
    ],
    ...[await tenants.depart({ tenant: OTHER, at: NOON }, PAUSE), await tenants.listDeparted()],
    ...[
      await tenants.undoDeparture(OTHER),
      await tenants.listKnown('slack'),
      await tenants.listKnown('discord'),
    ],
    ...[await retention.dropVotes(0, 5), await retention.dropFeedback(0, 5)],
    ...[await retention.dropDeliveries(NOON + 1, 1)],
  ];
}

async function install({ installations }: Store): Promise<unknown[]> {
  const organization = tenantId('slack:E1');
  const [own, covered] = [tenantId('slack:T7'), tenantId('slack:T8')];
  for (const tenant of [own, organization])
    await installations.save({ tenant, sealed: `tokens of ${tenant}`, installedAt: NOON });
  for (const workspace of [own, covered]) await installations.cover(organization, workspace, NOON);
  return [
    ...[await installations.find(own), await installations.find(covered), await installations.find(OTHER)],
    ...[
      await installations.list(),
      await installations.listCovered(organization),
      await installations.count(),
    ],
    ...[
      await installations.reseal(own, 'another', 'new'),
      await installations.reseal(own, 'tokens of slack:T7', 'new'),
    ],
    ...[
      await installations.claimRenewal(own, NOON, NOON + 5),
      await installations.claimRenewal(own, NOON, NOON + 9),
    ],
    ...[await installations.claimRenewal(own, NOON + 5, NOON + 9), await installations.remove(own)],
    ...[
      await installations.remove(organization),
      await installations.find(covered),
      await installations.list(),
    ],
  ];
}

async function shareCards({ sharedCards, votes }: Store): Promise<unknown[]> {
  const card = { channel: KEY.channel, sent: sentAs('shared'), paperId: '2604.00001', usedAt: NOON };
  const id = nameSharedCard(card);
  const at = { platform: 'discord', channel: card.sent.channel, messageId: 'shared', paperId: '2604.00001' };
  await sharedCards.request(card);
  const first = await sharedCards.listDue('discord', NOON, 5);
  for (const one of first) await sharedCards.finish(one);
  await votes.cast({ ...A_VOTE, source: 'shared' });
  const [due] = await sharedCards.listDue('discord', NOON, 5, [OTHER]);
  if (due) await sharedCards.postpone(due, NOON + 1, true);
  await sharedCards.request({ ...card, sent: { ...card.sent, messageId: 'second' } });
  const second = await sharedCards.find(
    nameSharedCard({ ...card, sent: { ...card.sent, messageId: 'second' } }),
    NOON,
  );
  if (second) await sharedCards.remove(second);
  return [
    ...[first, due, second, await sharedCards.findOn(at), await sharedCards.find(id, NOON + 1)],
    ...[await sharedCards.listShowing(['2604.00001'], [GUILD], 5)],
    ...[await sharedCards.requestUnused(NOON + 1, 5), await sharedCards.dropUnused(NOON, 5)],
  ];
}

async function forget({
  people,
  tenants,
  votes,
  edits,
  subscriptions,
  retention,
}: Store): Promise<unknown[]> {
  const before = await people.readPersonData(ADA);
  await people.forget(ADA, NOON, channelId('discord:dm'));
  const after = await people.readPersonData(ADA);
  const forgotten = await people.findForgotten([ADA, BEA]);
  const ofOther = await tenants.read(OTHER);
  await tenants.erase(OTHER);
  return [
    ...[
      ofOther,
      await tenants.read(OTHER),
      before,
      after,
      forgotten,
      await subscriptions.list(),
      await edits.listDue('discord', NOON, 5),
    ],
    ...[await votes.list(['2604.00001'], [GUILD, OTHER]), await retention.dropForgotten(NOON + 1)],
    ...[await subscriptions.remove(KEY.channel), await subscriptions.remove(KEY.channel)],
  ];
}
