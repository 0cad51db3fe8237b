import type { Remote } from '../../core/async/remote.ts';
import { SourceError } from '../../core/base/errors.ts';
import type { Paper, PaperId } from '../../core/paper/paper.ts';
import type { ListQuery, PaperBatch } from '../../core/paper/paper-source.ts';
import { wordUnusable } from '../../core/reason/word-unusable.ts';
import type { Http } from '../http/client.ts';
import { shapes } from '../shared/texts.ts';
import { getClosingTime } from './closing-time.ts';
import type { Parsed } from './item.ts';
import { parseList, parseListPage, parsePaperReply } from './parse-list.ts';

const NAME = 'Hugging Face';
const JSON_TYPE = 'application/json';

/** The API gives no more at once; without a limit it gives 50 and cuts longer days. */
const PAGE_SIZE = 100;

/** A month has about 1,500 papers. */
const MAX_PAGES = 40;

/** Papers of one list; a busy month has 1,700. */
const MAX_IN_A_LIST = 5_000;

/** Characters of all pages of one list; those of a month's list have about 15 million. */
const MAX_LIST_LENGTH = 40_000_000;

const MAX_QUERY_LENGTH = 250;

/** A page of a hundred papers has half a megabyte; what has this much holds the event loop for some ten milliseconds. */
const LARGE = 1_000_000;

export interface HuggingFaceApiOptions {
  readonly http: Http;
  readonly baseUrl: string;
  /** For replies that are large. */
  readonly parsers: Remote<{ parseListPage: typeof parseListPage; parsePaperReply: typeof parsePaperReply }>;
}

/** Hugging Face's daily papers by its API. */
export function createHuggingFaceApi({ http, baseUrl, parsers }: HuggingFaceApiOptions) {
  async function list(query: ListQuery): Promise<PaperBatch> {
    let items: Parsed[] = [];
    let left = MAX_LIST_LENGTH;
    for (let page = 0; page < MAX_PAGES; page++) {
      const text = await fetchPage(query, page);
      left -= text.length;
      if (left < 0) throw createTooLargeError(query);
      const part = await readPage(text);
      items = items.concat(part);
      if (items.length > MAX_IN_A_LIST) throw createTooLargeError(query);
      if (part.length < PAGE_SIZE) break;
    }
    // A list that grows between two pages repeats papers; `parseList` keeps the first of each.
    return toBatch(items);
  }

  async function fetchPage(query: ListQuery, page: number): Promise<string> {
    const url = new URL('/api/daily_papers', baseUrl);
    for (const [name, value] of Object.entries(toParameters(query))) url.searchParams.set(name, value);
    url.searchParams.set('limit', String(PAGE_SIZE));
    url.searchParams.set('p', String(page));
    const { status, text } = await http.get(url, JSON_TYPE);
    if (status === 404) throw new SourceError(shapes.noEndpoint({ source: NAME, path: url.pathname }));
    return text;
  }

  async function readPage(text: string): Promise<Parsed[]> {
    return text.length > LARGE ? parsers.parseListPage(text, NAME) : parseListPage(text, NAME);
  }

  async function readPaper(text: string): Promise<Parsed> {
    return text.length > LARGE ? parsers.parsePaperReply(text, NAME) : parsePaperReply(text, NAME);
  }

  async function fetchPaper(id: PaperId): Promise<Paper | undefined> {
    const { status, text } = await http.get(new URL(`/api/papers/${id}`, baseUrl), JSON_TYPE);
    if (status === 404) return undefined;
    const parsed = await readPaper(text);
    if ('reason' in parsed)
      throw new SourceError(shapes.oddPaper({ source: NAME, reason: wordUnusable(parsed.reason) }));
    return parsed.paper;
  }

  async function search(text: string, limit: number): Promise<PaperBatch> {
    const url = new URL('/api/papers/search', baseUrl);
    url.searchParams.set('q', text.slice(0, MAX_QUERY_LENGTH).toWellFormed());
    url.searchParams.set('limit', String(limit));
    const answer = await http.get(url, JSON_TYPE);
    return toBatch(answer.status === 404 ? [] : await readPage(answer.text));
  }

  return { id: 'huggingface', name: NAME, list, getClosingTime, fetchPaper, search };
}

function toBatch(items: readonly Parsed[]): PaperBatch {
  return parseList(items, NAME, (item) => item as Parsed);
}

function createTooLargeError({ kind }: ListQuery): SourceError {
  return new SourceError(shapes.listTooLarge({ source: NAME, kind }));
}

function toParameters(query: ListQuery): Record<string, string> {
  switch (query.kind) {
    case 'day':
      return { date: query.day };
    case 'week':
      return { week: query.week };
    case 'month':
      return { month: query.month };
    case 'trending':
      return { sort: 'trending' };
  }
}
