import type { Context } from 'hono';
import { toPlainText } from '../../core/text/plain-text.ts';

export const MAX_QUERY_LENGTH = 300;

/** What was typed into a field of the address, in plain form and bounded. */
export function readQuery(c: Context, name: string): string {
  return (
    toPlainText(c.req.query(name) ?? '')
      .trim()
      .slice(0, MAX_QUERY_LENGTH)
      // The cut may have halved a character.
      .toWellFormed()
      .trim()
  );
}
