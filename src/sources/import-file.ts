import type { Imported } from './import-record.ts';
import { parseImportTexts } from './import-text.ts';
import { readRecords } from './read-records.ts';

/** The papers of a file that an operator imports, with the line each came from. */
export async function* readImportFile(path: string): AsyncIterable<{ line: number; parsed: Imported }> {
  for await (const { line, text } of readRecords(path)) {
    const [parsed] = text === undefined ? [{ reason: 'is too long' }] : parseImportTexts([text]);
    if (parsed) yield { line, parsed };
  }
}
