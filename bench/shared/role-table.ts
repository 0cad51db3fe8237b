import { Client } from 'pg';

/** The leases and connections of the bot's processes on one PostgreSQL database, as somebody beside them sees them. */
export class RoleTable {
  readonly #databaseUrl: string;

  constructor(databaseUrl: string) {
    this.#databaseUrl = databaseUrl;
  }

  /** Who has a role now, by the clock of the database. */
  async findHolder(role: string): Promise<string | undefined> {
    const rows = await this.#query(
      `select holder from role where name = $1 and until > extract(epoch from clock_timestamp()) * 1000`,
      [role],
    );
    return rows[0]?.holder;
  }

  /** How many shards of Discord's gateway each process has, in ascending order. */
  async countShards(): Promise<number[]> {
    const rows = await this.#query(
      `select holder from role where name ~ '^shard [0-9]+$' and until > extract(epoch from clock_timestamp()) * 1000`,
      [],
    );
    const counts = [...Map.groupBy(rows, ({ holder }) => holder).values()].map(({ length }) => length);
    return counts.toSorted((a, b) => a - b);
  }

  /** Ends every connection that the processes have. */
  async cutConnections(): Promise<void> {
    await this.#query(
      `select pg_terminate_backend(pid)::text as holder from pg_stat_activity
       where datname = current_database() and application_name = 'paperboy'`,
      [],
    );
  }

  async #query(text: string, values: readonly unknown[]): Promise<Array<{ holder: string }>> {
    const client = new Client({ connectionString: this.#databaseUrl, application_name: 'audit' });
    await client.connect();
    try {
      return (await client.query<{ holder: string }>(text, [...values])).rows;
    } finally {
      await client.end();
    }
  }
}
