import { type Backoff, computeBackoff } from '../../core/async/backoff.ts';
import { OF_ALL, OF_TENANTS, serveFairly } from '../../core/async/serve-fairly.ts';
import { settleAll } from '../../core/async/settle-all.ts';
import type { Clock } from '../../core/base/clock.ts';
import { DeliveryError } from '../../core/base/errors.ts';
import type { PlatformName, TenantId } from '../../core/base/ids.ts';
import type { Log } from '../../core/base/log.ts';
import type { Instant } from '../../core/base/time.ts';
import type { Platform } from '../../core/platform/platform.ts';
import type { Store } from '../../core/store/store.ts';

export interface EditQueueDeps {
  readonly store: Pick<Store, 'roles'>;
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  /** Waits are in real time, whatever the date of a rehearsal. */
  readonly wallClock: Clock;
  readonly log: Log;
  /** A message is edited at most once in this many milliseconds, however many people vote. */
  readonly editEveryMs: number;
}

/** One kind of messages that are edited, with the store of what is pending; see `EditStore`. */
export interface Editable<Edit> {
  /** The pending work on a message, unless it was postponed until after `now`: votes meanwhile must not hurry it. */
  find(id: string, now: Instant): Promise<Edit | undefined>;
  listDue(
    platform: PlatformName,
    now: Instant,
    limit: number,
    notOf?: readonly TenantId[],
  ): Promise<readonly Edit[]>;
  describe(edit: Edit): EditedMessage;
  /** Makes the message show what it should. */
  show(edit: Edit): Promise<void>;
  /** The message shows it. */
  finish(edit: Edit): Promise<void>;
  /** Whether an error means that the message will never be there again. */
  isGone(error: DeliveryError): boolean;
  drop(edit: Edit): Promise<void>;
  postpone(edit: Edit, dueAt: Instant, error: unknown): Promise<void>;
}

export interface EditedMessage {
  /** Two edits with one id are never in progress at once. */
  readonly id: string;
  readonly platform: PlatformName;
  readonly tenant: TenantId | undefined;
  /** Failed attempts so far. */
  readonly tries: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** After a failure that passes: half a minute, doubled each time, up to an hour. */
const TRANSIENT_RETRY: Backoff = { firstMs: MINUTE / 2, maxMs: HOUR };

/** A thread that is archived or a permission that is missing may come back, and each refused request is counted. */
const PERMANENT_RETRY: Backoff = { firstMs: HOUR, maxMs: 24 * HOUR };

/**
 * Edits messages of one kind, each at most once in a while and until the platform has accepted it. Pending work is in the store, so
 * that a restart changes nothing about it.
 */
export class EditQueue<Edit> {
  readonly #deps: EditQueueDeps;
  readonly #editable: Editable<Edit>;
  readonly #waiting = new Map<string, NodeJS.Timeout>();
  /**
   * By message: while an edit is in progress the next one of that message waits, and then has all votes since. It rejects where the
   * store cannot be read or written.
   */
  readonly #editing = new Map<string, Promise<void>>();

  constructor(deps: EditQueueDeps, editable: Editable<Edit>) {
    this.#deps = deps;
    this.#editable = editable;
  }

  /** Whether this process edits messages of a platform; otherwise another one does. */
  mayEdit(platform: PlatformName): boolean {
    return this.#deps.store.roles.has(platform);
  }

  /** Edits a message soon, with all that changes until then; a known wait goes on. */
  editSoon(id: string, afterMs = this.#deps.editEveryMs): void {
    if (this.#waiting.has(id)) return;
    const timer = setTimeout(() => this.#start(id), afterMs);
    this.#waiting.set(id, timer);
  }

  /**
   * Edits what is due in the store: what failed, what an earlier process left, what another one changed. Rejects where the store cannot
   * record an edit: the message would stay due, and be edited again and again.
   */
  async resume(stopping?: AbortSignal): Promise<void> {
    const isStopping = () => stopping?.aborted ?? false;
    const ours = [...this.#deps.platforms.values()].filter(({ name }) => this.mayEdit(name));
    await settleAll(
      ours.map((platform) => this.#resumeOn(platform, () => isStopping() || !this.mayEdit(platform.name))),
    );
  }

  #resumeOn({ name, deliveriesPerTenant }: Platform, isStopping: () => boolean): Promise<void> {
    const { wallClock } = this.#deps;
    const { listDue, describe } = this.#editable;
    const isFree = (edit: Edit) => {
      const { id } = describe(edit);
      return !this.#waiting.has(id) && !this.#editing.has(id);
    };
    return serveFairly<Edit>({
      list: async (limit, notOf) => (await listDue(name, wallClock.now(), limit, notOf)).filter(isFree),
      readKey: (edit) => describe(edit).id,
      readTenant: (edit) => describe(edit).tenant,
      work: (edit) => this.#edit(describe(edit).id),
      ...(deliveriesPerTenant === undefined ? OF_ALL : OF_TENANTS),
      isStopping,
    });
  }

  /** Makes the pending edits now; those that failed stay for later. */
  async flush(): Promise<void> {
    while (this.#waiting.size > 0 || this.#editing.size > 0) {
      for (const id of [...this.#waiting.keys()]) this.#start(id);
      await Promise.allSettled(this.#editing.values());
    }
  }

  #start(id: string): void {
    if (!this.#waiting.has(id)) return;
    clearTimeout(this.#waiting.get(id));
    const underWay = this.#editing.get(id);
    if (underWay) {
      // Its failure belongs to who began it.
      void underWay.catch(() => undefined).then(() => this.#start(id));
      return;
    }
    this.#waiting.delete(id);
    // It stays due in the store: the next tick edits it.
    this.#edit(id).catch((err: unknown) =>
      this.#deps.log.error({ message: id, err }, 'the content of a message could not be read or recorded'),
    );
  }

  /** Begins an edit; where one of this message is in progress, that one: what comes meanwhile stays due in the store. */
  #edit(id: string): Promise<void> {
    const underWay = this.#editing.get(id);
    if (underWay) return underWay;
    const work = this.#editIfDue(id).finally(() => this.#editing.delete(id));
    this.#editing.set(id, work);
    return work;
  }

  async #editIfDue(id: string): Promise<void> {
    const { find, describe, show, finish } = this.#editable;
    const edit = await find(id, this.#deps.wallClock.now());
    // Another process has taken over: it finds the edit in the store.
    if (!edit || !this.mayEdit(describe(edit).platform)) return;
    try {
      await show(edit);
    } catch (err) {
      await this.#handleFailure(edit, err);
      return;
    }
    await finish(edit);
  }

  async #handleFailure(edit: Edit, err: unknown): Promise<void> {
    const { wallClock, log } = this.#deps;
    const { describe, isGone, drop, postpone } = this.#editable;
    const { id, tries } = describe(edit);
    const facts = { message: id, tries: tries + 1, err };
    if (err instanceof DeliveryError && isGone(err)) {
      log.info(facts, 'a message is gone; nothing is left to show its tally');
      await drop(edit);
      return;
    }
    const waitMs = retryDelayMs(err, tries);
    log.warn({ ...facts, waitMs }, 'a tally could not be shown yet');
    await postpone(edit, wallClock.now() + waitMs, err);
  }
}

/** How long to wait until the next try, in milliseconds. */
function retryDelayMs(err: unknown, attempts: number): number {
  const isRetryable = !(err instanceof DeliveryError) || err.isRetryable;
  const wait = computeBackoff(attempts, isRetryable ? TRANSIENT_RETRY : PERMANENT_RETRY);
  return Math.max(wait, (err instanceof DeliveryError && err.retryAfterMs) || 0);
}
