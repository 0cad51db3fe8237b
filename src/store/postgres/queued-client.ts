import type { Client, QueryResult, QueryResultRow } from 'pg';

/**
 * A connection on which each query waits for the one before it. `pg` queues them by itself and warns that its next major version
 * will not.
 */
export class QueuedClient {
  readonly #client: Client;
  #last: Promise<unknown> = Promise.resolve();

  constructor(client: Client) {
    this.#client = client;
  }

  query<R extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<QueryResult<R>> {
    const answer = this.#last.then(() => this.#client.query<R>(text, [...values]));
    // One that fails is the failure of whoever asked.
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  end(): Promise<void> {
    return this.#client.end();
  }
}
