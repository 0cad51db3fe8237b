import type { QueuedClient } from './queued-client.ts';

/**
 * So long a name belongs to the process that last took or renewed it, by the clock of the database. A busy machine may keep a process
 * waiting for seconds: with less it would lose its roles, and its connection to Discord with them.
 */
export const LEASE_MS = 10_000;
/** This process believes so for less: what it has begun ends before another one can have the name. */
const MARGIN_MS = 1000;
const LOOK_MS = 200;

const sql = String.raw;
export const NOW = sql`(extract(epoch from clock_timestamp()) * 1000)::bigint`;

/** In one order, so that two processes never wait for each other. */
const RENEW = sql`
  insert into role (name, holder, until)
  select wanted.name, $1, ${NOW} + ${LEASE_MS} from unnest($2::text[]) as wanted(name) order by wanted.name
  on conflict (name) do update set holder = excluded.holder, until = excluded.until
  where role.holder = excluded.holder or role.until <= ${NOW}
  returning name`;

const RELEASE = sql`delete from role where holder = $1 and name = any($2)`;

/** The leases of one process on names: rows with an end, which the process puts off again and again. */
export class Leases {
  readonly #holder: string;
  readonly #until = new Map<string, number>();
  readonly #watchers = new Set<(name: string, isOurs: boolean) => void>();
  /** What was last reported to those who watch. */
  readonly #reported = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(holder: string) {
    this.#holder = holder;
  }

  has(name: string): boolean {
    return (this.#until.get(name) ?? 0) > performance.now();
  }

  list(): string[] {
    return [...this.#until.keys()].filter((name) => this.has(name));
  }

  observe(changed: (name: string, isOurs: boolean) => void): void {
    this.#watchers.add(changed);
  }

  /** What this process has by now is known to those who watch. */
  startWatching(): void {
    for (const name of this.list()) this.#reported.add(name);
    this.#timer = setInterval(() => this.#reportChanges(), LOOK_MS);
    this.#timer.unref();
  }

  stopWatching(): void {
    clearInterval(this.#timer);
    this.#until.clear();
  }

  /** Renews what this process has of these names, and takes what is free. */
  async renew(client: QueuedClient, names: readonly string[]): Promise<void> {
    // From before the request: the database counts from a later moment.
    const from = performance.now();
    const { rows } = await client.query<{ name: string }>(RENEW, [this.#holder, names]);
    const ours = new Set(rows.map(({ name }) => name));
    for (const name of names)
      if (ours.has(name)) this.#until.set(name, from + LEASE_MS - MARGIN_MS);
      else this.#until.delete(name);
    if (this.#timer) this.#reportChanges();
  }

  /** Lets others have these names, once those who watch have ended what they do with them. */
  async release(client: QueuedClient, names: readonly string[]): Promise<void> {
    if (names.length === 0) return;
    for (const name of names) this.#until.delete(name);
    this.#reportChanges();
    await client.query(RELEASE, [this.#holder, names]);
  }

  #reportChanges(): void {
    for (const name of new Set([...this.#reported, ...this.#until.keys()])) {
      const isOurs = this.has(name);
      if (isOurs === this.#reported.has(name)) continue;
      if (isOurs) this.#reported.add(name);
      else this.#reported.delete(name);
      for (const changed of this.#watchers) changed(name, isOurs);
    }
  }
}
