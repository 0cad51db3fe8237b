import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { listSources } from '../support/read-imports.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** Who writes to a terminal; each makes printable what it writes (src/core/text/printable.ts). */
const WRITERS = [
  'src/output.ts',
  'src/log.ts',
  'src/app/ask-yes-no.ts',
  'src/cli/base/progress.ts',
  'adapters/terminal/screen.ts',
];
/** Run by hand in this repository, with texts of ours alone. */
const TOOLS = ['playground/page/build.ts', 'playground/screenshots.ts'];
/** A question of readline is written as well, and so is its prompt. */
const WRITES =
  /\bstd(?:out|err)\s*\.write\b|\boutput\.write\b|\bconsole\.\w+\(|\bpino\.destination\b|\.question\(|\.setPrompt\(|\.pipe\(\s*(?:process\.)?std(?:out|err)\b/;
const READS_PRINTABLE = /from '[./\w]*core\/text\/printable\.ts'/;

const text = (file: string) => readFileSync(join(ROOT, file), 'utf8');

it('nothing is written to a terminal but by those that make it printable', () => {
  const files = listSources(ROOT, ['src', 'adapters', 'commands', 'languages', 'loopback', 'playground']);
  expect(TOOLS.filter((file) => !files.includes(file))).toEqual([]);
  const writing = files.filter((file) => !TOOLS.includes(file) && WRITES.test(text(file)));
  expect(writing.toSorted()).toEqual(WRITERS.toSorted());
  expect(WRITERS.filter((file) => !READS_PRINTABLE.test(text(file)))).toEqual([]);
});
