import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../../src/core/base/clock.ts';
import type { Log } from '../../../src/core/base/log.ts';
import type { Manager } from './guard-gateway.ts';

/** In first waits: a connection that ends sooner has not worked, and the next one waits longer. */
const STABLE = 30;

/** In first waits. */
const LONGEST = 60;

export interface ReconnectTuning {
  /** The wait before the third attempt in a row; it doubles, up to sixty times this. The second comes at once. */
  readonly reconnectMs?: number;
  readonly random?: () => number;
  readonly sleep?: (ms: number) => Promise<unknown>;
}

/** When a shard may connect again: discord.js would try every half second for as long as Discord is away. */
export interface ReconnectPace {
  /** The session stands. */
  up(shard: number): void;
  /** Its connection ended, or did not come about. */
  down(shard: number): void;
  /** Resolves when a shard that went down may connect again; never, once stopped. */
  wait(shard: number): Promise<void>;
  stop(): void;
}

export function createReconnectPace(clock: Clock, log: Log, tuning: ReconnectTuning = {}): ReconnectPace {
  const { reconnectMs = 1000, random = Math.random } = tuning;
  const rest = tuning.sleep ?? ((ms: number) => sleep(ms, undefined, { ref: false }));
  const since = new Map<number, number>();
  const failures = new Map<number, number>();
  const waiting = new Set<number>();
  let stopped = false;

  return {
    up: (shard) => void since.set(shard, clock.now()),
    down(shard) {
      const stoodFor = clock.now() - (since.get(shard) ?? clock.now());
      since.delete(shard);
      failures.set(shard, stoodFor >= STABLE * reconnectMs ? 1 : (failures.get(shard) ?? 0) + 1);
      waiting.add(shard);
    },
    async wait(shard) {
      // discord.js would connect after it was asked to end, anew or for the first time.
      if (stopped) await new Promise<never>(() => undefined);
      if (!waiting.delete(shard)) return;
      const failed = failures.get(shard) ?? 1;
      const longest = failed < 2 ? 0 : Math.min(LONGEST, 2 ** Math.min(failed - 2, 16));
      const waitMs = Math.round(longest * reconnectMs * (0.5 + random() / 2));
      if (waitMs > 0) {
        log.warn({ shard, failed, waitMs }, 'no connection to Discord; trying again later');
        await rest(waitMs);
      }
      if (stopped) await new Promise<never>(() => undefined);
    },
    stop() {
      stopped = true;
    },
  };
}

/** Makes discord.js wait its turn: it asks for the session right before each connection. */
export function paceConnections({ options }: Manager, pace: ReconnectPace): void {
  const { retrieveSessionInfo } = options;
  options.retrieveSessionInfo = async (shard) => {
    await pace.wait(shard);
    return retrieveSessionInfo(shard);
  };
}
