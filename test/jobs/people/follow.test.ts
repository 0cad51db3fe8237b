import { describe, expect, it } from 'vitest';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { Follow, FollowSchedule } from '../../../src/core/schedule/personal.ts';
import { DEFAULT_QUIET, NEVER_QUIET } from '../../../src/core/schedule/quiet-hours.ts';
import { createNotifyFollowers } from '../../../src/jobs/people/follow.ts';
import { aProblem } from '../../support/a-problem.ts';
import { aPaper, papers } from '../../support/builders.ts';
import { personId } from '../../support/ids.ts';
import { aWorld } from '../world.ts';

const ANN = personId('discord:ann');

async function aFollower(...follows: Follow[]) {
  return aFollowerWith({}, ...follows);
}

async function aFollowerWith(schedule: Partial<FollowSchedule>, ...follows: Follow[]) {
  const listed = [
    ...papers(6),
    aPaper({ id: '2604.00007', title: 'By Ada', authors: ['Ada King Lovelace'] }),
    aPaper({ id: '2604.00008', organization: 'Z.ai', authors: ['X'] }),
  ].map((paper) => ({ ...paper, authors: paper.id > '2604.00006' ? paper.authors : ['Nobody'] }));
  const world = await aWorld({ papers: listed });
  const { store, clock, log, deps } = world;
  for (const [i, one] of follows.entries()) await store.follows.add(ANN, one, i);
  await store.follows.setSchedule({
    person: ANN,
    cron: '0 9 * * *',
    zone: 'UTC',
    quiet: DEFAULT_QUIET,
    language: 'en',
    nextDueAt: Date.parse('2026-04-30T09:00Z'),
    ...schedule,
  });
  const notify = createNotifyFollowers(deps);
  const titles = () =>
    world.platform.notified.map(({ message }) =>
      message.kind === 'list' ? message.entries.map(({ paper }) => paper.id) : [],
    );
  return { ...world, notify, titles, clock, log };
}

