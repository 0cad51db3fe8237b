import { toUtcDay } from '../../core/base/calendar.ts';
import type { Clock } from '../../core/base/clock.ts';
import type { ChannelId, PlatformName } from '../../core/base/ids.ts';
import type { Instant } from '../../core/base/time.ts';
import type { AlertKey } from '../../core/delivery/alert.ts';
import { toSlot } from '../../core/delivery/delivery.ts';
import type { NamedSources } from '../../core/paper/paper-source.ts';
import type { Platform } from '../../core/platform/platform.ts';
import { FETCH } from '../../core/store/roles.ts';
import type { Store } from '../../core/store/store.ts';
import type { RefreshStatus } from '../papers/refresh.ts';

export interface AlertsDeps {
  readonly store: Store;
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  readonly clock: Clock;
  /** Where alerts are posted. */
  readonly channel: ChannelId;
  readRefreshStatus(): RefreshStatus;
  readonly sourceNames: NamedSources['names'];
  /** When the model's daily budget last did not cover a call. */
  getLastBudgetRefusal(): Instant | undefined;
}

export interface Alerts {
  /** Looks what is wrong and what is well again, and has it posted: each once. */
  run(): Promise<void>;
  /** The outcome of a digest there is not known. */
  raiseUnknownOutcome(platform: PlatformName): Promise<void>;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** One failed refresh in ten minutes is no outage. */
const SOURCE_MS = HOUR;
/** Both platforms ask us to reconnect now and then, which takes seconds. */
const DISCONNECTED_MS = 10 * MINUTE;
/** Longer than from one look to the next, in each process. */
const SEEN_MS = 2.5 * MINUTE;

/** Alerts in one tick are in one post: the slot says which. Rounded, so that its last digit says what kind of delivery it is. */
function toAlertSlot(now: Instant): Instant {
  return toSlot('alert', Math.floor(now / 10) * 10);
}

export function createAlerts(deps: AlertsDeps): Alerts {
  const watch = new AlertWatch(deps);
  return {
    run: () => watch.run(),
    raiseUnknownOutcome: (platform) => watch.raise({ kind: 'unknown-outcome', subject: platform }),
  };
}

class AlertWatch {
  readonly #deps: AlertsDeps;
  readonly #downSince = new Map<PlatformName, Instant>();
  readonly #startedAt: Instant;

  constructor(deps: AlertsDeps) {
    this.#deps = deps;
    this.#startedAt = deps.clock.now();
  }

  async raise(key: AlertKey): Promise<void> {
    const now = this.#deps.clock.now();
    await this.#deps.store.alerts.raise(key, now, toAlertSlot(now));
  }

  async run(): Promise<void> {
    const { store, platforms, clock } = this.#deps;
    const now = clock.now();
    const isFetching = store.roles.has(FETCH);
    // What this process alone can see it raises; what every process sees the one raises that looks after the database.
    const wrong = [
      ...(isFetching ? [...this.#listFailingSources(now), ...(await this.#listDeparted())] : []),
      ...this.#listDisconnected(now),
      ...this.#listUsedUp(now),
    ];
    for (const key of wrong) await store.alerts.raise(key, now, toAlertSlot(now));
    const isWrong = new Set(wrong.map(toText));
    for (const { kind, subject, raisedAt, seenAt, endedAt } of await store.alerts.list()) {
      const isOver = {
        source: () => isFetching && !isWrong.has(toText({ kind, subject })) && this.#hasAnswered(subject),
        platform: () =>
          platforms.has(subject)
            ? this.#isUpEverywhere(subject, now - seenAt)
            : // No process has the role of a platform that is no longer configured.
              isFetching,
        tenant: () => isFetching && !isWrong.has(toText({ kind, subject })),
        'unknown-outcome': () => isFetching && now - seenAt >= DAY,
        budget: () => isFetching && toUtcDay(now) > toUtcDay(seenAt),
      }[kind];
      if (endedAt === undefined && raisedAt < now && isOver())
        await store.alerts.end({ kind, subject }, now, toAlertSlot(now));
    }
    if (isFetching) await this.#enqueue(now);
  }

  /** Again at each tick, which changes nothing where it was done: a process may die after an alert and before its delivery. */
  async #enqueue(now: Instant): Promise<void> {
    const { store, channel } = this.#deps;
    await store.alerts.purge(now - DAY);
    for (const { raisedSlot, endedSlot } of await store.alerts.list())
      for (const slot of [raisedSlot, endedSlot])
        if (slot !== undefined) await store.deliveries.enqueue({ channel, slot }, now, 'alert');
  }

  #listFailingSources(now: Instant): AlertKey[] {
    const { lists: trouble, lastSuccess = this.#startedAt, categories } = this.#deps.readRefreshStatus();
    const isUnavailable = trouble !== undefined && now - lastSuccess >= SOURCE_MS;
    const areDetailsUnavailable = categories !== undefined && now - categories.since >= SOURCE_MS;
    const { lists, details } = this.#deps.sourceNames;
    const failing = [...(isUnavailable ? [lists] : []), ...(areDetailsUnavailable ? [details] : [])];
    return failing.map((subject) => ({ kind: 'source', subject }));
  }

  /** After a restart nothing is known before the first refresh. */
  #hasAnswered(source: string): boolean {
    const { lists: trouble, lastSuccess, categories } = this.#deps.readRefreshStatus();
    const isKnown = lastSuccess !== undefined && trouble === undefined;
    return isKnown && (source === this.#deps.sourceNames.lists || categories === undefined);
  }

  #listDisconnected(now: Instant): AlertKey[] {
    const { platforms, store } = this.#deps;
    const down = [...platforms.values()].filter(
      ({ name, connection }) =>
        connection?.isUp() === false && (store.roles.has(name) || connection.listShards !== undefined),
    );
    const names = new Set(down.map(({ name }) => name));
    for (const name of this.#downSince.keys()) if (!names.has(name)) this.#downSince.delete(name);
    for (const name of names) if (!this.#downSince.has(name)) this.#downSince.set(name, now);
    return [...this.#downSince]
      .filter(([, since]) => now - since >= DISCONNECTED_MS)
      .map(([subject]) => ({ kind: 'platform', subject }));
  }

  /** Each process sees its own shards: one whose shards are down sees the cause again every minute. */
  #isUpEverywhere(platform: PlatformName, seenAgoMs: number): boolean {
    const { store, platforms } = this.#deps;
    const isSharded = platforms.get(platform)?.connection?.listShards !== undefined;
    return (
      store.roles.has(platform) && !this.#downSince.has(platform) && (!isSharded || seenAgoMs >= SEEN_MS)
    );
  }

  #listUsedUp(now: Instant): AlertKey[] {
    const refusedAt = this.#deps.getLastBudgetRefusal();
    const isToday = refusedAt !== undefined && toUtcDay(refusedAt) === toUtcDay(now);
    return isToday ? [{ kind: 'budget', subject: 'model' }] : [];
  }

  async #listDeparted(): Promise<AlertKey[]> {
    const departed = await this.#deps.store.tenants.listDeparted();
    return departed.map(({ tenant }) => ({ kind: 'tenant', subject: tenant }));
  }
}

function toText({ kind, subject }: AlertKey): string {
  return `${kind} ${subject}`;
}
