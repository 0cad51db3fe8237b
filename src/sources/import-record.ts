import { createHash } from 'node:crypto';
import { z } from 'zod';
import { isDay } from '../core/edition.ts';
import { parseInstant } from '../core/instant.ts';
import type { Paper, PaperId } from '../core/paper.ts';
import { parsePaperId } from '../core/paper-id.ts';
import { type Parsed, parseListItem } from './hugging-face-item.ts';

const words = z.string().transform((text) => text.replace(/\s+/g, ' ').trim());
const filled = words.refine((text) => text !== '');
const names = z.union([
  z.array(z.union([words, z.object({ name: words }).transform(({ name }) => name)])),
  words.transform((text) => text.split(/\s*(?:,| and )\s*/)),
]);

/** A year or a day may be written as a number, `20240131`. What is neither text nor number is no date, and is told. */
const dated = z
  .unknown()
  .transform((value) => {
    if (value === undefined || value === null) return undefined;
    return String(value).replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
  })
  .optional();

/** The names that files of papers use for the same things. */
const record = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  _id: z.union([z.string(), z.number()]).optional(),
  title: filled,
  abstract: words.optional().catch(undefined),
  summary: words.optional().catch(undefined),
  text: words.optional().catch(undefined),
  authors: names.optional().catch(undefined),
  date: dated,
  published: dated,
  publishedAt: dated,
  categories: z.array(words).optional().catch(undefined),
  keywords: z.array(words).optional().catch(undefined),
});

/**
 * One record of a file that an operator imports: `{ id, title, abstract, authors, date }` with the usual other names for
 * these, or an item in the API's own shape. An id that is not arXiv's becomes `local:ID`. Never throws.
 */
export function parseImportRecord(raw: unknown): Parsed {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return { reason: 'is no record of a paper' };
  if ('paper' in raw) return parseListItem(raw);
  const parsed = record.safeParse(raw);
  if (!parsed.success) {
    const isOnlyId = parsed.error.issues.every(({ path: [field] }) => field === 'id' || field === '_id');
    return { reason: isOnlyId ? 'has an id that is neither text nor a number' : 'has no title' };
  }
  const { title, abstract, summary, text, authors, categories, keywords } = parsed.data;
  const typed = String(parsed.data.id ?? parsed.data._id ?? '').trim();
  if (typed === '') return { reason: `has no id: "${title.slice(0, 40)}"` };
  const date = parsed.data.date ?? parsed.data.published ?? parsed.data.publishedAt;
  if (date !== undefined && !isDate(date))
    return { reason: `has a date that cannot be read: "${date.slice(0, 40)}"` };
  const paper: Paper = {
    id: idOf(typed),
    title,
    abstract: withoutTitle(abstract ?? summary ?? text ?? '', title),
    authors: (authors ?? []).filter((name) => name !== ''),
    ...(date === undefined ? {} : { publishedAt: new Date(parseInstant(date)).toISOString() }),
    ...(categories?.length ? { categories } : {}),
    ...(keywords?.length ? { keywords } : {}),
  };
  return { paper };
}

/** JavaScript takes 30 February for 2 March. */
function isDate(text: string): boolean {
  const [day = ''] = /^\d{4}-\d{2}-\d{2}/.exec(text) ?? [];
  return !Number.isNaN(parseInstant(text)) && (day === '' || isDay(day));
}

const LOCAL = /^local:/;
const LONGEST_ID = 80;
/** What can be typed back as it is: a full stop at the end would be taken for the sentence's. */
const TYPEABLE = new RegExp(`^[\\w.-]{0,${LONGEST_ID - 1}}[\\w-]$`);

function idOf(typed: string): PaperId {
  return (LOCAL.test(typed) ? undefined : parsePaperId(typed)) ?? localId(typed);
}

/** Letters, digits, `.`, `_` and `-` stay. Where anything had to go, a sum of the whole keeps ids apart. */
function localId(typed: string): PaperId {
  const name = typed.replace(LOCAL, '');
  if (TYPEABLE.test(name)) return `local:${name}`;
  const kept = name.replace(/[^\w.-]+/g, '-');
  const sum = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `local:${kept.slice(0, LONGEST_ID - sum.length - 1)}-${sum}`;
}

/** Some collections repeat the title at the head of the text. */
function withoutTitle(text: string, title: string): string {
  return text.startsWith(title) ? text.slice(title.length).trim() : text;
}
