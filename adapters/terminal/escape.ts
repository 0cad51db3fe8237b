import { stripVTControlCharacters } from 'node:util';

// Control characters move the cursor, ring the bell or set the window's title; bidirectional marks reorder what follows.
const UNSAFE = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** One line of plain text that can do nothing to the terminal that shows it. */
export function plain(text: string): string {
  return stripVTControlCharacters(text).replace(/\s+/g, ' ').replace(UNSAFE, '').trim();
}