describe('what people follow', () => {
  it('is sent once a day at their time: authors, organizations and queries in one message', async () => {
    const { notify, titles, clock } = await aFollower(
      { kind: 'author', text: 'lovelace' },
      { kind: 'org', text: 'z.ai' },
      { kind: 'query', text: 'number 3' },
    );
    await notify();
    expect(titles()).toEqual([]);
    clock.set('2026-04-30T09:00:30Z');
    await notify();
    await notify();
    expect(titles().map((ids) => ids.toSorted())).toEqual([['2604.00003', '2604.00007', '2604.00008']]);
    clock.set('2026-05-01T09:00:30Z');
    await notify();
    expect(titles()).toHaveLength(1);
  });

  it('gets the next day what came since', async () => {
    const { notify, titles, clock, store } = await aFollower({ kind: 'author', text: 'lovelace' });
    clock.set('2026-04-30T09:00:30Z');
    await notify();
    await store.papers.save([aPaper({ id: '2605.00001' })], clock.now());
    await store.editions.save({
      day: '2026-05-01',
      state: 'filling',
      paperIds: ['2605.00001'],
      fetchedAt: clock.now(),
    });
    clock.set('2026-05-01T09:00:30Z');
    await notify();
    expect(titles()).toEqual([['2604.00007'], ['2605.00001']]);
  });

  it('says of each paper what of it the paper came for', async () => {
    const { notify, platform, clock } = await aFollower(
      { kind: 'author', text: 'Lovelace, A.' },
      { kind: 'query', text: '"by ada"' },
    );
    clock.set('2026-04-30T09:00:30Z');
    await notify();
    const [message] = platform.notified.map((one) => one.message);
    const spans = message?.kind === 'list' ? (message.entries[0]?.snippet ?? []) : [];
    expect(spans.map(({ text }) => text).join('')).toBe('You follow author: Lovelace, A. · query: "by ada"');
  });

  it('is sent although something older in the list cannot be read any more', async () => {
    const { notify, titles, clock, log } = await aFollower(
      { kind: 'query', text: 'votes:many' },
      { kind: 'org', text: 'Z.ai' },
    );
    clock.set('2026-04-30T09:00:30Z');
    await notify();
    expect(titles()).toEqual([['2604.00008']]);
    expect(log.lines.map(({ message }) => message)).toContain('a saved follow cannot be parsed');
  });

  it('waits for the morning when it is late', async () => {
    const { notify, titles, clock } = await aFollower({ kind: 'author', text: 'lovelace' });
    clock.set('2026-04-30T23:30:00Z');
    await notify();
    expect(titles()).toEqual([]);
    clock.set('2026-05-01T07:00:00Z');
    await notify();
    expect(titles()).toHaveLength(1);
  });

  it.each([
    ['a person’s own quiet hours', { quiet: { from: 23 * 60 + 45, until: 8 * 60 } }, 1],
    ['a person who has none', { quiet: NEVER_QUIET }, 1],
    ['a person who asked for that hour', { cron: '0 23 * * *' }, 1],
    ['the night of another zone', { zone: 'America/Los_Angeles' }, 1],
    ['a person’s quiet evening', { quiet: { from: 17 * 60, until: 0 } }, 0],
  ])('keeps to the quiet hours: late at 23:30 for %s', async (_who, schedule, messages) => {
    const { notify, titles, clock } = await aFollowerWith(schedule, { kind: 'author', text: 'lovelace' });
    clock.set('2026-04-30T23:30:00Z');
    await notify();
    expect(titles()).toHaveLength(messages);
  });

  it('is sent in the language of the person', async () => {
    const { notify, platform, clock } = await aFollowerWith(
      { language: 'de' },
      { kind: 'author', text: 'lovelace' },
    );
    clock.set('2026-04-30T09:00:30Z');
    await notify();
    expect(platform.notified[0]?.message).toMatchObject({ language: 'de' });
  });

  it('is sent again when the platform failed', async () => {
    const { notify, platform, clock, titles, log } = await aFollower({ kind: 'author', text: 'lovelace' });
    const working = platform.directMessages.notify;
    platform.directMessages.notify = async () => {
      throw new DeliveryError('transient', aProblem('busy'));
    };
    clock.set('2026-04-30T09:00:30Z');
    await notify();
    expect(log.lines.some(({ message }) => message.includes('could not be notified'))).toBe(true);
    platform.directMessages.notify = working;
    await notify();
    expect(titles()).toEqual([['2604.00007']]);
  });

  it('is sent after the next start to whoever was still pending at a stop, and to nobody twice', async () => {
    const follow = { kind: 'author', text: 'lovelace' } as const;
    const { deps, store, clock, platform } = await aFollower(follow);
    const schedule = await store.follows.findSchedule(ANN);
    if (!schedule) throw new Error('no schedule');
    await store.follows.add(personId('discord:bob'), follow, 0);
    await store.follows.setSchedule({ ...schedule, person: personId('discord:bob') });
    clock.set('2026-04-30T09:00:30Z');
    await createNotifyFollowers({ ...deps, isStopping: () => platform.notified.length > 0 })();
    expect(platform.notified).toHaveLength(1);
    await createNotifyFollowers(deps)();
    expect(platform.notified.map(({ person }) => person).toSorted()).toEqual([ANN, 'discord:bob']);
  });

  it('waits for the next day where the person lets nobody write to them', async () => {
    const { notify, platform, clock, titles } = await aFollower({ kind: 'author', text: 'lovelace' });
    const working = platform.directMessages.notify;
    let tries = 0;
    platform.directMessages.notify = async () => {
      tries += 1;
      throw new DeliveryError('refused', aProblem('cannot send messages to this user'));
    };
    clock.set('2026-04-30T09:00:30Z');
    await notify();
    await notify();
    expect(tries).toBe(1);
    platform.directMessages.notify = working;
    clock.set('2026-05-01T09:00:30Z');
    await notify();
    expect(titles()).toEqual([['2604.00007']]);
  });
});
