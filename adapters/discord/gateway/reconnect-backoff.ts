import { setTimeout as sleep } from 'node:timers/promises';
import { computeBackoff } from '../../../src/core/async/backoff.ts';
import type { Clock } from '../../../src/core/base/clock.ts';
import type { Log } from '../../../src/core/base/log.ts';
import type { Manager } from './guard-gateway.ts';

/** A connection that lived for less than `STABLE_FACTOR` × `reconnectMs` counts as failed. */
const STABLE_FACTOR = 30;

/** Longest wait, as a multiple of `reconnectMs`. */
const MAX_FACTOR = 60;

export interface ReconnectTuning {
  /** The wait before the third attempt in a row; it doubles, up to sixty times this. The second comes at once. */
  readonly reconnectMs?: number;
  readonly random?: () => number;
  readonly sleep?: (ms: number) => Promise<unknown>;
}

/** When a shard may connect again: discord.js would try every half second for as long as Discord is away. */
export interface ReconnectBackoff {
  /** The shard is ready. */
  onConnected(shard: number): void;
  /** Its connection ended, or did not come about. */
  onDisconnected(shard: number): void;
  /** Resolves when a shard that went down may connect again; never, once stopped. */
  wait(shard: number): Promise<void>;
  stop(): void;
}

export function createReconnectBackoff(
  clock: Clock,
  log: Log,
  tuning: ReconnectTuning = {},
): ReconnectBackoff {
  const { reconnectMs = 1000, random = Math.random } = tuning;
  const delay = tuning.sleep ?? ((ms: number) => sleep(ms, undefined, { ref: false }));
  const connectedSince = new Map<number, number>();
  const failures = new Map<number, number>();
  const waiting = new Set<number>();
  let stopped = false;

  return {
    onConnected: (shard) => void connectedSince.set(shard, clock.now()),
    onDisconnected(shard) {
      const connectedMs = clock.now() - (connectedSince.get(shard) ?? clock.now());
      connectedSince.delete(shard);
      failures.set(shard, connectedMs >= STABLE_FACTOR * reconnectMs ? 1 : (failures.get(shard) ?? 0) + 1);
      waiting.add(shard);
    },
    async wait(shard) {
      // discord.js would connect after it was asked to end, again or for the first time.
      if (stopped) await new Promise<never>(() => undefined);
      if (!waiting.delete(shard)) return;
      const failed = failures.get(shard) ?? 1;
      const limits = { firstMs: reconnectMs, maxMs: MAX_FACTOR * reconnectMs };
      const waitMs = failed < 2 ? 0 : Math.round(computeBackoff(failed - 2, limits, random));
      if (waitMs > 0) {
        log.warn({ shard, failed, waitMs }, 'no connection to Discord; trying again later');
        await delay(waitMs);
      }
      if (stopped) await new Promise<never>(() => undefined);
    },
    stop() {
      stopped = true;
    },
  };
}

/** Makes discord.js wait its turn: it asks for the session right before each connection. */
export function delayConnections({ options }: Manager, backoff: ReconnectBackoff): void {
  const { retrieveSessionInfo } = options;
  options.retrieveSessionInfo = async (shard) => {
    await backoff.wait(shard);
    return retrieveSessionInfo(shard);
  };
}
