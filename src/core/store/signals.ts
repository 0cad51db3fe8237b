import type { PlatformName } from '../base/ids.ts';
import type { Shard } from './shards.ts';

/**
 * What processes on one database notify each other of, so that nobody has to wait until it is found in the database:
 *
 * | kind        | ids       | meaning                                                       |
 * |-------------|-----------|---------------------------------------------------------------|
 * | `due`       | –         | deliveries, or confirmations by mail, may be due              |
 * | `edits`     | posts     | these show something that has changed                         |
 * | `shared`    | cards     | these shared cards show something that has changed            |
 * | `reactions` | –         | preset reactions may have to be changed                       |
 * | `posted`    | messages  | these are recorded now: reactions on them can be counted      |
 * | `waiting`   | –         | a digest waits for the source                                 |
 * | `missed`    | platforms | events of these may have been missed, or of a shard, see `toMissedId`; of all where none is named |
 * | `unheard`   | –         | signals may have been missed: anything may have changed       |
 */
export type SignalKind =
  | 'due'
  | 'edits'
  | 'shared'
  | 'reactions'
  | 'posted'
  | 'waiting'
  | 'missed'
  | 'unheard';

/** What `missed` names: a platform, or one shard of it. */
export function toMissedId(platform: PlatformName, shard: Shard | undefined): string {
  return shard ? `${platform} ${shard.id} ${shard.count}` : platform;
}

export function parseMissedId(id: string): { readonly platform: PlatformName; readonly shard?: Shard } {
  const [platform = '', shard, count] = id.split(' ');
  return {
    platform,
    ...(shard === undefined ? {} : { shard: { id: Number(shard), count: Number(count) } }),
  };
}

/** A signal may be lost: what it says is found in the database as well, later. `missed`, which is not, is stored until it is sent. */
export interface Signals {
  /** Notifies the other processes. Never throws. */
  send(kind: SignalKind, ids?: readonly string[]): void;
  /** Calls `heard` with what other processes send. */
  listen(heard: (kind: SignalKind, ids: readonly string[]) => void): void;
}

/** Where one process serves alone. */
export const NO_SIGNALS: Signals = { send: () => undefined, listen: () => undefined };
