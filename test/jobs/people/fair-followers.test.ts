import { expect, it } from 'vitest';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { PersonId } from '../../../src/core/base/ids.ts';
import { NEVER_QUIET } from '../../../src/core/schedule/quiet-hours.ts';
import { createNotifyFollowers } from '../../../src/jobs/people/follow.ts';
import { aProblem } from '../../support/a-problem.ts';
import { DELIVERING } from '../../support/delivering.ts';
import { aPlatform } from '../../support/fake-platform.ts';
import { personId } from '../../support/ids.ts';
import { aWorld } from '../world.ts';

const DUE = Date.parse('2026-04-30T09:00Z');

/** Slack, where a message to somebody in the workspace T0BIG takes until somebody lets it through. */
async function aWorkspace() {
  const { store, clock, log } = await aWorld();
  const slack = aPlatform('slack');
  const notified: PersonId[] = [];
  const waiting: Array<() => void> = [];
  slack.directMessages.notify = async (person) => {
    notified.push(person);
    if (person.startsWith('slack:T0BIG/')) await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const follow = async (person: string, nextDueAt = DUE) => {
    await store.follows.add(personId(person), { kind: 'query', text: 'number' }, 0);
    const schedule = { cron: '0 9 * * *', zone: 'UTC', quiet: NEVER_QUIET, language: 'en' };
    await store.follows.setSchedule({ ...schedule, person: personId(person), nextDueAt });
  };
  const notify = createNotifyFollowers({
    ...{ ...DELIVERING, store, clock, log },
    platforms: new Map([['slack', slack]]),
  });
  return { store, clock, log, slack, follow, notify, notified, letThrough: () => waiting.shift()?.() };
}

it('a workspace with a thousand followers delays nobody in another one, and nobody is notified twice', async () => {
  const { clock, follow, notify, notified, letThrough } = await aWorkspace();
  for (let n = 0; n < 1000; n++) await follow(`slack:T0BIG/U${n}`);
  await follow('slack:T0SMALL/U1');
  await follow('slack:T0LATER/U1', DUE + 60_000);
  clock.set('2026-04-30T09:00:10Z');
  const first = notify();
  await expect.poll(() => notified).toContain('slack:T0SMALL/U1');
  // And one of the thousand, which may begin a moment later.
  await expect.poll(() => notified.length).toBe(2);
  // A minute later the thousand are still being notified.
  clock.set('2026-04-30T09:01:10Z');
  await notify();
  expect(notified.slice(2)).toEqual(['slack:T0LATER/U1']);
  for (let sent = notified.length; sent < 1002; sent = notified.length) {
    letThrough();
    await expect.poll(() => notified.length, { interval: 1 }).toBeGreaterThan(sent);
  }
  letThrough();
  await first;
  expect(new Set(notified).size).toBe(notified.length);
  expect(notified).toHaveLength(1002);
}, 60_000);

it('a person who cannot be notified, nor be put off because the database is away, keeps nobody else from it', async () => {
  const { store, clock, log, slack, follow, notify, notified } = await aWorkspace();
  const { markNotified } = store.follows;
  const working = slack.directMessages.notify;
  slack.directMessages.notify = async (person, message) => {
    if (person !== 'slack:T1/UCLOSED') return working(person, message);
    throw new DeliveryError('refused', aProblem('takes no messages'));
  };
  store.follows.markNotified = async (person, ...rest) => {
    if (person === 'slack:T1/UCLOSED') throw new Error('the database is away');
    return markNotified(person, ...rest);
  };
  await follow('slack:T1/UCLOSED');
  await follow('slack:T1/UAFTER', DUE + 1);
  await follow('slack:T1/ULATER', DUE + 60_000);
  clock.set('2026-04-30T09:00:10Z');
  await notify();
  expect(notified).toEqual(['slack:T1/UAFTER']);
  expect(log.lines.map(({ message }) => message)).toContain(
    'the next private digest of a person could not be scheduled',
  );
  clock.set('2026-04-30T09:01:10Z');
  await notify();
  expect(notified).toEqual(['slack:T1/UAFTER', 'slack:T1/ULATER']);
});
