import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { wordUnusable } from '../../../src/core/reason/word-unusable.ts';
import { readImportFile } from '../../../src/sources/import/file.ts';
import { IN_PROCESS } from '../../support/in-process.ts';

/** A folder for each test of the file that calls this, and what is read of a file in it: each line with an id or a reason. */
export function importFolder() {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'paperboy-import-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return {
    folder: () => folder,
    path: (name: string) => join(folder, name),
    async read(name: string, bytes: string | Uint8Array) {
      writeFileSync(join(folder, name), bytes);
      const found: Array<[number, string]> = [];
      for await (const { line, parsed } of readImportFile(join(folder, name), IN_PROCESS.parseImportTexts))
        found.push([line, 'paper' in parsed ? parsed.paper.id : wordUnusable(parsed.reason)]);
      return found;
    },
  };
}
