import { pause } from '../../core/async/pause.ts';
import { createLocalShards, type Shard, type Shards } from '../../core/store/shards.ts';
import { LEASE_MS, type Leases, NOW } from './leases.ts';
import type { QueuedClient } from './queued-client.ts';

/** So long a process that came or went may change its mind before shards move because of it: each move costs a login. */
const SETTLED_MS = 5000;
/** A database that does not answer must not keep a process from its other work. */
const JOIN_MS = 5000;
/** The number of shards is agreed on for longer than any shard can be held by a process that does not answer. */
const COUNT_MS = 2 * LEASE_MS;

const sql = String.raw;
const MEMBER = 'shards of ';
const SHARD = 'shard ';
const LOGIN = 'login ';

/** Takes part, and proposes a number of shards: it applies where no process that lives agreed on another one. */
const AGREE = sql`
  with member as (
    insert into role (name, holder, until) values ('${MEMBER}' || $1, $1, ${NOW} + ${LEASE_MS})
    on conflict (name) do update set until = excluded.until)
  insert into role (name, holder, until) values ('shards', $2, ${NOW} + ${COUNT_MS})
  on conflict (name) do update set until = excluded.until,
    holder = case when role.until <= ${NOW} then excluded.holder else role.holder end
  returning holder as count`;

const LOOK = sql`
  select name, holder from role
  where (starts_with(name, '${MEMBER}') or starts_with(name, '${SHARD}')) and until > ${NOW} order by name`;

const REMOVE_DEAD = sql`delete from role where starts_with(name, '${MEMBER}') and until <= ${NOW}`;

/** Once nobody takes part, whoever comes next says how many shards there are. */
const FORGET_COUNT = sql`
  delete from role where name = 'shards' and not exists (
    select 1 from role where starts_with(name, '${MEMBER}') and until > ${NOW} and holder <> $1)`;

/** It belongs to nobody: a process that ends must not let another one log in sooner. */
const RESERVE_LOGIN = sql`
  insert into role (name, holder, until) values ('${LOGIN}' || $1::text, '', ${NOW} + $2::bigint)
  on conflict (name) do update set until = excluded.until where role.until <= ${NOW}
  returning name`;
const WAIT_FOR_LOGIN = sql`select until - ${NOW} as wait from role where name = '${LOGIN}' || $1::text`;

/**
 * The shards of one process of several: each is a lease. Every process knows from the table how many take part and which of them it
 * is, and so how many shards are its own; it takes so many of those that are free, and gives back what is too much.
 */
export class ShardLeases implements Shards {
  readonly #holder: string;
  readonly #leases: Leases;
  readonly #local = createLocalShards();
  readonly #joined = Promise.withResolvers<void>();
  readonly #getClient: () => QueuedClient | undefined;
  #isServing = false;
  #wanted: number | undefined;
  #count = 0;
  #unevenSince: number | undefined;

  /** `leases` are all of the process, also those on roles. */
  constructor(holder: string, leases: Leases, getClient: () => QueuedClient | undefined) {
    this.#holder = holder;
    this.#leases = leases;
    this.#getClient = getClient;
  }

  /** From now on shards are shared with the other processes. */
  begin(): void {
    this.#isServing = true;
  }

  async join(wanted: number): Promise<void> {
    // A process that does not serve has whatever it asks for, as it has every role.
    if (!this.#isServing) return this.#local.join(wanted);
    this.#wanted = wanted;
    const answered = new AbortController();
    await Promise.race([this.#joined.promise, pause(JOIN_MS, answered.signal)]);
    answered.abort();
  }

  observe(changed: (shard: Shard, isOurs: boolean) => void): void {
    this.#local.observe(changed);
    this.#leases.observe((name, isOurs) => {
      if (name.startsWith(SHARD)) changed({ id: toId(name), count: this.#count }, isOurs);
    });
  }

  async reserveLogin(key: number, spacingMs: number): Promise<number> {
    if (!this.#isServing) return this.#local.reserveLogin(key, spacingMs);
    const client = this.#getClient();
    if (!client) return spacingMs;
    const { rowCount } = await client.query(RESERVE_LOGIN, [key, Math.ceil(spacingMs)]);
    if (rowCount === 1) return 0;
    const { rows } = await client.query<{ wait: string }>(WAIT_FOR_LOGIN, [key]);
    return Math.max(1, Number(rows[0]?.wait ?? 1));
  }

  /** Renews what is ours, takes what is missing, and gives back what is too much. */
  async renew(client: QueuedClient): Promise<void> {
    if (this.#wanted === undefined) return;
    await this.#updateCount(client, this.#wanted);
    const { rows } = await client.query<{ name: string; holder: string }>(LOOK);
    const members = rows.flatMap(({ name, holder }) => (name.startsWith(MEMBER) ? [holder] : []));
    const taken = new Set(rows.map(({ name }) => name));
    const share = computeShare(this.#count, members, this.#holder);
    const held = this.#listHeld();
    const free = listNames(this.#count).filter((name) => !taken.has(name) && !held.includes(name));
    const wanted = [...held, ...free.slice(0, Math.max(0, share - held.length))];
    await this.#leases.renew(client, wanted);
    if (this.#isUneven(held.length > share)) await this.#leases.release(client, held.slice(share));
    await client.query(REMOVE_DEAD);
    this.#joined.resolve();
  }

  /** What is ours by now is given back with all else that this process has. */
  async leave(client: QueuedClient): Promise<void> {
    if (this.#wanted !== undefined) await client.query(FORGET_COUNT, [this.#holder]);
  }

  /** Where the others have agreed on another number while this process did not answer, all of its shards are others by now. */
  async #updateCount(client: QueuedClient, wanted: number): Promise<void> {
    const { rows } = await client.query<{ count: string }>(AGREE, [this.#holder, String(wanted)]);
    const count = Number(rows[0]?.count ?? wanted);
    if (count !== this.#count) await this.#leases.release(client, this.#listHeld());
    this.#count = count;
  }

  #listHeld(): string[] {
    return this.#leases
      .list()
      .filter((name) => name.startsWith(SHARD))
      .toSorted((a, b) => toId(a) - toId(b));
  }

  /** Whether too many shards have been ours for so long that it is time to give some back. */
  #isUneven(isNow: boolean): boolean {
    if (!isNow) this.#unevenSince = undefined;
    else this.#unevenSince ??= performance.now();
    return this.#unevenSince !== undefined && performance.now() - this.#unevenSince >= SETTLED_MS;
  }
}

/** As evenly as can be: what is left over belongs to the first ones, in the order of their ids. */
function computeShare(count: number, members: readonly string[], member: string): number {
  const all = new Set([...members, member]);
  const rank = [...all].toSorted().indexOf(member);
  return Math.floor(count / all.size) + (rank < count % all.size ? 1 : 0);
}

function listNames(count: number): string[] {
  return Array.from({ length: count }, (_, id) => `${SHARD}${id}`);
}

function toId(name: string): number {
  return Number(name.slice(SHARD.length));
}
