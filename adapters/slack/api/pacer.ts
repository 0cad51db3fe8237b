import { setMaxListeners } from 'node:events';
import { webApi } from '@slack/bolt';
import PQueue from 'p-queue';
import { DeliveryError, StoppedError } from '../../../src/core/base/errors.ts';
import { pause } from '../../../src/core/base/pause.ts';
import type { Rate, SlackMethod } from '../render/limits.ts';

/** Where and how soon a call should be made. */
export interface Turn {
  /** The channel whose pace the call keeps. */
  readonly channel?: string;
  /** A person waits for it: before all digests. */
  readonly urgent?: boolean;
}

/** Lets calls through at the pace that Slack allows, fairly between channels. */
export interface Pacer {
  run<T>(method: SlackMethod, turn: Turn, call: () => Promise<T>): Promise<T>;
  /** Turns away what has not begun; what has may finish. */
  close(): void;
}

/** A `Retry-After` up to this is waited out here; a longer one is told to the caller, who has a schedule. */
const LONGEST_WAIT_MS = 60_000;

/** Asked to slow down so many times over one call, we give it back. */
const MOST_ATTEMPTS = 4;

/** Connections that one method may hold open at once. */
const AT_ONCE = 20;

/** Kept between two calls beyond what the rate asks, because calls do not all take the same time to get there. */
const MARGIN_MS = 40;

const URGENT = 10;

interface Lane {
  readonly queue: PQueue;
  nextAt: number;
  /** Slack has refused a call for this channel; no other is made before. */
  heldUntil: number;
}

interface Gate {
  readonly queue: PQueue;
  heldUntil: number;
  /** The channel for which a call was refused last. */
  refused: { readonly channel: string; readonly until: number } | undefined;
  /** Calls that have not begun: these alone can be turned away without doubt. */
  readonly waiting: Set<AbortController>;
}

/**
 * A call first waits for its channel's turn and then for its method's. A channel has at most one call at the method's
 * gate, so a long digest cannot crowd out the others. Slack limits posts by channel and by workspace, and a 429 does not
 * say which: the first one holds its channel alone, and the method as well once a second channel is refused while the
 * first one waits. A call that keeps no channel's pace holds its method. The refused call, certainly not carried out,
 * goes first afterwards.
 */
