import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { picture } from './demo-picture.ts';
import { envExample, fillSections } from './tables.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const README = join(ROOT, 'README.md');
const COLUMNS = 80;

/** What a visitor types in the picture. */
const TYPED = ['+1 3', 'search "diffusion language"'];
/** The first search of all waits for the index to be built, which is over before anybody could type one. */
const BEFORE = 'search language';

writeFileSync(README, fillSections(readFileSync(README, 'utf8')));
writeFileSync(join(ROOT, '.env.example'), envExample());

const output = execFileSync(process.execPath, ['src/main.ts', 'demo'], {
  cwd: ROOT,
  encoding: 'utf8',
  input: [BEFORE, ...TYPED].map((line) => `${line}\n`).join(''),
  env: { ...process.env, FORCE_COLOR: '1', TZ: 'UTC' },
});
writeFileSync(join(ROOT, 'docs/demo.svg'), picture(shortened(output), COLUMNS));

/** The overview, the first card, and what comes of the typed lines. */
function shortened(text: string): string {
  const lines = text.split('\n');
  const hint = lines.findIndex((line) => line.includes('Vote with'));
  // The overview has one such line, too.
  const second = lines.slice(0, hint).findLastIndex((line) => /^ 2\. /.test(stripVTControlCharacters(line)));
  const found = lines.findLastIndex((line) => line.includes('Search:'));
  return [
    ...lines.slice(0, second),
    '    …',
    '',
    ...lines.slice(hint, hint + 2),
    '',
    ...TYPED.slice(0, 1).map((line) => `papers> ${line}`),
    ...lines.filter(isTally),
    `papers> ${TYPED[1]}`,
    // A tally is shown when it is counted, here after all answers.
    ...lines.slice(found).filter((line) => !isTally(line)),
  ].join('\n');
}

function isTally(line: string): boolean {
  return line.includes('— 👍');
}
