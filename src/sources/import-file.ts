import { type Imported, parseImportRecord } from './import-record.ts';
import { readRecords } from './read-records.ts';

/** The papers of a file that an operator imports, with the line each came from. */
export async function* readImportFile(path: string): AsyncIterable<{ line: number; parsed: Imported }> {
  for await (const { line, value } of readRecords(path)) {
    yield { line, parsed: value === undefined ? { reason: 'is not JSON' } : parseImportRecord(value) };
  }
}
