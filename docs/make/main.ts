import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { picture } from './demo-picture.ts';
import { fillSections } from './tables.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const README = join(ROOT, 'README.md');
const COLUMNS = 80;

/** What a visitor types in the picture. */
const TYPED = ['+1 3', 'search "diffusion language"'];

writeFileSync(README, fillSections(readFileSync(README, 'utf8')));

const output = execFileSync(process.execPath, ['src/main.ts', 'demo'], {
  cwd: ROOT,
  encoding: 'utf8',
  input: TYPED.map((line) => `${line}\n`).join(''),
  env: { ...process.env, FORCE_COLOR: '1', TZ: 'UTC' },
});
writeFileSync(join(ROOT, 'docs/demo.svg'), picture(shortened(output), COLUMNS));

/** The overview, the first card, and what comes of the typed lines. */
function shortened(text: string): string {
  const lines = text.split('\n');
  const second = lines.findIndex((line, i) => i > 15 && line.includes(' 2.'));
  const hint = lines.findIndex((line) => line.includes('Vote with'));
  const end = lines.findIndex((line, i) => i > hint && line.includes('Search:'));
  return [
    ...lines.slice(0, second),
    '    …',
    '',
    ...lines.slice(hint, hint + 2),
    '',
    ...TYPED.slice(0, 1).map((line) => `papers> ${line}`),
    ...lines.slice(hint + 2, end),
    `papers> ${TYPED[1]}`,
    ...lines.slice(end, end + 12),
  ].join('\n');
}
