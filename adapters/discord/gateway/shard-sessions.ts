import { type RESTGetAPIGatewayBotResult, Routes } from 'discord.js';
import { pause } from '../../../src/core/async/pause.ts';
import type { Retry } from '../../../src/core/async/retry-transient.ts';
import { StoppedError } from '../../../src/core/base/errors.ts';
import type { Log } from '../../../src/core/base/log.ts';
import type { Shard, Shards } from '../../../src/core/store/shards.ts';
import type { Send } from '../api/rest.ts';
import { guardBudget } from './gateway.ts';
import type { IdentifyThrottler } from './identify-throttler.ts';
import type { Opening, Session } from './session.ts';

export interface ShardSessionsDeps {
  readonly shards: Shards;
  /** How many shards there are in all; missing: as many as Discord recommends. */
  readonly shardCount?: number | undefined;
  readonly createSession: (shard: Shard) => Session;
  readonly throttler: Pick<IdentifyThrottler, 'setMaxConcurrency'>;
  readonly send: Send;
  /** Repeats the call with backoff until Discord answers. */
  readonly retry: Retry;
  readonly log: Log;
  /** Aborted when this process disconnects. */
  readonly stopping: AbortSignal;
}

/** How long a shard waits that could not be opened though it is ours, such as with the day's logins used up. */
const AGAIN_MS = 60_000;

/** How long the events of a shard that is given up may take: by then its next owner has logged in. */
const SETTLE_MS = 7000;

/** The sessions of the shards that this process has: opened when it gets one, ended when it loses one. */
export class ShardSessions {
  readonly #deps: ShardSessionsDeps;
  readonly #sessions = new Map<number, Session>();
  readonly #ours = new Map<number, Shard>();
  /** By shard, one after the other: it may be lost while its session is still being opened. */
  readonly #turns = new Map<number, Promise<void>>();
  #hasJoined = false;

  constructor(deps: ShardSessionsDeps) {
    this.#deps = deps;
  }

  /** Resolves when events flow on the shards that are ours at first; rejects when one of them is refused permanently. */
  async open(opening: Opening): Promise<void> {
    const { shards, stopping } = this.#deps;
    const wanted = await this.#readGateway();
    if (stopping.aborted) throw new StoppedError();
    const first: Array<Promise<void>> = [];
    shards.observe((shard, isOurs) => {
      if (!isOurs) return this.#leave(shard.id);
      this.#ours.set(shard.id, shard);
      if (this.#hasJoined) void this.#openUntilItIs(shard, opening);
      else first.push(this.#openAtStart(shard, opening));
    });
    await shards.join(wanted);
    this.#hasJoined = true;
    await Promise.all(first);
  }

  /** Whether events flow on every shard of this process. One that has none is well. */
  isUp(): boolean {
    return this.#hasJoined && [...this.list().values()].every((isFlowing) => isFlowing);
  }

  /** Whether events flow on each shard of this process, by its number; one that is down before they are known. */
  list(): ReadonlyMap<number, boolean> {
    if (!this.#hasJoined && this.#ours.size === 0) return new Map([[0, false]]);
    return new Map([...this.#ours.keys()].map((id) => [id, this.#sessions.get(id)?.isUp() ?? false]));
  }

  /** Takes no more events, and waits for what is being handled: at most `ms`. */
  async settle(ms: number): Promise<void> {
    await Promise.all([...this.#sessions.values()].map((session) => session.settle(ms)));
  }

  async close(): Promise<void> {
    await Promise.all([...this.#sessions.values()].map((session) => session.close()));
    await Promise.all(this.#turns.values());
  }

  /** How many shards there are to be. Throws where the day’s logins are used up. */
  async #readGateway(): Promise<number> {
    const { send, retry, throttler, shardCount } = this.#deps;
    const { session_start_limit: limit, shards } = (await retry(() =>
      send({ method: 'GET', route: Routes.gatewayBot(), operation: 'get_bot_gateway' }),
    )) as RESTGetAPIGatewayBotResult;
    guardBudget(limit);
    throttler.setMaxConcurrency(limit.max_concurrency);
    return shardCount ?? shards;
  }

  /** Its failure is that of the start, which waits for it only once it has joined. */
  #openAtStart(shard: Shard, opening: Opening): Promise<void> {
    const opened = this.#open(shard, opening).catch((error: unknown) => {
      // Lost meanwhile: another process has it, and nothing is wrong.
      if (!(error instanceof StoppedError) || this.#deps.stopping.aborted) throw error;
    });
    opened.catch(() => undefined);
    return opened;
  }

  async #openUntilItIs(shard: Shard, opening: Opening): Promise<void> {
    const { log, stopping } = this.#deps;
    while (!stopping.aborted) {
      try {
        await this.#readGateway();
        return await this.#open(shard, opening);
      } catch (err) {
        if (err instanceof StoppedError) return;
        log.error({ err, shard: shard.id }, 'a shard could not connect; trying again in a minute');
      }
      await pause(AGAIN_MS, stopping);
      if (this.#ours.get(shard.id) !== shard) return;
    }
  }

  #open(shard: Shard, opening: Opening): Promise<void> {
    return this.#takeTurn(shard.id, async () => {
      if (this.#deps.stopping.aborted || this.#ours.get(shard.id) !== shard) return;
      const session = this.#deps.createSession(shard);
      this.#sessions.set(shard.id, session);
      try {
        await session.open(opening);
      } catch (error) {
        // Whoever tries again creates another one.
        await session.settle(SETTLE_MS);
        await session.close();
        throw error;
      }
      this.#deps.log.info({ shard: shard.id, shards: shard.count }, 'shard connected');
    });
  }

  /** At once, and not in its turn: from now on another process may get the same events. */
  #leave(id: number): void {
    this.#ours.delete(id);
    const session = this.#sessions.get(id);
    if (!session) return;
    this.#sessions.delete(id);
    const settled = session.settle(SETTLE_MS);
    this.#takeTurn(id, async () => {
      await settled;
      await session.close();
      this.#deps.log.info({ shard: id }, 'shard disconnected: another process has it');
    }).catch((err: unknown) => this.#deps.log.error({ err, shard: id }, 'a shard could not be closed'));
  }

  #takeTurn(id: number, work: () => Promise<void>): Promise<void> {
    const turn = (this.#turns.get(id) ?? Promise.resolve()).then(work);
    this.#turns.set(
      id,
      turn.catch(() => undefined),
    );
    return turn;
  }
}
