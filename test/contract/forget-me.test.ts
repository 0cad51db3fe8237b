import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Post } from '../../src/core/delivery/delivery.ts';
import { createNotifyFollowers } from '../../src/jobs/people/follow.ts';
import { reconcileVotes } from '../../src/jobs/votes/reconcile-votes.ts';
import { PERSONAL_DATA } from '../../src/store/people/personal-data.ts';
import { ASKER, aDesk, readMessage, textIn } from '../commands/desk.ts';
import { aDigest } from '../store/ledger.ts';
import { aPath } from '../store/temp-store.ts';
import { aSubscription } from '../support/builders.ts';
import { aPlatform, type FakePlatform } from '../support/fake-platform.ts';
import { channelId, personId, tenantId } from '../support/ids.ts';

const ME = personId('discord:100000000000000042');
const OTHER = personId('discord:100000000000000099');
const DIRECT = tenantId('discord:dm42');
const SLOT = Date.parse('2026-04-30T09:00:00Z');
const DAY = 86_400_000;

/** Everything that a person can leave behind, left by the commands and jobs that leave it. */
async function aLife(path = aPath()) {
  const made = aPlatform();
  const platform: FakePlatform = {
    ...made,
    directMessages: {
      ...made.directMessages,
      findChannel: async (person) => (person === ME ? 'dm42' : 'dm99'),
    },
  };
  const desk = await aDesk({ url: `file:${path}`, platforms: new Map([['discord', platform]]) });
  onTestFinished(() => desk.store.close());
  const { store, type, typeAndConfirm, clock, log, tallies } = desk;
  const me = { person: ME };
  for (const person of [ME, OTHER]) {
    await type('vote up 2604.00002', { person });
    await type('save 2604.00003', { person });
    await typeAndConfirm('follow query zebra fishes time:8:30', { person });
    await type('search my private words', { person });
  }
  await type('subscribe time:9:00 zone:UTC', me);
  await type('subscribe time:9:00 zone:UTC', { ...me, channel: 'dm42', isDirect: true, tenant: DIRECT });
  await type('pause', { ...me, channel: 'dm42', isDirect: true, tenant: DIRECT });
  const post = await sent(desk, platform, '100');
  await sent(desk, platform, 'dm42');
  platform.post(post.sent?.messageId ?? '').standing = [{ person: ME, ballot: { kind: 'up' } }];
  await reconcileVotes(platform, { store, tallies, clock, log, withinMs: 7 * DAY });
  const button = { person: ME, tenant: ASKER.tenant, source: 'post:x:up', paperId: '2604.00004' };
  await store.votes.cast({ ...button, value: 1, at: SLOT, eventAt: SLOT * 1000 });
  await store.votes.retract({ ...button, at: SLOT + 1, eventAt: SLOT * 1000 + 1 });
  await store.follows.markNotified(ME, ['2604.00001'], SLOT + DAY);
  await store.edits.listDue('discord', SLOT, 100).then(async (due) => {
    for (const edit of due) await store.edits.finish(edit);
  });
  return { ...desk, platform, me, post, path };
}

async function sent({ store }: Awaited<ReturnType<typeof aDesk>>, platform: FakePlatform, at: string) {
  const channel = channelId(`discord:${at}`);
  const key = { channel, slot: SLOT };
  await store.deliveries.enqueue(key, SLOT);
  const post: Post = {
    ...{
      id: at === 'dm42' ? 'p-direct' : `p-${at}`,
      channel,
      slot: SLOT,
      seq: 0,
      kind: 'card',
      inThread: false,
    },
    paperIds: ['2604.00002'],
    state: 'planned',
  };
  await store.deliveries.plan(key, aDigest('2604.00001'), [post], SLOT);
  const where = await platform.send({ channel: at }, { kind: 'notice', tone: 'info', title: 'x' }, post.id);
  const tenant = at === 'dm42' ? DIRECT : ASKER.tenant;
  await store.posts.mark(post.id, 'sent', SLOT, { ...where, tenant });
  return { ...post, sent: { ...where, tenant } };
}

/** Every table and column in which one of the words is. */
function foundIn(path: string, words: readonly string[]): string[] {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return Object.keys(PERSONAL_DATA).flatMap((table) => {
      const rows = database.prepare(`select * from "${table}"`).all();
      const columns = rows.flatMap((row) =>
        Object.entries(row).flatMap(([name, value]) =>
          words.some((word) => String(value).includes(word)) ? [`${table}.${name}`] : [],
        ),
      );
      return [...new Set(columns)];
    });
  } finally {
    database.close();
  }
}

describe('/papers my-data', () => {
  it('shows what is saved about me, and nothing of anybody else', async () => {
    const { type, me } = await aLife();
    const answer = textIn(await type('my-data', me));
    for (const part of ['"Votes","value":"2"', '1 paper', 'query zebra fishes', '08:30', '2 channels', ME])
      expect(answer).toContain(part);
    expect(answer).not.toContain(OTHER);
    expect(textIn(await type('my-data', { person: personId('discord:nobody') }))).toContain(
      'Nothing is saved about you',
    );
  });

  it('exports all of it as a JSON file', async () => {
    const { ask, me } = await aLife();
    const reply = await ask({ kind: 'line', text: 'my-data json' }, me);
    if (reply.kind !== 'file') throw new Error('no file');
    expect(reply.name).toBe('paperboy-my-data.json');
    const exported: unknown = JSON.parse(reply.content);
    expect(exported).toMatchObject({
      person: ME,
      votes: [{ paper: '2604.00002', vote: 'up' }, { paper: '2604.00002' }],
      votesTakenBackLately: [{ paper: '2604.00004' }],
      readingList: [{ paper: '2604.00003' }],
      follows: [{ kind: 'query', text: 'zebra fishes' }],
      dailyMessage: {
        when: 'at 08:30 every day',
        zone: 'Europe/Paris',
        quietHours: '22:00–07:00',
      },
      namedInDailyMessages: ['2604.00001'],
      dailyPostsYouSetUp: [{ channel: channelId('discord:100') }, { channel: channelId('discord:dm42') }],
    });
    expect(JSON.stringify(exported)).toContain('my private words');
    expect(reply.content).not.toContain(OTHER);
  });
});

