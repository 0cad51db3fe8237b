import { createOutput } from '../output.ts';

/** Prints why the code could not be loaded. Nothing else is imported here, since that may be what is broken. */
export function printFailedLoad(error: unknown): void {
  const { printError } = createOutput(process);
  printError(error instanceof Error ? (error.stack ?? error.message) : String(error));
}
