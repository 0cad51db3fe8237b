import type { Clock } from '../../core/base/clock.ts';
import {
  type ChannelId,
  type PersonId,
  type PlatformName,
  parsePlatform,
  toDirectChannelId,
} from '../../core/base/ids.ts';
import type { Log } from '../../core/base/log.ts';
import type { Platform } from '../../core/platform/platform.ts';
import type { Store } from '../../core/store/store.ts';

export interface ForgetDeps {
  readonly store: Store;
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Deletes everything about a person. The log does not say about whom. */
export function createForget({ store, platforms, clock, log }: ForgetDeps) {
  async function findDirectChannel(person: PersonId): Promise<ChannelId | undefined> {
    const name = parsePlatform(person);
    try {
      const id = await platforms.get(name)?.directMessages?.findChannel(person);
      return id === undefined ? undefined : toDirectChannelId(person, id);
    } catch (err) {
      // People who do not accept messages have no digests in a private conversation either.
      log.warn({ code: (err as { code?: unknown }).code }, 'a private conversation was not found');
      return undefined;
    }
  }

  return async (person: PersonId): Promise<void> => {
    await store.people.forget(person, clock.now(), await findDirectChannel(person));
    // What they have before them, where that is not in the database.
    await store.shortLived.forget(person);
    log.info({}, 'everything about a person was deleted, as they asked');
  };
}
