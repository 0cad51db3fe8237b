import type { Day, Instant } from '../core/base/time.ts';
import type { Paper, PaperId } from '../core/paper/paper.ts';
import type { ListQuery, PaperBatch } from '../core/paper/paper-source.ts';
import { createArxiv } from './arxiv/api.ts';
import type { Http } from './http/client.ts';
import { createHuggingFaceApi } from './hugging-face/api.ts';
import { createHuggingFacePage } from './hugging-face/page.ts';
import type { SourceParsers } from './parsers.ts';

/** A source has only what it can do. Every method throws a `SourceError` when it fails or answers nonsense. */
export interface Source {
  /** Stable: buttons carry it. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  /** `undefined` where it has no list of this kind. */
  list?(query: ListQuery): Promise<PaperBatch> | undefined;
  /** When its list of a day stops growing; without it a list closes at the end of its UTC day. */
  getClosingTime?(day: Day): Instant;
  /** One paper; `undefined` when it does not know it. */
  fetchPaper?(id: PaperId): Promise<Paper | undefined>;
  /** Many papers in one request: those that it knows. */
  fetchPapers?(ids: readonly PaperId[]): Promise<Paper[]>;
  search?(text: string, limit: number): Promise<PaperBatch>;
}

export interface SourceDeps {
  readonly http: Http;
  readonly huggingFaceUrl: string;
  readonly arxivUrl: string;
  /** What reads their replies. */
  readonly parsers: SourceParsers;
}

/** The sources in the order in which they are asked: what one fails at or lacks, the next may have. */
export const SOURCES: ReadonlyArray<(deps: SourceDeps) => Source> = [
  ({ http, huggingFaceUrl: baseUrl, parsers }) => createHuggingFaceApi({ http, baseUrl, parsers }),
  ({ http, huggingFaceUrl: baseUrl, parsers }) =>
    createHuggingFacePage({ http, baseUrl, parse: parsers.parsePage }),
  ({ http, arxivUrl: baseUrl, parsers }) => createArxiv({ http, baseUrl, parse: parsers.parseAtom }),
];
