import { AsyncLocalStorage } from 'node:async_hooks';
import type { ChannelId, PersonId, TenantId } from '../../core/base/ids.ts';

/** The person for whom a source is asked. */
export interface Requester {
  readonly person: PersonId;
  readonly channel: ChannelId;
  /** The workspace or server. */
  readonly tenant: TenantId;
  /** Called with a short message where others are served first and that takes a while. */
  readonly onWait?: ((status: string) => void) | undefined;
  /** Aborted when the person does not wait for this request any more. */
  readonly signal?: AbortSignal | undefined;
}

const requesters = new AsyncLocalStorage<Requester>();

/**
 * Everything that `work` asks of the sources, however deep below a command, is asked for this person. It follows the calls by
 * itself, so that no command can forget to say who asks.
 */
export function runFor<T>(requester: Requester, work: () => Promise<T>): Promise<T> {
  return requesters.run(requester, work);
}

/** For whom the current call runs; `undefined` for the bot's own work: the refresh, digests, a backfill. */
export function findRequester(): Requester | undefined {
  return requesters.getStore();
}
