import type { InputError } from '../../core/base/errors.ts';
import { flattenText, joinSentences } from '../../core/base/text.ts';
import { toOneLine } from '../../core/message/safe-text.ts';

/** What is wrong with what somebody typed, and what to do about it. */
export function describeInputError({ message, fix }: InputError): string {
  return toOneLine(flattenText(joinSentences(message, fix)), 600);
}
