import { type CheerioAPI, load } from 'cheerio/slim';
import { SourceError } from '../core/base/errors.ts';
import { parseInstant } from '../core/paper/instant.ts';
import type { Paper, PaperId } from '../core/paper/paper.ts';
import { parsePaperId } from '../core/paper/paper-id.ts';
import { boundPaper } from '../core/paper/paper-limits.ts';
import type { PaperBatch } from '../core/paper/paper-source.ts';
import { createBatchLookup } from './arxiv-batch.ts';
import type { Http } from './http.ts';
import type { Parsed } from './hugging-face-item.ts';
import { listOfPapers, parseList } from './parse-list.ts';
import { saysWithdrawn } from './withdrawal.ts';

const NAME = 'arXiv';
const ATOM = 'application/atom+xml';

const LONGEST_DATE = 60;
/** Of a withdrawn paper whose entry has no date: that it is withdrawn must be known all the same. */
const UNKNOWN_DATE = '1970-01-01T00:00:00Z';

/** Ids in one request; arXiv wants one request in three seconds. */
const IDS_AT_ONCE = 100;

/** More are not remembered; forgetting them means that they are asked for again. */
const MOST_REFUSED = 1000;

export interface Arxiv {
  readonly name: string;
  /** Those of the papers that arXiv knows. */
  papers(ids: readonly PaperId[]): Promise<Paper[]>;
  search(text: string, limit: number): Promise<PaperBatch>;
}

/** arXiv's Atom API: fills what Hugging Face lacks, and knows papers that were never listed. */
export function createArxiv({ http, baseUrl }: { http: Http; baseUrl: string }): Arxiv {
  async function query(parameters: Record<string, string>): Promise<PaperBatch> {
    const url = new URL('/api/query', baseUrl);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    const { status, text } = await http.get(url, ATOM);
    if (status === 404) throw new SourceError('source-shape', `${NAME} has no API at ${url.pathname}.`);
    return parseAtom(text);
  }

  const refused = new Set<PaperId>();

  return {
    name: NAME,
    async papers(ids) {
      const found: Paper[] = [];
      const lookup = createBatchLookup(query);
      // One id that it refuses alone tells no more when it is asked for again.
      const asked = ids.length > 1 ? ids.filter((id) => !refused.has(id)) : ids;
      for (let i = 0; i < asked.length; i += IDS_AT_ONCE)
        found.push(...(await lookup.papers(asked.slice(i, i + IDS_AT_ONCE))));
      if (refused.size > MOST_REFUSED) refused.clear();
      for (const id of lookup.refused()) refused.add(id);
      return found;
    },
    search(text, limit) {
      const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}.+-]*/gu) ?? [];
      if (words.length === 0) return Promise.resolve({ papers: [], skipped: [], source: NAME });
      const search_query = words
        .slice(0, 20)
        .map((word) => `all:${word}`)
        .join(' AND ');
      return query({ search_query, max_results: String(limit), sortBy: 'relevance' });
    },
  };
}

/** Papers out of an Atom feed. Throws a `SourceError` for arXiv's error entry and for what is no feed. */
export function parseAtom(xml: string): PaperBatch {
  const $ = load(xml, { xml: true });
  if ($('feed').length === 0)
    throw new SourceError('source-shape', `${NAME} did not answer with an Atom feed.`);
  const entries = $('feed > entry').toArray();
  const [first] = entries;
  if (entries.length === 1 && first && /\/api\/errors/.test($(first).children('id').text())) {
    throw new SourceError(
      'source-bad-request',
      `${NAME} refused the question: ${fold($(first).children('summary').text())}`,
    );
  }
  return parseList(listOfPapers(entries, NAME), NAME, (entry) =>
    parseEntry($, entry as (typeof entries)[number]),
  );
}

function parseEntry($: CheerioAPI, entry: Parameters<CheerioAPI>[0] & object): Parsed {
  const item = $(entry as never);
  const text = (name: string) => fold(item.children(name).first().text());
  const id = parsePaperId(text('id'));
  if (id === undefined)
    return { reason: `has an id that is not arXiv's: ${JSON.stringify(text('id').slice(0, 60))}` };
  const title = text('title');
  if (title === '') return { reason: `${id} has no title` };
  const authors = item
    .children('author')
    .toArray()
    .map((author) => fold($(author).children('name').text()));
  const primary = item.children('arxiv\\:primary_category').attr('term');
  const terms = item
    .children('category')
    .toArray()
    .map((category) => $(category).attr('term') ?? '');
  const categories = [...new Set([primary ?? '', ...terms])].filter((term) =>
    /^[a-z-]+(?:\.[A-Za-z-]+)?$/.test(term),
  );
  const published = instantIn(text('published'));
  const doi = text('arxiv\\:doi');
  const isWithdrawn = saysWithdrawn(text('summary'), text('arxiv\\:comment'));
  return {
    paper: boundPaper({
      ...{ id, title, abstract: text('summary'), authors: authors.filter((name) => name !== '') },
      ...(published === undefined ? {} : { publishedAt: published }),
      ...(categories.length > 0 ? { categories } : {}),
      ...(doi === '' ? {} : { doi }),
      ...(isWithdrawn ? { withdrawnAt: instantIn(text('updated')) ?? published ?? UNKNOWN_DATE } : {}),
    }),
  };
}

/** Of what stands in a feed as a date; absent where it is none. */
function instantIn(text: string): string | undefined {
  const at = text.length > LONGEST_DATE ? Number.NaN : parseInstant(text);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

function fold(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
