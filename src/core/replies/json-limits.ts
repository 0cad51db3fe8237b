import type { Coded } from '../base/coded.ts';
import { texts } from './texts.ts';

export interface JsonLimits {
  /** Nesting depth of lists and objects. */
  readonly maxDepth: number;
  /** Numbers, texts, lists and objects in total: an empty list takes two bytes in a text and many more in memory. */
  readonly maxValues: number;
}

/** Which limit a JSON text exceeds. */
export type JsonExcess = Coded<'too-deep' | 'too-many-values', { readonly most: number }>;

/** The same in words that follow "is". */
export function wordJsonExcess({ code, values }: JsonExcess): string {
  return code === 'too-deep' ? texts.tooDeep(values) : texts.tooManyValues(values);
}

/** Far above what any endpoint sends: the list of a busy day has 25,000 values, nested eight deep. */
export const JSON_LIMITS: JsonLimits = { maxDepth: 64, maxValues: 500_000 };

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [LIST, LIST_END, OBJECT, OBJECT_END] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Which limit a JSON text exceeds. In one pass and without parsing: parsing would already use the memory. Invalid JSON may
 * pass; the parser rejects that.
 */
export function findJsonExcess(text: string, { maxDepth, maxValues }: JsonLimits): JsonExcess | undefined {
  const tooManyValues: JsonExcess = { code: 'too-many-values', values: { most: maxValues } };
  let depth = 0;
  let values = 1;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === QUOTE) {
      at = findEndOfString(text, at);
    } else if (character === LIST || character === OBJECT) {
      depth += 1;
      values += 1;
      if (depth > maxDepth) return { code: 'too-deep', values: { most: maxDepth } };
    } else if (character === LIST_END || character === OBJECT_END) {
      depth -= 1;
    } else if (character === COMMA) {
      values += 1;
      if (values > maxValues) return tooManyValues;
    }
  }
  return values > maxValues ? tooManyValues : undefined;
}

/** Where the string that begins at `start` ends. */
function findEndOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === BACKSLASH) at += 1;
    else if (character === QUOTE) return at;
  }
  return text.length;
}
