import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The style sheet of every page. */
export function readStyle(): string {
  return readFileSync(join(import.meta.dirname, 'style.css'), 'utf8');
}
