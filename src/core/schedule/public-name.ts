import { InputError } from '../base/errors.ts';
import { problems } from './texts.ts';

/** What is typed for no public page. */
export const NOT_PUBLIC = 'no';

const MIN_LENGTH = 3;
const MAX_LENGTH = 40;
const NONE: ReadonlySet<string> = new Set([NOT_PUBLIC, 'off', 'none']);

/**
 * The name of a channel's public page, which people choose: an id of the platform would tell strangers where to look. `no` for
 * no page; throws an `InputError` for what can be no name.
 */
export function readPublicName(typed: string): string {
  const name = typed.trim().toLowerCase();
  if (NONE.has(name)) return NOT_PUBLIC;
  if (isPublicName(name)) return name;
  throw new InputError(
    problems.publicNameInvalid({ typed: typed.slice(0, MAX_LENGTH), least: MIN_LENGTH, most: MAX_LENGTH }),
  );
}

/** Whether a text can be the name of a public page. */
export function isPublicName(text: string): boolean {
  return (
    text.length >= MIN_LENGTH &&
    text.length <= MAX_LENGTH &&
    !text.startsWith('-') &&
    !text.endsWith('-') &&
    // Whoever types this wants a page, and has not said its name.
    text !== 'yes' &&
    [...text].every((char) => (char >= 'a' && char <= 'z') || (char >= '0' && char <= '9') || char === '-')
  );
}
