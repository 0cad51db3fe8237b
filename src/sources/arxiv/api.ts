import { LRUCache } from 'lru-cache';
import type { Remote } from '../../core/async/remote.ts';
import { SourceError } from '../../core/base/errors.ts';
import type { Paper, PaperId } from '../../core/paper/paper.ts';
import type { PaperBatch } from '../../core/paper/paper-source.ts';
import type { Http } from '../http/client.ts';
import { shapes } from '../shared/texts.ts';
import type { parseAtom } from './atom.ts';
import { createBatchLookup } from './batch-lookup.ts';
import { NAME } from './name.ts';

const ATOM = 'application/atom+xml';

/** Ids in one request; arXiv wants one request in three seconds. */
const IDS_AT_ONCE = 100;

/** More are not remembered; forgetting them means that they are asked for again. */
const MAX_REFUSED = 1000;

export interface Arxiv {
  readonly id: 'arxiv';
  readonly name: string;
  /** Those of the papers that arXiv knows. */
  fetchPapers(ids: readonly PaperId[]): Promise<Paper[]>;
  search(text: string, limit: number): Promise<PaperBatch>;
}

/** arXiv's Atom API: fills what Hugging Face lacks, and knows papers that were never listed. */
export function createArxiv(options: {
  readonly http: Http;
  readonly baseUrl: string;
  readonly parse: Remote<{ parseAtom: typeof parseAtom }>['parseAtom'];
}): Arxiv {
  const { http, baseUrl, parse } = options;

  async function query(parameters: Record<string, string>): Promise<PaperBatch> {
    const url = new URL('/api/query', baseUrl);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    const { status, text } = await http.get(url, ATOM);
    if (status === 404) throw new SourceError(shapes.noEndpoint({ source: NAME, path: url.pathname }));
    return parse(text);
  }

  const refused = new LRUCache<PaperId, true>({ max: MAX_REFUSED });

  return {
    id: 'arxiv',
    name: NAME,
    async fetchPapers(ids) {
      const found: Paper[] = [];
      const lookup = createBatchLookup(query);
      // An id that it refuses alone gives no other answer when it is requested again.
      const asked = ids.length > 1 ? ids.filter((id) => !refused.has(id)) : ids;
      for (let i = 0; i < asked.length; i += IDS_AT_ONCE)
        found.push(...(await lookup.findPapers(asked.slice(i, i + IDS_AT_ONCE))));
      for (const id of lookup.refused()) refused.set(id, true);
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
