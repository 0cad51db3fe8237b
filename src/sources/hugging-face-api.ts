import { SourceError } from '../core/base/errors.ts';
import type { Paper, PaperId } from '../core/paper/paper.ts';
import type { ListQuery, PaperBatch, PaperSource } from '../core/paper/paper-source.ts';
import type { Http } from './http.ts';
import { parsePaper } from './hugging-face-item.ts';
import { listOfPapers, parseJson, parseList } from './parse-list.ts';

const NAME = 'Hugging Face';
const JSON_TYPE = 'application/json';

/** The API gives no more at once; without a limit it gives 50 and cuts longer days. */
const PAGE_SIZE = 100;

/** A month has about 1,500 papers. */
const MOST_PAGES = 40;

/** Papers of one list; a busy month has 1,700. */
const MOST_IN_A_LIST = 5_000;

/** Characters of all pages of one list; those of a month's list have about 15 million. */
const LONGEST_LIST = 40_000_000;

const LONGEST_QUERY = 250;

/** Hugging Face's daily papers by its API. */
export function createHuggingFaceApi({ http, baseUrl }: { http: Http; baseUrl: string }): PaperSource {
  async function list(query: ListQuery): Promise<PaperBatch> {
    const pages: unknown[][] = [];
    let left = LONGEST_LIST;
    let found = 0;
    for (let page = 0; page < MOST_PAGES; page++) {
      const { items, characters } = await fetchPage(query, page);
      left -= characters;
      pages.push(items);
      found += items.length;
      if (found > MOST_IN_A_LIST || left < 0) throw tooLarge(query);
      if (items.length < PAGE_SIZE) break;
    }
    // A list that grows between two pages repeats papers; `parseList` keeps the first of each.
    return parseList(pages.flat(), NAME);
  }

  async function fetchPage(query: ListQuery, page: number): Promise<Page> {
    const url = new URL('/api/daily_papers', baseUrl);
    for (const [name, value] of Object.entries(parametersOf(query))) url.searchParams.set(name, value);
    url.searchParams.set('limit', String(PAGE_SIZE));
    url.searchParams.set('p', String(page));
    const { status, text } = await http.get(url, JSON_TYPE);
    if (status === 404)
      throw new SourceError('source-shape', `${NAME} has no daily papers at ${url.pathname}.`);
    return { items: listOfPapers(parseJson(text, NAME), NAME), characters: text.length };
  }

  async function paper(id: PaperId): Promise<Paper | undefined> {
    const { status, text } = await http.get(new URL(`/api/papers/${id}`, baseUrl), JSON_TYPE);
    if (status === 404) return undefined;
    const parsed = parsePaper(parseJson(text, NAME));
    if ('reason' in parsed)
      throw new SourceError('source-shape', `${NAME} sent a paper that ${parsed.reason}.`);
    return parsed.paper;
  }

  async function search(text: string, limit: number): Promise<PaperBatch> {
    const url = new URL('/api/papers/search', baseUrl);
    url.searchParams.set('q', text.slice(0, LONGEST_QUERY).toWellFormed());
    url.searchParams.set('limit', String(limit));
    const answer = await http.get(url, JSON_TYPE);
    const items = answer.status === 404 ? [] : parseJson(answer.text, NAME);
    return parseList(listOfPapers(items, NAME), NAME);
  }

  return { name: NAME, list, paper, search };
}

interface Page {
  readonly items: unknown[];
  readonly characters: number;
}

function tooLarge({ kind }: ListQuery): SourceError {
  const what = kind === 'trending' ? 'the trending list' : `one ${kind}`;
  return new SourceError('source-too-large', `${NAME} sent more papers for ${what} than can be read.`);
}

function parametersOf(query: ListQuery): Record<string, string> {
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
