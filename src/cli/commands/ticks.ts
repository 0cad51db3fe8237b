import { withTimeout } from '../../core/async/with-timeout.ts';
import { FETCH } from '../../core/store/roles.ts';
import { enqueueDue } from '../../jobs/timing/enqueue.ts';
import type { App } from '../base/app.ts';

/** While a digest waits for the newest list the source is asked every minute: at each tick, which may come a little early. */
const ASK_AGAIN_MS = 50_000;

export type TicksApp = Pick<
  App,
  | 'store'
  | 'clock'
  | 'log'
  | 'platforms'
  | 'refresh'
  | 'deliver'
  | 'withdrawals'
  | 'tallies'
  | 'retention'
  | 'notifyFollowers'
  | 'sendConfirmations'
  | 'alerts'
  | 'stopping'
  | 'refreshMinutes'
  | 'tickEveryMs'
>;

/** What the bot does once a minute. */
export class Ticks {
  readonly #app: TicksApp;
  /** By the name of the work; each round of notifications has a key of its own. */
  readonly #underWay = new Map<string | symbol, Promise<void>>();
  /** When another process last said that a digest there waits for the source. */
  #waitingElsewhereAt = Number.NEGATIVE_INFINITY;
  #lastRefresh = Number.NEGATIVE_INFINITY;

  constructor(app: TicksApp) {
    this.#app = app;
    app.store.signals.listen((kind) => {
      if (kind === 'waiting') this.#waitingElsewhereAt = app.clock.now();
    });
  }

  async tick(): Promise<void> {
    const { store, deliver, withdrawals, tallies, retention, notifyFollowers, stopping, log } = this.#app;
    const isFetching = store.roles.has(FETCH);
    if (isFetching) {
      await this.#refreshIfDue();
      if (await enqueueDue(this.#app)) store.signals.send('due');
    }
    await this.#waitShortly(
      deliver.run().catch((err: unknown) => log.error({ err }, 'the digests could not be delivered')),
    );
    this.#runSeparately('confirmations', async () => this.#app.sendConfirmations?.());
    this.#runSeparately('alerts', async () =>
      this.#app.alerts?.run().catch((err: unknown) => log.error({ err }, 'the alerts could not be checked')),
    );
    if (deliver.isWaitingForSource()) store.signals.send('waiting');
    this.#runSeparately('tallies', () =>
      tallies.resume(stopping).catch((err: unknown) => log.error({ err }, 'the tallies could not be shown')),
    );
    // arXiv may take minutes to answer.
    if (isFetching) this.#runSeparately('withdrawals', () => withdrawals.run());
    if (isFetching)
      this.#runSeparately('retention', () =>
        retention.run().catch((err: unknown) => log.error({ err }, 'expired data could not be deleted')),
      );
    // Thousands of people in one workspace take longer than a minute: the next round begins beside it, for all the others.
    void this.#track(
      Symbol('followers'),
      notifyFollowers().catch((err: unknown) => log.error({ err }, 'the followers could not be notified')),
    );
  }

  /** Resolves when what is in progress has ended. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.#underWay.values());
  }

  /** Begins work that no digest waits for, unless it is still going on from the last time. */
  #runSeparately(name: string, work: () => Promise<unknown>): void {
    if (!this.#underWay.has(name)) void this.#track(name, work());
  }

  async #refreshIfDue(): Promise<void> {
    const { clock, deliver, refresh, refreshMinutes, log } = this.#app;
    const isWaiting =
      deliver.isWaitingForSource() || clock.now() - this.#waitingElsewhereAt < 2 * ASK_AGAIN_MS;
    const everyMs = isWaiting ? ASK_AGAIN_MS : refreshMinutes * 60_000;
    if (this.#underWay.has('refresh') || clock.now() - this.#lastRefresh < everyMs) return;
    this.#lastRefresh = clock.now();
    const running = this.#track('refresh', refresh.run());
    await this.#waitShortly(
      running.catch((err: unknown) => log.error({ err }, 'the papers could not be refreshed')),
    );
  }

  #track(name: string | symbol, work: Promise<unknown>): Promise<void> {
    const tracked = work.then(() => undefined).finally(() => this.#underWay.delete(name));
    this.#underWay.set(name, tracked);
    return tracked;
  }

  /** Waits a minute at most: a source that hangs must not hold up the digests, and one slow channel not the next tick. */
  async #waitShortly(work: Promise<unknown>): Promise<void> {
    await isSettled(work, this.#app.tickEveryMs);
  }
}

/** Whether the work came to its end in time. */
export function isSettled(work: Promise<unknown>, withinMs: number): Promise<boolean> {
  const ended = work.then(() => true);
  return withTimeout(ended, withinMs, () => false);
}