describe('/papers forget me', () => {
  it('asks back once, and does nothing before', async () => {
    const { type, press, me, path } = await aLife();
    const before = foundIn(path, [ME]);
    const question = await type('forget me', me);
    expect(question).toMatchObject({ kind: 'notice', tone: 'warning' });
    expect(foundIn(path, [ME])).toEqual(before);
    expect(textIn(readMessage(await press(question, 'Delete everything', me)))).toContain(
      'Everything about you was deleted',
    );
    expect(textIn(await type('forget me', me))).toContain('Nothing is saved about you');
  });

  it('leaves the person in no table and no column, and everybody else as they were', async () => {
    const { type, me, path, store } = await aLife();
    const personal = Object.entries(PERSONAL_DATA).flatMap(([table, columns]) =>
      Object.entries<string | null>(columns).flatMap(([name, what]) =>
        what === null ? [] : [`${table}.${name}`],
      ),
    );
    const before = foundIn(path, [ME, 'dm42']);
    // Where a person was found is where PRIVACY.md says that they may be.
    expect(before.filter((place) => !personal.includes(place))).toEqual([]);
    expect(before.length).toBeGreaterThan(8);
    const others = foundIn(path, [OTHER]);
    await type('forget me confirm:yes', me);
    expect(foundIn(path, [ME, 'dm42'])).toEqual([]);
    expect(foundIn(path, [OTHER])).toEqual(others);
    // The channel's own daily post goes on.
    expect((await store.subscriptions.list()).map(({ channel, owner }) => [channel, owner])).toEqual([
      ['discord:100', undefined],
    ]);
  });

  it('leaves no trace in the files, while the bot runs on', async () => {
    const { type, me, path } = await aLife();
    await type('forget me confirm:yes', me);
    const folder = dirname(path);
    for (const name of readdirSync(folder)) {
      const bytes = readFileSync(join(folder, name), 'latin1');
      expect([name, bytes.includes(ME)]).toEqual([name, false]);
    }
  });

  it('lets posts show the votes that are left', async () => {
    const { type, me, store } = await aLife();
    await type('forget me confirm:yes', me);
    const due = await store.edits.listDue('discord', SLOT, 100);
    expect(due.map(({ post }) => post.id)).toEqual(['p-100']);
    const votes = await store.votes.list(['2604.00002'], [ASKER.tenant]);
    expect(votes.map(({ person }) => person)).toEqual([OTHER]);
  });

  it('does not count old reactions again when they are read back, and counts those put from then on', async () => {
    const { type, me, store, tallies, clock, log, platform, post } = await aLife();
    clock.advance(60_000);
    await type('forget me confirm:yes', me);
    const readBack = () => reconcileVotes(platform, { store, tallies, clock, log, withinMs: 7 * DAY });
    const mine = async () =>
      (await store.votes.list(['2604.00002'], [ASKER.tenant])).filter(({ person }) => person === ME);
    await readBack();
    expect(await mine()).toEqual([]);
    const { messageId, channel } = post.sent;
    const event = { platform: 'discord', tenant: ASKER.tenant, channel, messageId, person: ME } as const;
    await tallies.recordReaction({ ...event, ballot: { kind: 'up' }, added: true });
    expect(await mine()).toHaveLength(1);
    await readBack();
    expect(await mine()).toHaveLength(1);
    clock.advance(9 * DAY);
    await store.retention.dropForgotten(clock.now() - 8 * DAY);
    expect(await store.people.findForgotten([ME])).toEqual(new Map());
  });

  it('is not undone by a daily message that is being sent meanwhile', async () => {
    const { type, me, store, clock, log, platform, path, listed } = await aFollower();
    const before = platform.notified.length;
    platform.directMessages.notify = async (person, message) => {
      platform.notified.push({ person, message });
      await type('forget me confirm:yes', me);
    };
    const findCardSummary = () => undefined;
    await createNotifyFollowers({
      store,
      findCardSummary,
      platforms: new Map([['discord', platform]]),
      clock,
      log,
    })();
    expect(platform.notified.length).toBe(before + 1);
    expect(listed).toBe(25);
    expect(foundIn(path, [ME])).toEqual([]);
  });

  it('is nothing that a forged button does without asking, or for somebody else', async () => {
    const { ask, path } = await aLife();
    const before = foundIn(path, [ME]);
    await ask({ kind: 'action', id: `r:forget ${ME} confirm:yes` }, { person: OTHER });
    expect(foundIn(path, [ME])).toEqual(before);
  });
});

/** Somebody whose daily message about new papers is due. */
async function aFollower() {
  const path = aPath();
  const platform = aPlatform();
  const desk = await aDesk({ url: `file:${path}`, platforms: new Map([['discord', platform]]) });
  onTestFinished(() => desk.store.close());
  const me = { person: ME };
  await desk.typeAndConfirm('follow query paper time:13:00 zone:UTC', me);
  await desk.store.subscriptions.put(aSubscription({ channel: channelId('discord:100') }));
  desk.clock.advance(2 * 3_600_000);
  return { ...desk, platform, me, path, listed: await desk.store.papers.count() };
}
