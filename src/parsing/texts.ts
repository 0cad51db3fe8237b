import { createProblems } from '../core/base/catalog.ts';

/** Why a document could not be read. The sentences go on behind the name of a source, so they begin small. */
export const problems = createProblems({
  parseBusy: { what: 'too many documents are waiting to be read' },
  parseTimeout: { what: 'a document could not be read within {seconds} s' },
  parseMemory: { what: 'reading a document takes too much memory' },
  parseFailed: { what: 'a document could not be read' },
  sourceStopped: { what: 'The process is stopping.' },
});
