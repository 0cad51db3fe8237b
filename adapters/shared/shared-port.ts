import type { IncomingMessage, ServerResponse } from 'node:http';

export type Serve = (request: IncomingMessage, response: ServerResponse) => void;

/** The port of the web pages, for a platform whose requests come in at the same one. */
export interface SharedPort {
  readonly port: number;
  isListening(): boolean;
  /** From now on the requests for this very path go to `serve`, as they come in. */
  open(path: string, serve: Serve): void;
  close(path: string): void;
}
