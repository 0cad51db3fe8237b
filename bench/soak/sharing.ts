import type { PostgresServer } from '../../test/support/postgres-server.ts';

/** Several processes on one PostgreSQL database. */
export interface Sharing {
  readonly server: Pick<PostgresServer, 'url' | 'kill' | 'restart'>;
  readonly database: string;
  readonly processes: number;
}
