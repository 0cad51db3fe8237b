import { setMaxListeners } from 'node:events';
import { webApi } from '@slack/bolt';
import PQueue from 'p-queue';
import { pause } from '../../../src/core/async/pause.ts';
import type { Rate } from '../../../src/core/async/rate-limited-queue.ts';
import { RateLimitedQueue } from '../../../src/core/async/rate-limited-queue.ts';
import { StoppedError } from '../../../src/core/base/errors.ts';
import { createRateLimitedError } from './errors.ts';
import type { SlackMethod } from './rates.ts';

/** The channel and the priority of a call. */
export interface Turn {
  /** The channel with the rate limit of the call. */
  readonly channel?: string;
  /** A person waits for it: it goes before all digests. */
  readonly urgent?: boolean;
}

/** Lets calls through at the rates that Slack allows, fairly between channels. */
export interface RateLimiter {
  run<T>(method: SlackMethod, turn: Turn, call: () => Promise<T>): Promise<T>;
  /** Rejects what has not begun; calls in progress may finish. */
  close(): void;
}

/** A `Retry-After` up to this is waited for here; a longer one is reported to the caller, who has a schedule. */
const MAX_WAIT_MS = 60_000;

/** After this many rate-limit answers for one call it is rejected. */
const MAX_ATTEMPTS = 4;

/** Added between two calls beyond the limit's interval, because calls do not all take the same time to arrive. */
const MARGIN_MS = 40;

const URGENT = 10;

/** Connections that one method may have open at once. */
const CONCURRENCY = 20;

/** Above this number, queues of idle channels are dropped. */
const MAX_CHANNELS = 1000;

/** The calls of one channel, one after the other. */
interface ChannelQueue {
  readonly queue: PQueue;
  nextAt: number;
  /** Slack has refused a call for this channel; no other is made before this time. */
  heldUntil: number;
}

/** The calls of one method. */
interface MethodQueue {
  readonly queue: RateLimitedQueue;
  /** The channel for which a call was refused last. */
  refused?: { readonly channel: string; readonly until: number };
}

/** A call in progress. */
interface Call<T> {
  readonly method: SlackMethod;
  readonly priority: number;
  readonly run: () => Promise<T>;
  readonly channel?: string;
}

export function createRateLimiter(
  rates: Readonly<Record<SlackMethod, Rate>>,
  channelRate: Rate,
): RateLimiter {
  return new SlackRateLimiter(rates, channelRate);
}

/**
 * A call first waits for its channel's turn and then for its method's. A channel has at most one call in the method's
 * queue, so a long digest cannot block the others. Slack limits posts by channel and by workspace, and a 429 does not
 * say which: the first one pauses only its channel, and the method as well once a second channel is refused while the
 * first one waits. A call without a channel's rate limit pauses its method. The refused call, certainly not carried out,
 * goes first afterward.
 */
class SlackRateLimiter implements RateLimiter {
  readonly #rates: Readonly<Record<SlackMethod, Rate>>;
  /** Between two calls in one channel. */
  readonly #channelGapMs: number;
  readonly #stopping = new AbortController();
  readonly #methods = new Map<SlackMethod, MethodQueue>();
  readonly #channels = new Map<string, ChannelQueue>();

  constructor(rates: Readonly<Record<SlackMethod, Rate>>, { calls, perMs }: Rate) {
    this.#rates = rates;
    this.#channelGapMs = perMs > 0 ? perMs / calls + MARGIN_MS : 0;
    setMaxListeners(0, this.#stopping.signal);
  }

  run<T>(method: SlackMethod, { channel, urgent }: Turn, run: () => Promise<T>): Promise<T> {
    const call = { method, run, priority: urgent ? URGENT : 0 };
    return channel === undefined ? this.#runInMethod(call) : this.#runInChannel({ ...call, channel });
  }

  close(): void {
    const reason = new StoppedError();
    this.#stopping.abort(reason);
    for (const { queue } of this.#methods.values()) queue.turnAway(reason);
  }

  async #runInChannel<T>(call: Call<T> & { readonly channel: string }): Promise<T> {
    const channel = this.#findChannelQueue(call.channel);
    const spaced = {
      ...call,
      run: () => {
        channel.nextAt = Date.now() + this.#channelGapMs;
        return call.run();
      },
    };
    const takeTurn = async () => {
      const early = channel.nextAt - Date.now();
      if (early > 0) await pause(early, this.#stopping.signal);
      return this.#runInMethod(spaced);
    };
    return channel.queue.add(takeTurn, { priority: call.priority });
  }

  async #runInMethod<T>({ method, priority, run, channel }: Call<T>): Promise<T> {
    const ofMethod = this.#findMethodQueue(method);
    const ownChannel = channel === undefined ? undefined : this.#findChannelQueue(channel);
    for (let attempt = 1; ; attempt++) {
      await this.#waitForChannel(method, ownChannel);
      this.#stopping.signal.throwIfAborted();
      try {
        // One priority above its kind, so that a call that was refused keeps its place.
        return await ofMethod.queue.add(run, attempt > 1 ? priority + 1 : priority);
      } catch (error) {
        if (!(error instanceof webApi.WebAPIRateLimitedError)) throw error;
        const ms = error.retryAfter * 1000;
        if (ownChannel && channel !== undefined && noteRefusal(ofMethod, channel, ms))
          ownChannel.heldUntil = Date.now() + ms;
        else ofMethod.queue.hold(ms);
        if (attempt >= MAX_ATTEMPTS) throw error;
      }
    }
  }

  async #waitForChannel(method: SlackMethod, channel: ChannelQueue | undefined): Promise<void> {
    for (let left = 1; channel && left > 0; ) {
      left = channel.heldUntil - Date.now();
      if (left > MAX_WAIT_MS) throw createRateLimitedError(method, left);
      if (left > 0) await pause(left, this.#stopping.signal);
      if (this.#stopping.signal.aborted) return;
    }
  }

  #findMethodQueue(method: SlackMethod): MethodQueue {
    const known = this.#methods.get(method);
    if (known) return known;
    const { calls, perMs } = this.#rates[method];
    const queue = new RateLimitedQueue({
      concurrency: CONCURRENCY,
      ...(perMs === 0 ? {} : { rate: { calls, perMs: perMs + MARGIN_MS } }),
      longestWaitMs: MAX_WAIT_MS,
      createRejection: (ms) => createRateLimitedError(method, ms),
      signal: this.#stopping.signal,
    });
    const made = { queue };
    this.#methods.set(method, made);
    return made;
  }

  #findChannelQueue(channel: string): ChannelQueue {
    const known = this.#channels.get(channel);
    if (known) return known;
    if (this.#channels.size > MAX_CHANNELS) this.#dropIdleChannels();
    const queue = { queue: new PQueue({ concurrency: 1 }), nextAt: 0, heldUntil: 0 };
    this.#channels.set(channel, queue);
    return queue;
  }

  #dropIdleChannels(): void {
    const now = Date.now();
    for (const [channel, { queue, nextAt, heldUntil }] of this.#channels) {
      const isIdle = queue.size === 0 && queue.pending === 0;
      if (isIdle && Math.max(nextAt, heldUntil) <= now) this.#channels.delete(channel);
    }
  }
}

/** Records a 429, and returns whether it is treated as the channel's own: the first within its waiting time. */
function noteRefusal(method: MethodQueue, channel: string, ms: number): boolean {
  const now = Date.now();
  const isOthers = method.refused && method.refused.channel !== channel && method.refused.until > now;
  method.refused = { channel, until: now + ms };
  return !isOthers && method.queue.heldMs === 0;
}
