import type { Remote } from '../core/async/remote.ts';
import type { PARSE_TASKS } from './parse-tasks.ts';

export type ParserCalls = Remote<typeof PARSE_TASKS>;

/** Everything that reads texts of strangers. */
export interface Parsers {
  readonly call: ParserCalls;
  /** Calls that still wait are rejected, as the process is stopping. */
  close(): Promise<void>;
}
