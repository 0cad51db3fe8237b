import { InputError } from '../core/base/errors.ts';
import type { ChannelId } from '../core/base/ids.ts';
import type { Day } from '../core/base/time.ts';
import { planPosts } from '../core/digest/post-plan.ts';
import { utcDay } from '../core/paper/edition.ts';
import type { Subscription } from '../core/schedule/subscription.ts';
import { enqueueDue } from '../jobs/enqueue.ts';
import { nextDue } from '../jobs/next-due.ts';
import { chooseFor } from '../jobs/prepare.ts';
import type { App, DemoRig, PlaygroundTime } from './app.ts';

export interface DemoDays extends PlaygroundTime {
  /** Posts what is newest to these channels. */
  postNewest(channels: readonly ChannelId[]): Promise<void>;
  /** Reads the weeks before, so that there is something to search and to rank. */
  readEarlier(): Promise<void>;
  /** Looks from now on again and again what the clock has brought. */
  start(): void;
  stop(): Promise<void>;
}

/** Half an hour of the fastest clock. */
const LOOK_EVERY_MS = 250;

const EARLIER_DAYS = 20;

/** The demo's calendar: days that go by, and days that somebody wants to see. One thing happens at a time. */
export function createDemoDays(app: App, { days, clock }: DemoRig): DemoDays {
  const { store, refresh, deliver, log, stopping } = app;
  let queue: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let refreshed = utcDay(clock.now());
  let turns = 0;

  function next(work: () => Promise<void>): Promise<void> {
    const done = queue.then(() => (stopped ? undefined : work()));
    queue = done.catch(() => undefined);
    return done;
  }

  async function look(): Promise<void> {
    const today = utcDay(clock.now());
    if (today !== refreshed || deliver.isWaitingForSource()) await refresh.run();
    refreshed = today;
    await enqueueDue(app);
    await deliver.run();
    await app.tellFollowers();
  }

  async function postDay(day: Day): Promise<void> {
    if (!days.includes(day)) {
      throw new InputError('day-unrecorded', `No papers are recorded for ${day}.`);
    }
    turns += 1;
    // A minute later each time: a slot is posted once, and so the same day can be seen again.
    clock.moveTo(Date.parse(`${day}T12:00:00Z`) + turns * 60_000);
    await refresh.run();
    refreshed = day;
    for (const subscription of await store.subscriptions.list()) await plan(subscription, day);
    await deliver.run();
  }

  async function plan(subscription: Subscription, day: Day): Promise<void> {
    const now = clock.now();
    const { channel, nextDueAt, layout } = subscription;
    // Slots in between are not made up for: that day's post is what was asked for.
    await store.subscriptions.advance(channel, nextDueAt, nextDue(subscription, now));
    const chosen = await chooseFor(store, subscription, now, day);
    if (chosen.kind === 'nothing') return;
    const key = { channel, slot: now };
    await store.deliveries.enqueue(key, now);
    await store.deliveries.plan(key, chosen.digest, planPosts(key, chosen.digest, layout), now);
  }

  const schedule = (): void => {
    timer = setTimeout(() => {
      next(look)
        .catch((err: unknown) => log.error({ err }, 'the demo lost a beat'))
        .finally(() => {
          if (!stopped) schedule();
        });
    }, LOOK_EVERY_MS);
  };

  return {
    postNewest: (channels) =>
      next(async () => {
        const now = clock.now();
        for (const channel of channels) await store.deliveries.enqueue({ channel, slot: now }, now);
        await deliver.run();
      }),
    async readEarlier() {
      const today = utcDay(clock.now());
      const earlier = days.filter((day) => day < today).slice(-EARLIER_DAYS);
      for (const day of earlier.toReversed()) {
        if (stopping.aborted) return;
        await next(async () => {
          if (!(await store.editions.get(day))) await refresh.day(day);
        }).catch((error: unknown) => {
          // Who leaves early leaves a demo, and nothing was broken off.
          if (!stopping.aborted) throw error;
        });
      }
    },
    start: schedule,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await deliver.stop();
      await queue;
    },
    view: () => ({ now: new Date(clock.now()).toISOString(), speed: clock.speed, days }),
    setDay: (day) => next(() => postDay(day)),
    setSpeed: (speed) => clock.setSpeed(speed),
  };
}
