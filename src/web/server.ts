import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { toPortError } from '../core/base/port-error.ts';
import { FETCH } from '../core/store/roles.ts';
import { createPages } from './app.ts';
import { CardFiller } from './base/card-filler.ts';
import type { WebDeps } from './base/deps.ts';
import { Repeater, type Work } from './base/repeater.ts';
import { SimilarFiller } from './base/similar-filler.ts';
import { StoredSimilarPapers } from './base/similar-papers.ts';
import { HubPublisher } from './feeds/hub.ts';
import { texts } from './texts/pages.ts';

export interface WebServerOptions extends WebDeps {
  readonly port: number;
  readonly host: string;
}

export interface WebServer {
  /** Resolves with the port, when pages can be asked for. */
  start(): Promise<number>;
  /** Finishes open requests, then closes. */
  stop(): Promise<void>;
  /** Serves other paths at the same port. */
  readonly shared: OtherPaths;
}

/** Paths that are not pages: their requests are passed on before any limit for visitors. */
export interface OtherPaths {
  readonly port: number;
  isListening(): boolean;
  open(path: string, serve: Serve): void;
  close(path: string): void;
}

type Serve = (request: IncomingMessage, response: ServerResponse) => void;

/** A client that sends a request byte by byte keeps its connection for no longer than this. */
const DEADLINES = {
  requestTimeout: 10_000,
  headersTimeout: 3_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 500,
} as const;
const SETTINGS = { port: 'WEB_PORT', host: 'WEB_HOST' };
const MAX_CONNECTIONS = 1000;
const STOP_MS = 2_000;

/** The pages on a port of this machine. */
export function createWebServer({ port, host, ...deps }: WebServerOptions): WebServer {
  const others = new Map<string, Serve>();
  const similar = new StoredSimilarPapers(deps);
  const server = createServer({ ...DEADLINES }, serveBy(others, listenForPages({ similar, ...deps })));
  server.maxConnections = MAX_CONNECTIONS;
  const background = listWork(deps, similar).map((work) => new Repeater(work));
  return {
    shared: {
      port,
      isListening: () => server.listening,
      open: (path, serve) => void others.set(path, serve),
      close: (path) => void others.delete(path),
    },
    start: () =>
      new Promise((resolve, reject) => {
        const fail = (error: Error) =>
          reject(toPortError(error, { port, host, settings: SETTINGS, loss: texts.unreachable() }));
        server.once('error', fail);
        server.listen(port, host, () => {
          server.off('error', fail);
          // An error without a listener would be thrown.
          server.on('error', (err) => deps.log.error({ err }, 'web server error'));
          const address = server.address() as AddressInfo;
          deps.log.info({ host, port: address.port }, 'the web pages are served');
          for (const work of background) work.start();
          resolve(address.port);
        });
      }),
    async stop() {
      await Promise.all([close(server), ...background.map((work) => work.stop())]);
    },
  };
}

/** What runs in the background. */
function listWork({ hub, ...deps }: WebDeps, similar: StoredSimilarPapers): Work[] {
  const isOurs = () => deps.store.roles.has(FETCH);
  const shared: Work[] = [new CardFiller(deps), ...(hub ? [new HubPublisher({ ...deps, hub })] : [])];
  // Whoever is asked for a paper's page searches for its similar papers: what was asked for is known to that process alone.
  return [...shared.map((work) => withOwner(work, isOurs)), new SimilarFiller(deps, similar)];
}

function withOwner(work: Work, isOurs: () => boolean): Work {
  const { name, everyMs, log } = work;
  return { name, everyMs, log, isOurs, run: (signal) => work.run(signal) };
}

/** Finishes open requests, then closes. */
function close(server: Server): Promise<void> {
  if (!server.listening) return Promise.resolve();
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), STOP_MS).unref();
  return promise;
}

function listenForPages(deps: WebDeps): RequestListener {
  // Overriding would replace Node's Response with one that ky cannot read: no list could be fetched any more.
  return getRequestListener(createPages(deps).fetch, { overrideGlobalObjects: false });
}

function serveBy(others: ReadonlyMap<string, Serve>, pages: RequestListener): RequestListener {
  return (request, response) => {
    const [path = ''] = (request.url ?? '').split('?', 1);
    const serve = others.get(path);
    if (serve) serve(request, response);
    else pages(request, response);
  };
}
