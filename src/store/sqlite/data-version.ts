import { type Kysely, sql } from 'kysely';

/** What other connections have committed raises the one number, what this connection has changed the other. Both take microseconds. */
export async function readDataVersion<S>(db: Kysely<S>): Promise<string> {
  const { rows: others } = await sql<{ data_version: number }>`pragma data_version`.execute(db);
  const { rows: own } = await sql<{ changes: number }>`select total_changes() as changes`.execute(db);
  return `${others[0]?.data_version} ${own[0]?.changes}`;
}
