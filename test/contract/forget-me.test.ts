import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createNotifyFollowers } from '../../src/jobs/people/follow.ts';
import { reconcileVotes } from '../../src/jobs/votes/reconcile-votes.ts';
import { ASKER, aDesk, readMessage, textIn } from '../commands/desk.ts';
import { aLife, DAY, foundIn, ME, OTHER, SLOT } from '../commands/left-behind.ts';
import { aPath, aStore } from '../store/temp-store.ts';
import { aSubscription } from '../support/builders.ts';
import { aPlatform } from '../support/fake-platform.ts';
import { channelId, personId } from '../support/ids.ts';

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
    const { type, press, me, location } = await aLife();
    const before = await foundIn(location, [ME]);
    const question = await type('forget me', me);
    expect(question).toMatchObject({ kind: 'notice', tone: 'warning' });
    expect(await foundIn(location, [ME])).toEqual(before);
    expect(textIn(readMessage(await press(question, 'Delete everything', me)))).toContain(
      'Everything about you was deleted',
    );
    expect(textIn(await type('forget me', me))).toContain('Nothing is saved about you');
  });

  it('leaves no trace in the files, while the bot runs on', async () => {
    const { type, me, location } = await aLife();
    await type('forget me confirm:yes', me);
    const folder = dirname(location);
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
    const { type, me, store, clock, log, platform, location, listed } = await aFollower();
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
    expect(await foundIn(location, [ME])).toEqual([]);
  });

  it('is nothing that a forged button does without asking, or for somebody else', async () => {
    const { ask, location } = await aLife();
    const before = await foundIn(location, [ME]);
    await ask({ kind: 'action', id: `r:forget ${ME} confirm:yes` }, { person: OTHER });
    expect(await foundIn(location, [ME])).toEqual(before);
  });
});

/** Somebody whose daily message about new papers is due. */
async function aFollower() {
  const location = aPath();
  const platform = aPlatform();
  const desk = await aDesk({ store: await aStore(location), platforms: new Map([['discord', platform]]) });
  const me = { person: ME };
  await desk.typeAndConfirm('follow query paper time:13:00 zone:UTC', me);
  await desk.store.subscriptions.put(aSubscription({ channel: channelId('discord:100') }));
  desk.clock.advance(2 * 3_600_000);
  return { ...desk, platform, me, location, listed: await desk.store.papers.count() };
}