export function createRateLimiter(rates: Readonly<Record<SlackMethod, Rate>>, channelRate: Rate): Pacer {
  const stopping = new AbortController();
  const { signal } = stopping;
  setMaxListeners(0, signal);
  const gates = new Map<SlackMethod, Gate>();
  const lanes = new Map<string, Lane>();

  function gateOf(method: SlackMethod): Gate {
    let gate = gates.get(method);
    if (!gate) {
      gate = { queue: gateQueue(rates[method]), heldUntil: 0, refused: undefined, waiting: new Set() };
      gates.set(method, gate);
    }
    return gate;
  }

  function laneOf(channel: string): Lane {
    let lane = lanes.get(channel);
    if (!lane) {
      if (lanes.size > 1000) sweep();
      lane = { queue: new PQueue({ concurrency: 1 }), nextAt: 0, heldUntil: 0 };
      lanes.set(channel, lane);
    }
    return lane;
  }

  function sweep(): void {
    const now = Date.now();
    for (const [channel, { queue, nextAt, heldUntil }] of lanes)
      if (queue.size === 0 && queue.pending === 0 && Math.max(nextAt, heldUntil) <= now)
        lanes.delete(channel);
  }

  function hold(gate: Gate, method: SlackMethod, ms: number): void {
    gate.heldUntil = Math.max(gate.heldUntil, Date.now() + ms);
    // Who waits here already is told as who comes next will be.
    if (ms > LONGEST_WAIT_MS) turnAway(gate, slowDown(method, ms));
    if (gate.queue.isPaused) return;
    gate.queue.pause();
    void release(gate);
  }

  /** A timer may ring a moment early, and the hold may have grown meanwhile. */
  async function release(gate: Gate): Promise<void> {
    while (gate.heldUntil > Date.now() && !signal.aborted) await pause(gate.heldUntil - Date.now(), signal);
    gate.queue.start();
  }

  function turnAway({ waiting }: Gate, reason: DeliveryError): void {
    for (const place of waiting) place.abort(reason);
  }

  async function enter<T>({ queue, waiting }: Gate, priority: number, call: () => Promise<T>): Promise<T> {
    const place = new AbortController();
    waiting.add(place);
    const begin = () => {
      waiting.delete(place);
      return call();
    };
    return queue.add(begin, { priority, signal: place.signal }).finally(() => waiting.delete(place));
  }

  /** Whether this 429 is the channel's own: the first of its time, as far as anybody can tell. */
  function isOfChannel(gate: Gate, channel: string, ms: number): boolean {
    const now = Date.now();
    const other = gate.refused && gate.refused.channel !== channel && gate.refused.until > now;
    gate.refused = { channel, until: now + ms };
    return !other && gate.heldUntil <= now;
  }

  async function throughGate<T>(
    method: SlackMethod,
    priority: number,
    call: () => Promise<T>,
    channel?: string,
  ): Promise<T> {
    const gate = gateOf(method);
    const lane = channel === undefined ? undefined : laneOf(channel);
    for (let attempt = 1; ; attempt++) {
      await untilLaneOpens(method, lane);
      signal.throwIfAborted();
      const heldFor = gate.heldUntil - Date.now();
      if (heldFor > LONGEST_WAIT_MS) throw slowDown(method, heldFor);
      try {
        // One above its like, so that a call that was refused keeps its place.
        return await enter(gate, attempt > 1 ? priority + 1 : priority, call);
      } catch (error) {
        if (!(error instanceof webApi.WebAPIRateLimitedError)) throw error;
        const ms = error.retryAfter * 1000;
        if (lane && channel !== undefined && isOfChannel(gate, channel, ms)) lane.heldUntil = Date.now() + ms;
        else hold(gate, method, ms);
        if (attempt >= MOST_ATTEMPTS) throw error;
      }
    }
  }

  async function untilLaneOpens(method: SlackMethod, lane: Lane | undefined): Promise<void> {
    for (let left = 1; lane && left > 0; ) {
      left = lane.heldUntil - Date.now();
      if (left > LONGEST_WAIT_MS) throw slowDown(method, left);
      if (left > 0) await pause(left, signal);
      if (signal.aborted) return;
    }
  }

  async function inLane<T>(method: SlackMethod, channel: string, priority: number, call: () => Promise<T>) {
    const lane = laneOf(channel);
    const gap = channelRate.perMs > 0 ? channelRate.perMs / channelRate.calls + MARGIN_MS : 0;
    const spaced = () => {
      lane.nextAt = Date.now() + gap;
      return call();
    };
    return lane.queue.add(
      async () => {
        const early = lane.nextAt - Date.now();
        if (early > 0) await pause(early, signal);
        return throughGate(method, priority, spaced, channel);
      },
      { priority },
    );
  }

  return {
    run: (method, { channel, urgent }, call) => {
      const priority = urgent ? URGENT : 0;
      if (channel === undefined) return throughGate(method, priority, call);
      return inLane(method, channel, priority, call);
    },
    close: () => {
      const reason = new StoppedError();
      stopping.abort(reason);
      for (const gate of gates.values()) turnAway(gate, reason);
    },
  };
}

function gateQueue({ calls, perMs }: Rate): PQueue {
  if (perMs === 0) return new PQueue({ concurrency: AT_ONCE });
  return new PQueue({ concurrency: AT_ONCE, interval: perMs + MARGIN_MS, intervalCap: calls, strict: true });
}

function slowDown(method: SlackMethod, retryAfterMs: number): DeliveryError {
  return new DeliveryError('transient', `Slack asks to slow down (${method})`, { retryAfterMs });
}
