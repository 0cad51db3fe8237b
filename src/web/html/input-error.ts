import type { InputError } from '../../core/base/errors.ts';
import { plainText, sentences } from '../../core/base/text.ts';
import { oneLine } from '../../core/message/safe-text.ts';

/** What is wrong with what somebody typed, and what to do about it. */
export function describeInputError({ message, fix }: InputError): string {
  return oneLine(plainText(sentences(message, fix)), 600);
}
