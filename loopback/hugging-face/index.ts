import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ArxivArchive, atomQuery } from './atom.ts';
import { type HfFault, spoil } from './faults.ts';
import {
  type Answer,
  type Archive,
  dailyPapers,
  datedPage,
  findPaper,
  type Listed,
  markdown,
  newestPage,
  search,
} from './lists.ts';

export { ELSEWHERE, type HfFault } from './faults.ts';

export interface HfServerOptions {
  /** The list of each day, as the API would send it; an item may be anything. */
  readonly days?: Readonly<Record<string, readonly unknown[]>>;
  /** The UTC day it is: a later one is refused. */
  readonly today: string;
  /** What `GET /api/papers/ID` says beyond the lists: `numTotalModels`, `linkedModels` and the like, by id. */
  readonly repos?: Readonly<Record<string, object>>;
  /** Papers that arXiv alone knows. */
  readonly arxivOnly?: readonly Listed[];
  /** API calls in five minutes before it answers 429. Hugging Face's own number by default. */
  readonly quota?: number;
}

export interface HfRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** What was answered; 0 when nothing was, or not to the end. */
  status: number;
}

const WINDOW_SECONDS = 300;

/** Hugging Face and arXiv on one loopback port: point `HF_BASE_URL`, `ARXIV_BASE_URL` or both at `url`. */
export async function startHfServer(options: HfServerOptions): Promise<HfServer> {
  const server = new HfServer(options);
  await server.listen();
  return server;
}

export class HfServer {
  /** Every request that came, oldest first. */
  readonly requests: HfRequest[] = [];
  readonly #archive: Archive;
  readonly #arxiv: ArxivArchive;
  readonly #repos: Readonly<Record<string, object>>;
  readonly #quota: number;
  readonly #faults: Array<{ kind: HfFault; times: number; under: string }> = [];
  readonly #http = createServer((request, response) => this.#serve(request, response));
  #left: number;
  #url = '';

  constructor({ days = {}, today, repos = {}, arxivOnly = [], quota = 500 }: HfServerOptions) {
    this.#archive = { days: new Map(Object.entries(days)), today };
    this.#arxiv = {
      only: arxivOnly,
      unknown: new Set(),
      withdrawn: new Set(),
      comments: new Map(),
      refused: new Set(),
    };
    this.#repos = repos;
    this.#quota = quota;
    this.#left = quota;
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
    this.#url = `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  /** Also after its end. */
  get url(): string {
    return this.#url;
  }

  /** Listed papers that arXiv does not know. */
  get unknownToArxiv(): ArxivArchive['unknown'] {
    return this.#arxiv.unknown;
  }

  /** Papers that arXiv says are withdrawn. */
  get withdrawn(): ArxivArchive['withdrawn'] {
    return this.#arxiv.withdrawn;
  }

  /** The comments that arXiv shows, by id. */
  get arxivComments(): ArxivArchive['comments'] {
    return this.#arxiv.comments;
  }

  /** Ids for which arXiv answers 400, whatever else is asked with them. */
  get refusedByArxiv(): ArxivArchive['refused'] {
    return this.#arxiv.refused;
  }

  /** Spoils the next answers, of paths that begin with `under` alone. */
  fault(kind: HfFault, times = 1, under = '/'): void {
    this.#faults.push({ kind, times, under });
  }

  clearFaults(): void {
    this.#faults.length = 0;
  }

  setDay(day: string, items: readonly unknown[]): void {
    this.#archive.days.set(day, items);
  }

  setToday(day: string): void {
    this.#archive.today = day;
  }

  /** A new window begins. */
  renewQuota(): void {
    this.#left = this.#quota;
  }

  async close(): Promise<void> {
    this.#http.closeAllConnections();
    await new Promise<void>((resolve) => this.#http.close(() => resolve()));
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://loopback');
    const note: HfRequest = { path, query, headers: request.headers, status: 0 };
    this.requests.push(note);
    response.on('finish', () => {
      note.status = response.statusCode;
    });
    const fault = this.#faults.find(({ times, under }) => times > 0 && path.startsWith(under));
    if (fault) {
      fault.times -= 1;
      spoil(response, fault.kind);
    } else if (path.startsWith('/api/query')) {
      send(request, response, atomQuery(this.#archive, this.#arxiv, query));
    } else {
      const answer = this.#left > 0 ? this.#route(path, query) : tooMany();
      send(request, response, answer, this.#takeQuota());
    }
  }

  #route(path: string, query: URLSearchParams): Answer {
    const [, id = ''] = /^\/api\/papers\/([^/]+)$/.exec(path) ?? [];
    const [, day = ''] = /^\/papers\/date\/([^/]+)$/.exec(path) ?? [];
    const [, text = ''] = /^\/papers\/([^/]+)\.md$/.exec(path) ?? [];
    const archive = this.#archive;
    if (path === '/api/daily_papers') return dailyPapers(archive, query);
    if (path === '/api/papers/search') return search(archive, query);
    if (id !== '') {
      const paper = findPaper(archive, id);
      return paper
        ? { status: 200, body: { ...paper, ...this.#repos[id] } }
        : { status: 404, body: { error: 'Paper not found' } };
    }
    if (day !== '') return datedPage(archive, day);
    if (text !== '') return markdown(archive, text);
    if (path === '/papers') return newestPage(archive);
    return { status: 404, body: { error: 'There is no such page' } };
  }

  /** Counts one call, and says what is left as Hugging Face does. */
  #takeQuota(): Record<string, string> {
    this.#left = Math.max(0, this.#left - 1);
    return {
      ratelimit: `"api";r=${this.#left};t=${WINDOW_SECONDS}`,
      'ratelimit-policy': `"fixed window";"api";q=${this.#quota};w=${WINDOW_SECONDS}`,
    };
  }
}

function tooMany(): Answer {
  const headers = { 'retry-after': String(WINDOW_SECONDS) };
  return { status: 429, body: { error: 'Too many requests' }, headers };
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, body = '', headers = {} }: Answer,
  more: Record<string, string> = {},
): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const etag = `W/"${createHash('sha1').update(text).digest('base64url')}"`;
  const head = { 'content-type': 'application/json; charset=utf-8', etag, ...more, ...headers };
  if (status === 200 && request.headers['if-none-match'] === etag) response.writeHead(304, head).end();
  else response.writeHead(status, head).end(text);
}
