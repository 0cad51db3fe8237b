import { createHash } from 'node:crypto';
import type { Paper, PaperId } from '../../core/paper/paper.ts';
import { parsePaperId } from '../../core/paper/paper-id.ts';
import { boundPaper, PAPER_LIMITS } from '../../core/paper/paper-limits.ts';
import type { Unusable } from '../../core/paper/paper-source.ts';
import { parseListItem } from '../hugging-face/item.ts';
import { saysWithdrawn } from '../shared/withdrawal.ts';
import { parseAuthors } from './authors.ts';
import { parseImportDate } from './date.ts';
import { createFieldReader, type FieldReader, readText, readTexts } from './fields.ts';

/** A paper, with the fields of its record that are not in it; or the reason why it is not a paper. */
export type Imported = { readonly paper: Paper; readonly dropped: readonly string[] } | Unusable;

/** Where files of papers have the id, and what may hold arXiv's. */
const IDS = ['id', '_id', 'arxiv_id', 'arxivId', 'arxiv', 'paper_id', 'paperId', 'key'];
const ADDRESSES = ['DOI', 'doi', 'URL', 'url', 'abs', 'pdf', 'link', 'number'];

/**
 * One record of a file that an operator imports: `{ id, title, abstract, authors, date }` with the other names that
 * Kaggle's arXiv set, CSL-JSON, Zotero and daily crawlers have for these, or an item in the API's own shape. An id that is
 * not arXiv's becomes `local:ID`. Never throws.
 */
export function parseImportRecord(raw: unknown): Imported {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return { reason: { code: 'no-record', values: {} } };
  if ('paper' in raw) {
    const parsed = parseListItem(raw);
    return 'paper' in parsed ? { ...parsed, dropped: [] } : parsed;
  }
  const fields = createFieldReader(raw);
  const title = fields.take(['title'], (value) => readText(Array.isArray(value) ? value[0] : value));
  if (title === undefined) return { reason: { code: 'no-title', values: {} } };
  if (fields.getAll(IDS.slice(0, 2)).some((value) => typeof value !== 'string' && typeof value !== 'number'))
    return { reason: { code: 'odd-id', values: {} } };
  const id = readId(fields);
  if (id === undefined) return { reason: { code: 'no-id', values: { title: title.slice(0, 40) } } };
  if (typeof id === 'object') return id;
  const date = readDate(fields);
  if (typeof date === 'object') return date;
  const comment = [...fields.getAll(['comments', 'comment'])].map((value) => readText(value) ?? '').join(' ');
  const given = fields.take(['abstract', 'summary', 'abstractNote', 'text'], readText) ?? '';
  const paper: Paper = {
    ...{ id, title, abstract: withoutTitle(given, title) },
    authors: readAuthors(fields),
    ...(date === undefined ? {} : { publishedAt: date }),
    ...readMore(fields),
    ...(saysWithdrawn(given, comment) && date !== undefined ? { withdrawnAt: date } : {}),
  };
  return { paper: boundPaper(paper), dropped: fields.listUnread() };
}

/** arXiv's id wherever it is in the record, else the record's own. */
function readId(fields: FieldReader): PaperId | undefined | Unusable {
  const typed = fields.getAll(IDS).flatMap((value) => {
    const isId = typeof value === 'string' || typeof value === 'number';
    return isId ? [String(value).trim()] : [];
  });
  const addresses = fields
    .getAll(ADDRESSES)
    .flatMap((value) => (typeof value === 'string' ? [value.trim()] : []));
  fields.use(IDS);
  const own = typed.find((one) => one !== '') ?? addresses[0];
  if (own === undefined || own === '') return undefined;
  if (own.length > MAX_TYPED_ID_LENGTH)
    return { reason: { code: 'long-id', values: { length: own.length } } };
  const arxivId = own.startsWith('local:')
    ? undefined
    : [...typed, ...addresses].map(parseShortId).find((id) => id !== undefined && !id.startsWith('local:'));
  // What names the same paper once more is not lost.
  fields.use(ADDRESSES.filter((name) => isSamePaper(fields.getAll([name])[0], arxivId)));
  return arxivId ?? createLocalId(own);
}

function isSamePaper(value: unknown, id: PaperId | undefined): boolean {
  return typeof value === 'string' && id !== undefined && parseShortId(value) === id;
}

function parseShortId(typed: string): PaperId | undefined {
  return typed.length > MAX_TYPED_ID_LENGTH ? undefined : parsePaperId(typed);
}

const DATES = [
  'date',
  'published',
  'publishedAt',
  'issued',
  'versions',
  'published_date',
  'update_date',
  'year',
];

