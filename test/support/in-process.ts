import { createInProcessParsers } from '../../src/parsing/in-process-parsers.ts';

/** The parsers without a worker, for tests of who uses them. */
export const IN_PROCESS = createInProcessParsers().call;
