/** Asks a worker to end by itself. */
export const CLOSE = 'close';

/** What is asked of a worker: a method's name and its arguments; and its answer. */
export interface WorkerRequest {
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
}
export interface WorkerResponse {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
  /** Of a failure of the system: `EACCES`, `ENOSPC`. */
  readonly code?: string;
}