/** A date that is there and cannot be read costs the record: it would be shown under a wrong one, or under none. */
function readDate(fields: FieldReader): string | undefined | Unusable {
  const date = fields.take(DATES, parseImportDate);
  const unread = fields.getAll(['date', 'published', 'publishedAt'])[0];
  if (date !== undefined || unread === undefined) return date;
  // An object may have a `toString` of its own that is no function.
  const isText = typeof unread === 'string' || typeof unread === 'number';
  return { reason: { code: 'odd-date', values: isText ? { date: String(unread).slice(0, 40) } : {} } };
}

/** Kaggle has them twice, once with the family name apart. */
function readAuthors(fields: FieldReader): readonly string[] {
  const apart = fields.take(['authors_parsed'], parseAuthors);
  if (apart) fields.use(['authors']);
  return apart ?? fields.take(['authors', 'author', 'creators'], parseAuthors) ?? [];
}

/** What else a paper may have; our own export names it so. */
function readMore(fields: FieldReader): Partial<Paper> {
  const count = (value: unknown): number | undefined =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  const more = {
    doi: fields.take(['doi', 'DOI'], readDoi),
    categories: fields.take(['categories'], readCategories),
    keywords: fields.take(['keywords', 'keyword', 'tags'], (value) => readTexts(value, /[,;]/)),
    organization: fields.take(['organization'], readText),
    upvotes: fields.take(['upvotes'], count),
    comments: fields.take(['comments'], count),
    stars: fields.take(['stars'], count),
    pageUrl: fields.take(['pageUrl'], readText),
    codeUrl: fields.take(['codeUrl'], readText),
    projectUrl: fields.take(['projectUrl'], readText),
    thumbnailUrl: fields.take(['thumbnailUrl'], readText),
    aiSummary: fields.take(['aiSummary'], readText),
    aiSummaryModel: fields.take(['aiSummaryModel'], readText),
    listedAt: fields.take(['listedAt'], parseImportDate),
    withdrawnAt: fields.take(['withdrawnAt'], parseImportDate),
  };
  return Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined));
}

/** arXiv's own DOI is the id once more. */
function readDoi(value: unknown): string | undefined {
  const doi = readText(value)?.replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)/i, '');
  return doi?.startsWith('10.') && !/^10\.48550\//.test(doi) ? doi : undefined;
}

const MAX_CATEGORIES_LENGTH = PAPER_LIMITS.categories * PAPER_LIMITS.category;

/** Kaggle's are one text with spaces. */
function readCategories(value: unknown): readonly string[] | undefined {
  const text = typeof value === 'string' ? value.trim().slice(0, MAX_CATEGORIES_LENGTH) : undefined;
  const areArxivs = text !== undefined && /^[a-z][\w.-]*(?: [a-z][\w.-]*)*$/.test(text);
  return readTexts(text ?? value, areArxivs ? /\s+/ : /[,;]/);
}

const LOCAL = /^local:/;
const MAX_ID_LENGTH = 80;
/** Addresses with a query are ids in some collections. */
const MAX_TYPED_ID_LENGTH = 2_000;
/** What can be typed back as it is: a full stop at the end would be taken for the sentence's. */
const TYPEABLE = /^[\w.-]*[\w-]$/;

/** Letters, digits, `.`, `_` and `-` stay. Where anything had to go, a sum of the whole keeps ids apart. */
function createLocalId(typed: string): PaperId {
  const name = typed.replace(LOCAL, '');
  if (name.length <= MAX_ID_LENGTH && TYPEABLE.test(name)) return `local:${name}`;
  const safe = name.replace(/[^\w.-]+/g, '-');
  const sum = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `local:${safe.slice(0, MAX_ID_LENGTH - sum.length - 1)}-${sum}`;
}

/**
 * Some collections repeat the title at the head of the text, as a sentence of its own. An abstract that only begins with
 * the same word keeps it: `TextArena is a collection of games`.
 */
function withoutTitle(text: string, title: string): string {
  if (!text.startsWith(title)) return text;
  const rest = text.slice(title.length);
  const isOwnSentence = /^\s*[.:;!?]\s/.test(rest) || /^\s+[-–—]\s/.test(rest);
  const isRepeated = title.split(' ').length >= MANY_WORDS && /^ \p{Lu}/u.test(rest);
  return rest !== '' && !isOwnSentence && !isRepeated ? text : rest.replace(/^[\s.:;!?–—-]+/, '');
}

/** This many words are no accidental beginning of a sentence, where another one begins behind them. */
const MANY_WORDS = 4;
