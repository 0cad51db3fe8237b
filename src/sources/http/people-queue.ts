import PQueue from 'p-queue';
import { createRateLimiter, type RateLimit, takeFromAll } from '../../core/async/rate-limiter.ts';
import type { Clock } from '../../core/base/clock.ts';
import { SourceBusyError } from '../../core/base/errors.ts';
import { busy, texts } from '../shared/texts.ts';
import type { Requester } from './requester.ts';

/** What people may ask of a source: one person in all channels, one channel, one workspace or server. */
export interface Shares {
  readonly person: RateLimit;
  readonly channel: RateLimit;
  readonly tenant: RateLimit;
}

/** Hugging Face allows 500 requests in five minutes; a month's list takes 16. */
export const HUGGING_FACE_SHARES: Shares = {
  person: { burst: 60, refillMs: 5000 },
  channel: { burst: 120, refillMs: 2500 },
  tenant: { burst: 200, refillMs: 1500 },
};

/** arXiv allows 20 requests in a minute. */
export const ARXIV_SHARES: Shares = {
  person: { burst: 4, refillMs: 15_000 },
  channel: { burst: 8, refillMs: 6000 },
  tenant: { burst: 12, refillMs: 4000 },
};

export interface PeopleQueueOptions {
  /** The source's name, for people. */
  readonly name: string;
  readonly shares: Shares;
  readonly concurrency: number;
  /** What one request takes, in milliseconds, until it has been measured. */
  readonly typicalMs: number;
  /** Least time between two requests, in milliseconds. */
  readonly minIntervalMs: number;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** For how long the source takes no request of people, in milliseconds. */
  readonly getClosedMs: () => number;
}

/** A request that waits, or has begun. */
interface Ticket extends Pick<Requester, 'person' | 'tenant'> {
  readonly priority: number;
  hasBegun: boolean;
}

/** A person who would wait longer is asked at once to come back, and is not queued. */
const MAX_WAIT_MS = 15_000;

/** A person who has to wait longer than this sees how long it will take. */
const NOTIFY_FROM_MS = 3000;

/** How much of the measured time of a request the newest one makes up. */
const NEWEST = 0.3;

/** The requests that people wait for, at one source: shared fairly between people, and nobody waits long without a notice. */
export function createPeopleQueue(options: PeopleQueueOptions) {
  const { name, shares, concurrency, clock, signal, getClosedMs } = options;
  const queue = new PQueue({ concurrency });
  const underWay = new Set<Ticket>();
  const person = createRateLimiter(clock, shares.person);
  const channel = createRateLimiter(clock, shares.channel);
  const tenant = createRateLimiter(clock, shares.tenant);
  let averageMs = options.typicalMs;

  /** The more of a person's and of a workspace's requests are under way already, the later the next one is. */
  function computePriority(requester: Requester): number {
    let before = 0;
    for (const one of underWay)
      before += (one.person === requester.person ? 2 : 0) + (one.tenant === requester.tenant ? 1 : 0);
    return -before;
  }

  function estimateMs(priority: number): number {
    // A first request need not wait for the gap, which all others do.
    const requestMs = Math.max(options.minIntervalMs, averageMs);
    const ahead = [...underWay].filter((one) => one.hasBegun || one.priority >= priority).length;
    return Math.max(getClosedMs(), Math.ceil(Math.max(0, ahead + 1 - concurrency) / concurrency) * requestMs);
  }

  /** Throws where a share is used up. */
  function takeShares(requester: Requester): void {
    const limits = [
      { limiter: person, key: requester.person, whose: 'person' },
      { limiter: channel, key: requester.channel, whose: 'channel' },
      { limiter: tenant, key: requester.tenant, whose: 'tenant' },
    ];
    const used = limits.find(({ limiter, key }) => limiter.waitMs(key) > 0);
    const ms = takeFromAll(limits);
    if (ms > 0)
      throw new SourceBusyError(
        busy.share({ whose: used?.whose ?? 'person', source: name, time: describeWait(ms) }),
      );
  }

  return {
    /** Runs the request when it is its turn. Throws a `SourceBusyError` at once where that would take too long. */
    async add<T>(requester: Requester, request: () => Promise<T>): Promise<T> {
      const closed = getClosedMs();
      if (closed > MAX_WAIT_MS)
        throw new SourceBusyError(busy.window({ source: name, time: describeWait(closed) }));
      const priority = computePriority(requester);
      const ms = estimateMs(priority);
      if (ms > MAX_WAIT_MS) throw new SourceBusyError(busy.queue({ source: name, time: describeWait(ms) }));
      takeShares(requester);
      if (ms >= NOTIFY_FROM_MS) requester.onWait?.(texts.waiting({ source: name, time: describeWait(ms) }));
      const ticket: Ticket = {
        person: requester.person,
        tenant: requester.tenant,
        priority,
        hasBegun: false,
      };
      underWay.add(ticket);
      const run = async (): Promise<T> => {
        ticket.hasBegun = true;
        const from = clock.now();
        try {
          return await request();
        } finally {
          averageMs += NEWEST * (Math.max(0, clock.now() - from) - averageMs);
        }
      };
      const stop = requester.signal ?? signal;
      try {
        return await queue.add(run, { priority, ...(stop ? { signal: stop } : {}) });
      } catch (error) {
        if (ticket.hasBegun || !requester.signal?.aborted || signal?.aborted) throw error;
        // This person waited for others, not for the source.
        const time = describeWait(Math.max(NOTIFY_FROM_MS, estimateMs(priority)));
        throw new SourceBusyError(busy.queue({ source: name, time }));
      } finally {
        underWay.delete(ticket);
      }
    },
  };
}

function describeWait(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 100
    ? texts.seconds({ count: seconds })
    : texts.minutes({ count: Math.ceil(seconds / 60) });
}
