import { toUtcDay } from '../../core/base/calendar.ts';
import { InputError } from '../../core/base/errors.ts';
import { type ChannelId, parsePlatform } from '../../core/base/ids.ts';
import type { Day, Instant } from '../../core/base/time.ts';
import { toSlot } from '../../core/delivery/delivery.ts';
import type { Subscription } from '../../core/schedule/subscription.ts';
import { planDigest } from '../../jobs/composing/plan-digest.ts';
import { chooseFor } from '../../jobs/composing/prepare.ts';
import { enqueueDue } from '../../jobs/timing/enqueue.ts';
import { findNextDue } from '../../jobs/timing/next-due.ts';
import type { App, DemoRig, PlaygroundTime } from '../base/app.ts';
import { problems } from '../base/texts.ts';

type DemoDaysApp = Pick<
  App,
  'store' | 'search' | 'clock' | 'refresh' | 'deliver' | 'platforms' | 'log' | 'stopping' | 'notifyFollowers'
>;

/** Half an hour of the fastest clock. */
const LOOK_EVERY_MS = 250;

const EARLIER_DAYS = 20;

/** When recaps come by themselves once one was asked for. */
const FRIDAYS = '0 16 * * 5';

/** The demo's calendar: days that go by, and days that somebody wants to see. One thing happens at a time. */
export class DemoDays implements PlaygroundTime {
  readonly #app: DemoDaysApp;
  readonly #rig: DemoRig;
  #queue: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  /** The day of the list that was fetched last. */
  #refreshed: Day;
  #turns = 0;

  constructor(app: DemoDaysApp, rig: DemoRig) {
    this.#app = app;
    this.#rig = rig;
    this.#refreshed = toUtcDay(rig.clock.now());
  }

  view(): ReturnType<PlaygroundTime['view']> {
    const { clock, days } = this.#rig;
    return { now: new Date(clock.now()).toISOString(), speed: clock.speed, days };
  }

  setSpeed(speed: number): void {
    this.#rig.clock.setSpeed(speed);
  }

  setDay(day: Day): Promise<void> {
    return this.#runNext(() => this.#postDay(day));
  }

  /** Posts the recap of the week that ends now to every channel that has digests; throws where there is nothing to recap. */
  postRecap(): Promise<void> {
    const { store, deliver } = this.#app;
    return this.#runNext(async () => {
      const now = this.#rig.clock.now();
      const channels = await this.#turnOnRecaps(now);
      const week = { kind: 'week', slots: [toSlot('week', now)], from: now, to: now } as const;
      await store.deliveries.schedule(
        channels.map((channel) => ({ channel, ...week })),
        now,
      );
      await deliver.run();
      const last = await Promise.all(
        channels.map((channel) => store.deliveries.listRecent(channel, 1, 'week')),
      );
      if (last.flat().every(({ state }) => state === 'skipped'))
        throw new InputError(problems.nothingToRecap());
    });
  }

  /** A channel that has no recaps would be skipped. Readers of mail have not asked for any. */
  async #turnOnRecaps(now: Instant): Promise<ChannelId[]> {
    const { store, platforms } = this.#app;
    const subscribed = await store.subscriptions.list();
    const chats = subscribed.filter(({ channel }) => platforms.get(parsePlatform(channel))?.connection);
    for (const { channel, zone, recaps, ...rest } of chats) {
      if (recaps.week) continue;
      const week = { cron: FRIDAYS, nextDueAt: findNextDue({ cron: FRIDAYS, zone }, now) };
      await store.subscriptions.put({ ...rest, channel, zone, recaps: { ...recaps, week } });
    }
    return chats.map(({ channel }) => channel);
  }

  /** Posts what is newest to these channels. */
  postNewest(channels: readonly ChannelId[]): Promise<void> {
    const { store, deliver } = this.#app;
    return this.#runNext(async () => {
      const now = this.#rig.clock.now();
      for (const channel of channels) await store.deliveries.enqueue({ channel, slot: now }, now);
      await deliver.run();
    });
  }

  /** Reads the weeks before, so that there is something to search and to rank. */
  async readEarlier(): Promise<void> {
    const { store, refresh, stopping } = this.#app;
    const { days, clock } = this.#rig;
    const today = toUtcDay(clock.now());
    const earlier = days.filter((day) => day < today).slice(-EARLIER_DAYS);
    for (const day of earlier.toReversed()) {
      if (stopping.aborted) return;
      await this.#runNext(async () => {
        if (!(await store.editions.find(day))) await refresh.fetchDay(day);
      }).catch((error: unknown) => {
        // Leaving early ends a demo: nothing was interrupted.
        if (!stopping.aborted) throw error;
      });
    }
  }

  /** Runs the days at `speed` times the real pace, and does again and again what is due by the clock. */
  start(speed: number): void {
    if (speed > 1) this.setSpeed(speed);
    this.#lookSoon();
  }

  #lookSoon(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#runNext(() => this.#look())
        .catch((err: unknown) => this.#app.log.error({ err }, 'a tick of the demo failed'))
        .finally(() => this.#lookSoon());
    }, LOOK_EVERY_MS);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#app.deliver.stop();
    await this.#queue;
  }

  #runNext(work: () => Promise<void>): Promise<void> {
    const done = this.#queue.then(() => (this.#stopped ? undefined : work()));
    this.#queue = done.catch(() => undefined);
    return done;
  }

  async #look(): Promise<void> {
    const { refresh, deliver, notifyFollowers } = this.#app;
    const today = toUtcDay(this.#rig.clock.now());
    if (today !== this.#refreshed || deliver.isWaitingForSource()) await refresh.run();
    this.#refreshed = today;
    await enqueueDue(this.#app);
    await this.#welcomeReaders();
    await deliver.run();
    await notifyFollowers();
  }

  /** Nobody waits for tomorrow in a demo: who has just confirmed gets the newest digest. A channel with people was posted to. */
  async #welcomeReaders(): Promise<void> {
    const { store, platforms } = this.#app;
    const now = this.#rig.clock.now();
    for (const { channel } of await store.subscriptions.list()) {
      const platform = platforms.get(parsePlatform(channel));
      if (!platform || platform.connection) continue;
      const [last] = await store.deliveries.listRecent(channel, 1);
      if (!last) await store.deliveries.enqueue({ channel, slot: now }, now);
    }
  }

  async #postDay(day: Day): Promise<void> {
    const { store, refresh, deliver } = this.#app;
    const { days, clock } = this.#rig;
    if (!days.includes(day)) throw new InputError(problems.dayUnrecorded({ day }));
    this.#turns += 1;
    // A minute later each time: a slot is posted once, and so the same day can be seen again.
    clock.moveTo(Date.parse(`${day}T12:00:00Z`) + this.#turns * 60_000);
    await refresh.run();
    this.#refreshed = day;
    for (const subscription of await store.subscriptions.list()) await this.#plan(subscription, day);
    await deliver.run();
  }

  async #plan(subscription: Subscription, day: Day): Promise<void> {
    const { store, search: vectors, platforms } = this.#app;
    const now = this.#rig.clock.now();
    const { channel, nextDueAt, layout } = subscription;
    // Slots in between are not made up for: that day's post is what was asked for.
    await store.subscriptions.advance(channel, nextDueAt, findNextDue(subscription, now));
    const chosen = await chooseFor({ store, vectors, platforms }, subscription, now, day);
    if (chosen.kind === 'nothing') return;
    const key = { channel, slot: now };
    await store.deliveries.enqueue(key, now);
    await planDigest(store, key, chosen.digest, { layout, now });
  }
}
