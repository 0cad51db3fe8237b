import { toPrintable } from '../../src/core/text/printable.ts';

/** Invisible and meaningless in a line of plain text. */
const INVISIBLE = /[\u200b-\u200d\u2060-\u2065\ufeff]/g;

/** One line of plain text that cannot control the terminal: control characters are escaped. */
export function plain(text: string): string {
  return toPrintable(text.replace(/\s+/g, ' ').replace(INVISIBLE, '')).trim();
}
