import type { Span, Text } from '../core/base/text.ts';
import { hasFields } from './json.ts';

/** A text as it is stored: plain, or its spans as JSON. */
export function writeText(text: Text): string {
  return typeof text === 'string' ? text : JSON.stringify(text);
}

/** The same back. What only looks like spans is a plain text. */
export function readText(stored: string): Text {
  if (!stored.startsWith('[{"')) return stored;
  try {
    const value: unknown = JSON.parse(stored);
    return Array.isArray(value) && value.every(isSpan) ? value : stored;
  } catch (error) {
    if (error instanceof SyntaxError) return stored;
    throw error;
  }
}

function isSpan(value: unknown): value is Span {
  return hasFields(value, { text: 'string' });
}
