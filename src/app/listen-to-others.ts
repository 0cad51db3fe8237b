import type { PlatformName } from '../core/base/ids.ts';
import type { Log } from '../core/base/log.ts';
import type { Inbound } from '../core/platform/inbound.ts';
import type { Platform } from '../core/platform/platform.ts';
import type { Shard } from '../core/store/shards.ts';
import { parseMissedId } from '../core/store/signals.ts';
import type { Store } from '../core/store/store.ts';
import type { Deliver } from '../jobs/delivery/deliver.ts';
import type { PresetReactions } from '../jobs/votes/preset-reactions.ts';
import type { Tallies } from '../jobs/votes/tallies.ts';

export interface JobSignals {
  readonly store: Pick<Store, 'signals' | 'roles'>;
  readonly tallies: Pick<Tallies, 'editFor' | 'relabelFor' | 'resume' | 'recountEarly'>;
  readonly deliver: Pick<Deliver, 'run'>;
  readonly presetReactions: Pick<PresetReactions, 'settleOursSoon'>;
  readonly log: Log;
  readonly stopping: AbortSignal;
}

/** Does what other processes say that there is to do, for the roles that this one has; all of it when it gets one. */
export function listenForJobs({ store, tallies, deliver, presetReactions, log, stopping }: JobSignals): void {
  const begin = (work: Promise<unknown>): void => {
    work.catch((err: unknown) => log.error({ err }, 'work after a signal or with a new role failed'));
  };

  function lookForAll(): void {
    if (stopping.aborted) return;
    begin(deliver.run());
    begin(tallies.resume(stopping));
    begin(tallies.recountEarly([]));
    presetReactions.settleOursSoon();
  }

  store.signals.listen((kind, ids) => {
    if (stopping.aborted) return;
    if (kind === 'due') begin(deliver.run());
    else if (kind === 'edits') begin(ids.length > 0 ? tallies.editFor(ids) : tallies.resume(stopping));
    else if (kind === 'shared') begin(ids.length > 0 ? tallies.relabelFor(ids) : tallies.resume(stopping));
    else if (kind === 'reactions') presetReactions.settleOursSoon();
    else if (kind === 'posted') begin(tallies.recountEarly(ids));
    else if (kind === 'unheard') lookForAll();
  });
  store.roles.observe((role, isOurs) => {
    log.info({ role }, isOurs ? 'role acquired' : 'role lost');
    if (isOurs) lookForAll();
  });
}

export interface EventSignals {
  readonly store: Pick<Store, 'signals' | 'roles'>;
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  readonly inbound: Pick<Inbound, 'onEventsMissed'>;
  readonly log: Log;
}

/**
 * Reads votes back where another process missed events, or died with some that it had not saved; also where a signal that says so may
 * itself have been missed.
 */
export function listenForMissedEvents({ store, platforms, inbound, log }: EventSignals): void {
  const readBack = (name: PlatformName, shard?: Shard): void => {
    if (!platforms.has(name) || !store.roles.has(name)) return;
    inbound
      .onEventsMissed(name, shard)
      .catch((err: unknown) => log.error({ err, platform: name }, 'votes could not be read back'));
  };
  store.signals.listen((kind, ids) => {
    if (kind !== 'missed' && kind !== 'unheard') return;
    for (const id of ids.length > 0 ? ids : platforms.keys()) {
      const { platform, shard } = parseMissedId(id);
      readBack(platform, shard);
    }
  });
  store.roles.observe((role, isOurs) => {
    if (isOurs) readBack(role);
  });
}
