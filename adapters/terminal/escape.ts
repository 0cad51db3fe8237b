import { printable } from '../../src/core/text/printable.ts';

/** They show nothing and mean nothing in a line of plain text. */
const INVISIBLE = /[\u200b-\u200d\u2060-\u2065\ufeff]/g;

/** One line of plain text that can do nothing to the terminal that shows it: what could is written out. */
export function plain(text: string): string {
  return printable(text.replace(/\s+/g, ' ').replace(INVISIBLE, '')).trim();
}
