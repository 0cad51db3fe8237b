import { SourceError } from '../../core/base/errors.ts';
import { parseInstant } from '../../core/paper/instant.ts';
import { parsePaperId } from '../../core/paper/paper-id.ts';
import { boundPaper, PAPER_LIMITS } from '../../core/paper/paper-limits.ts';
import type { PaperBatch } from '../../core/paper/paper-source.ts';
import type { Parsed } from '../hugging-face/item.ts';
import { listOfPapers, MAX_ITEMS, parseList } from '../hugging-face/parse-list.ts';
import { type MarkupReader, readMarkup } from '../shared/read-markup.ts';
import { problems, shapes } from '../shared/texts.ts';
import { saysWithdrawn } from '../shared/withdrawal.ts';
import { NAME } from './name.ts';

const MAX_DATE_LENGTH = 60;
/** For a withdrawn paper with an entry without a date: that it is withdrawn must be known anyway. */
const UNKNOWN_DATE = '1970-01-01T00:00:00Z';

/** A feed has four levels: feed, entry, author, name. */
const MAX_DEPTH = 64;
const MAX_TEXT_LENGTH = 100_000;
const MAX_AUTHORS = 5_000;
const MAX_CATEGORIES = 100;

/** An entry as it is in the feed. */
interface Entry {
  /** The text of each field, by the name of its element; of several the first. */
  readonly texts: Map<string, string>;
  readonly authors: string[];
  readonly categories: string[];
}

/** Papers out of an Atom feed. Throws a `SourceError` for arXiv's error entry and for what is no feed. */
export function parseAtom(xml: string): PaperBatch {
  const feed = { isFeed: false, entries: [] as Entry[] };
  readMarkup(xml, createEntryReader(feed), { isXml: true, source: NAME, deepest: MAX_DEPTH });
  const { isFeed, entries } = feed;
  if (!isFeed) throw new SourceError(shapes.noFeed({ source: NAME }));
  const [first] = entries;
  if (entries.length === 1 && first && (first.texts.get('id') ?? '').includes('/api/errors')) {
    throw new SourceError(
      problems.sourceBadRequest({ source: NAME, said: first.texts.get('summary') ?? '' }),
    );
  }
  return parseList(listOfPapers(entries, NAME), NAME, (entry) => parseEntry(entry as Entry));
}

/** Collects the entries of a feed while it is parsed: the fields are the direct children of an entry. */
function createEntryReader(feed: { isFeed: boolean; readonly entries: Entry[] }): MarkupReader {
  let entry: Entry | undefined;
  let field = '';
  let texts: string[] = [];
  let room = 0;
  return {
    open(name, attributes, depth) {
      if (depth === 0) feed.isFeed = name === 'feed';
      if (!feed.isFeed) return 'stop';
      if (depth === 1) {
        if (name === 'entry' && feed.entries.length > MAX_ITEMS) return 'stop';
        entry = name === 'entry' ? { texts: new Map(), authors: [], categories: [] } : undefined;
        if (entry) feed.entries.push(entry);
      }
      if (!entry) return undefined;
      if (depth === 2) field = name;
      if (depth === 2 || (depth === 3 && field === 'author' && name === 'name')) {
        texts = [];
        room = MAX_TEXT_LENGTH;
      }
      if (depth === 2) takeCategory(entry, name, attributes.term);
      return undefined;
    },
    text(text) {
      if (!entry || room === 0) return;
      texts.push(text.slice(0, room));
      room -= Math.min(room, text.length);
    },
    close(name, depth) {
      if (depth === 3 && field === 'author' && name === 'name' && entry) {
        const author = fold(texts.join(''));
        if (author !== '' && entry.authors.length < MAX_AUTHORS) entry.authors.push(author);
      }
      if (depth === 2 && entry && !entry.texts.has(field)) entry.texts.set(field, fold(texts.join('')));
      if (depth <= 2) room = 0;
      if (depth === 1) entry = undefined;
    },
  };
}

/** The primary category comes first, wherever it is in the entry. */
function takeCategory({ categories }: Entry, name: string, term = ''): void {
  if (name !== 'category' && name !== 'arxiv:primary_category') return;
  const isKnown = categories.includes(term);
  if (term.length > PAPER_LIMITS.category || categories.length >= MAX_CATEGORIES) return;
  if (!/^[a-z-]+(?:\.[A-Za-z-]+)?$/.test(term)) return;
  if (name === 'category' && !isKnown) categories.push(term);
  if (name !== 'arxiv:primary_category') return;
  if (isKnown) categories.splice(categories.indexOf(term), 1);
  categories.unshift(term);
}

function parseEntry({ texts, authors, categories }: Entry): Parsed {
  const text = (name: string) => texts.get(name) ?? '';
  const id = parsePaperId(text('id'));
  if (id === undefined) return { reason: { code: 'foreign-id', values: { id: text('id').slice(0, 60) } } };
  const title = text('title');
  if (title === '') return { reason: { code: 'no-title', values: { id } } };
  const published = findInstant(text('published'));
  const doi = text('arxiv:doi');
  const isWithdrawn = saysWithdrawn(text('summary'), text('arxiv:comment'));
  return {
    paper: boundPaper({
      ...{ id, title, abstract: text('summary'), authors },
      ...(published === undefined ? {} : { publishedAt: published }),
      ...(categories.length > 0 ? { categories } : {}),
      ...(doi === '' ? {} : { doi }),
      ...(isWithdrawn ? { withdrawnAt: findInstant(text('updated')) ?? published ?? UNKNOWN_DATE } : {}),
    }),
  };
}

/** The value of a date field of the feed; absent where it is not a date. */
function findInstant(text: string): string | undefined {
  const at = text.length > MAX_DATE_LENGTH ? Number.NaN : parseInstant(text);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

function fold(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
