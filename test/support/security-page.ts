import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGE = join(import.meta.dirname, '../../docs/security.md');

export interface Figures {
  /** How many were tried, as the page writes it: `4,151`. */
  readonly tried: string;
  readonly outcome: string;
}

/** What docs/security.md says in the row of a table of three columns that begins with these words. */
export function readFigures(beginning: string): Figures {
  const rows = readFileSync(PAGE, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith(`| ${beginning}`));
  const [, , tried = '', outcome = ''] = rows[0]?.split('|').map((cell) => cell.trim()) ?? [];
  if (rows.length !== 1 || tried === '') throw new Error(`docs/security.md has no one row "${beginning}"`);
  return { tried, outcome };
}
