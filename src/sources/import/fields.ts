import { PAPER_LIMITS } from '../../core/paper/paper-limits.ts';

/** Before white space is folded; what is left is held to `PAPER_LIMITS`. */
const MAX_TEXT_LENGTH = 2 * PAPER_LIMITS.abstract;
const MAX_TEXTS = PAPER_LIMITS.keywords;
const MAX_NAME_LENGTH = 40;

/** Reads the fields of one record, and knows which of them nobody read. */
export interface FieldReader {
  /** The first of these fields that `read` makes something of. */
  take<T>(names: readonly string[], read: (value: unknown) => T | undefined): T | undefined;
  /** The content of these fields, if there is any. */
  getAll(names: readonly string[]): readonly unknown[];
  /** Counts these fields as read. */
  use(names: readonly string[]): void;
  /** Fields that say something and were not read, in words that a terminal may show. */
  listUnread(): string[];
}

export function createFieldReader(record: object): FieldReader {
  const fields: Record<string, unknown> = { ...record };
  const used = new Set<string>();
  return {
    take(names, read) {
      for (const name of names) {
        if (isEmpty(fields[name])) continue;
        const value = read(fields[name]);
        if (value === undefined) continue;
        used.add(name);
        return value;
      }
      return undefined;
    },
    getAll: (names) => names.map((name) => fields[name]).filter((value) => !isEmpty(value)),
    use(names) {
      for (const name of names) used.add(name);
    },
    listUnread: () =>
      Object.keys(fields)
        .filter((name) => !used.has(name) && !isEmpty(fields[name]))
        .map((name) => name.slice(0, MAX_NAME_LENGTH).replace(/\p{C}/gu, '?')),
  };
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  return Array.isArray(value) && value.length === 0;
}

/** A text with white space folded; `undefined` for anything else. */
export function readText(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.slice(0, MAX_TEXT_LENGTH).replace(/\s+/g, ' ').trim();
  return text === '' ? undefined : text;
}

/** A list of texts, or of Zotero's `{ tag }`, or one text with several. */
export function readTexts(value: unknown, between: RegExp): string[] | undefined {
  const items = typeof value === 'string' ? value.slice(0, MAX_TEXT_LENGTH).trim().split(between) : value;
  if (!Array.isArray(items)) return undefined;
  const texts = items.slice(0, MAX_TEXTS).flatMap((item: unknown) => {
    const tag: unknown = typeof item === 'object' && item !== null && 'tag' in item ? item.tag : item;
    return readText(tag) ?? [];
  });
  return texts.length > 0 ? texts : undefined;
}
