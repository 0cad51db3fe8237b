import type { Barred } from '../../core/summary/summary.ts';
import { isAppeal } from './appeals.ts';
import { findContact } from './contacts.ts';
import { isInstruction } from './instructions.ts';
import { listReadings } from './undisguise.ts';

export function findBarred(sentence: string): Barred | undefined {
  if (isInstruction(sentence)) return 'instruction';
  const readings = listReadings(sentence);
  if (findContact(readings) !== undefined) return 'contact';
  return isAppeal(readings) ? 'appeal' : undefined;
}

/** The same for adjacent sentences: an address may begin in one and end in the next. */
export function findBarredTogether(sentences: readonly string[]): Barred | undefined {
  if (sentences.length < 2) return undefined;
  return findContact(listReadings(sentences.join(' '))) === undefined ? undefined : 'contact';
}
