import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

/** Who writes to a terminal; each makes printable what it writes (src/core/text/printable.ts). */
const WRITERS = ['src/output.ts', 'src/log.ts', 'src/cli/base/progress.ts', 'adapters/terminal/screen.ts'];
const WRITES = /\bstd(?:out|err)\s*\.write\b|\boutput\.write\b|\bconsole\.\w+\(|\bpino\.destination\b/;

it('nothing is written to a terminal but by those that make it printable', () => {
  const files = ['src', 'adapters', 'commands', 'playground'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !/(?:build|screenshots)\.ts$/.test(file))
      .map((file) => `${folder}/${file}`),
  );
  const text = (file: string) => readFileSync(join(ROOT, file), 'utf8');
  expect(files.filter((file) => WRITES.test(text(file))).toSorted()).toEqual(WRITERS.toSorted());
  expect(WRITERS.filter((file) => !/from '[./\w]*core\/text\/printable\.ts'/.test(text(file)))).toEqual([]);
});
