import { SourceError } from '../core/base/errors.ts';
import type { Log } from '../core/base/log.ts';
import type { Paper, PaperId } from '../core/paper/paper.ts';
import { mergePapers } from '../core/paper/paper.ts';
import type { PaperBatch, PaperSource } from '../core/paper/paper-source.ts';
import { createArxiv } from './arxiv.ts';
import type { Http } from './http.ts';
import { createHuggingFaceApi } from './hugging-face-api.ts';
import { createHuggingFacePage } from './hugging-face-page.ts';
import { namedSource } from './named-source.ts';
import { createOutages } from './outages.ts';
import type { SourceParsers } from './parsers.ts';

export interface SourcesOptions {
  readonly http: Http;
  readonly huggingFaceUrl: string;
  readonly arxivUrl: string;
  readonly log: Log;
  /** In this process unless told otherwise. */
  readonly parsers?: SourceParsers;
}

export interface Sources extends PaperSource {
  /** Asks arXiv for what these papers lack: abstract, authors, categories. Those it does not know come back as they are. */
  fill(papers: readonly Paper[]): Promise<Paper[]>;
  searchArxiv(text: string, limit: number): Promise<PaperBatch>;
  /** What arXiv says of these papers now, a hundred in one request. */
  arxivPapers(ids: readonly PaperId[]): Promise<Paper[]>;
}

/** All sources in their order: the API, for a day else the page; arXiv for what both lack. */
export function createSources({ http, huggingFaceUrl, arxivUrl, log, parsers }: SourcesOptions): Sources {
  const huggingFace = { http, baseUrl: huggingFaceUrl };
  const api = namedSource(
    createHuggingFaceApi({ ...huggingFace, ...(parsers && { parsers }) }),
    'Hugging Face',
  );
  const page = namedSource(
    createHuggingFacePage({ ...huggingFace, ...(parsers && { parse: parsers.parsePage }) }),
    'Hugging Face',
  );
  const arxiv = namedSource(
    createArxiv({ http, baseUrl: arxivUrl, ...(parsers && { parse: parsers.parseAtom }) }),
    'arXiv',
  );
  const outages = createOutages(log);

  const list: PaperSource['list'] = async (query) => {
    if (query.kind !== 'day') return told(await api.list(query));
    const { day } = query;
    try {
      const batch = told(await api.list(query));
      outages.ends(day);
      return batch;
    } catch (error) {
      if (error instanceof SourceError && error.code === 'source-stopped') throw error;
      const level = outages.begins(day);
      log[level]({ err: error, next: page.name }, 'a source failed, the next one is asked');
      try {
        return told(await page.day(day));
      } catch (second) {
        log[level]({ err: second }, 'the last source failed, too');
        // The API's own reason says more than the page's.
        throw error;
      }
    }
  };

  function told(batch: PaperBatch): PaperBatch {
    for (const { index, reason } of batch.skipped)
      outages.once(
        // Its place in the list changes with every vote.
        `${batch.source} ${reason}`,
        { source: batch.source, index, reason },
        'an item is skipped',
      );
    return batch;
  }

  async function paper(id: PaperId): Promise<Paper | undefined> {
    const listed = await api.paper(id);
    if (listed && !lacks(listed)) return listed;
    const [known] = await arxiv.papers([id]).catch((err: unknown) => {
      if (!listed) throw err;
      log.warn({ err, id }, 'arXiv could not fill a paper');
      return [];
    });
    return listed && known ? mergePapers(known, listed) : (listed ?? known);
  }

  async function fill(papers: readonly Paper[]): Promise<Paper[]> {
    const wanting = papers.filter(lacks).map(({ id }) => id);
    if (wanting.length === 0) return [...papers];
    const known = new Map((await arxiv.papers(wanting)).map((one) => [one.id, one]));
    return papers.map((one) => {
      const more = known.get(one.id);
      return more ? mergePapers(more, one) : one;
    });
  }

  return {
    name: api.name,
    list,
    paper,
    search: async (text, limit) => told(await api.search(text, limit)),
    fill,
    searchArxiv: arxiv.search,
    arxivPapers: arxiv.papers,
  };
}

function lacks({ id, abstract, authors, categories }: Paper): boolean {
  return !id.startsWith('local:') && (abstract === '' || authors.length === 0 || categories === undefined);
}
