import type { Config } from '../config/config.ts';
import type { Clock } from '../core/base/clock.ts';
import type { Log } from '../core/base/log.ts';
import { type ArtifactLookup, createArtifactLookup } from '../core/paper/find-paper.ts';
import type { Paper } from '../core/paper/paper.ts';
import type { CheckLine } from '../core/platform/platform.ts';
import type { Store } from '../core/store/store.ts';
import type { Summarizer } from '../core/summary/summary.ts';
import { createDaysFetch } from '../demo/days-fetch.ts';
import { createInProcessParsers } from '../parsing/in-process-parsers.ts';
import { createIsolatedParsers } from '../parsing/isolated-parsers.ts';
import type { Parsers } from '../parsing/parsers.ts';
import type { StartedWorker } from '../rpc/started-worker.ts';
import { createSearchEngine, type LocalSearch } from '../search/engine.ts';
import { checkEmbedder } from '../search/index/check-embedder.ts';
import { createFullText } from '../sources/full-text/full-text.ts';
import { createHttp, type Http, type HttpOptions } from '../sources/http/client.ts';
import { ARXIV_SHARES, HUGGING_FACE_SHARES } from '../sources/http/people-queue.ts';
import { createSources, type Sources } from '../sources/index.ts';
import { openStore } from '../store/open-store.ts';
import { createSummarizer } from '../summary/fallback-chain.ts';
import { createBudget } from '../summary/model/budget.ts';
import { checkModel } from '../summary/model/check-model.ts';
import type { Model } from '../summary/model/model.ts';
import { openEmbedder, openModel, toBudget, toPrices } from './endpoints.ts';
import type { Monitoring } from './monitoring.ts';
import type { Profile } from './profile.ts';
import type { Runtime } from './runtime.ts';

/** arXiv asks for one request in three seconds over one connection. */
const ARXIV_GAP_MS = 3000;

export interface PaperDeps {
  readonly profile: Profile;
  readonly runtime: Runtime;
  /** Timeouts, and waits that a server asks for, are in real time, whatever day is rehearsed. */
  readonly wallClock: Clock;
  readonly log: Log;
  /** Of the sources: a command that asks them says what they answer, and logs it only when it is asked to. */
  readonly sourceLog: Log;
  readonly stopping: AbortSignal;
  readonly searchWorker?: StartedWorker | undefined;
  readonly monitoring?:
    | Pick<Monitoring, 'observeStore' | 'countBudgetRefusal' | 'countSourceFailure'>
    | undefined;
}

/** Where papers come from, where they are saved, and what is made of them. */
export interface PaperParts {
  readonly store: Store;
  readonly source: Sources;
  readonly search: LocalSearch;
  /** Saves papers that came from elsewhere and makes them searchable. */
  savePapers(papers: readonly Paper[]): Promise<void>;
  readonly artifacts: ArtifactLookup;
  readonly summarizer: Summarizer;
  readonly parsers: Parsers;
  /** When the model's daily budget last did not cover a call. */
  getLastBudgetRefusal(): number | undefined;
  /** Asks the model that writes summaries whether it answers, where one is configured. */
  readonly checkModel: (() => Promise<CheckLine>) | undefined;
  /** The same of the embeddings endpoint. */
  readonly checkEmbedder: (() => Promise<CheckLine>) | undefined;
  close(): Promise<void>;
}

export async function createPapers(deps: PaperDeps): Promise<PaperParts> {
  const { runtime, log, sourceLog, stopping, monitoring, searchWorker } = deps;
  const { config, clock, databaseUrl, indexFolder, staged } = runtime;
  const opened = await openStore({ url: databaseUrl, log });
  const store = monitoring?.observeStore(opened) ?? opened;
  const http = createHttpClient(deps, store);
  // The demo reads its own data and nothing untrusted.
  const parsers = staged ? createInProcessParsers() : createIsolatedParsers({ log });
  const from = { http, huggingFaceUrl: config.HF_BASE_URL, arxivUrl: config.ARXIV_BASE_URL, log: sourceLog };
  const source = createSources({
    ...{ ...from, onFailure: (id: string) => monitoring?.countSourceFailure(id) },
    parsers: parsers.call,
  });
  const embedder = await openEmbedder(config);
  const search = createSearchEngine({
    papers: store.papers,
    folder: indexFolder,
    log,
    clock,
    signal: stopping,
    worker: searchWorker,
    ...(embedder ? { embedder } : {}),
  });
  const savePapers = async (found: readonly Paper[]): Promise<void> => {
    const { added, changed } = await store.papers.save(found, clock.now());
    await search.update(await store.papers.findMany([...added, ...changed]));
  };
  const model = await openModel(config);
  let refusedAt: number | undefined;
  const onBudgetRefused = () => {
    refusedAt = clock.now();
    monitoring?.countBudgetRefusal();
  };
  const parts = { config, clock, log, store, parsers, model, onBudgetRefused };
  return {
    store,
    source,
    search,
    savePapers,
    artifacts: createArtifactLookup({ papers: store.papers, source, savePapers, clock, log }),
    parsers,
    getLastBudgetRefusal: () => refusedAt,
    // In the demo a summary is made of what comes with it.
    summarizer: staged ? createSummarizer() : createSummaries(parts, http),
    checkModel: model && (() => askModel(parts, model, stopping)),
    checkEmbedder: embedder && (() => checkEmbedder(embedder, stopping)),
    async close() {
      await search.close();
      await parsers.close();
      await store.close();
    },
  };
}

interface SummaryParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: Store;
  readonly parsers: Parsers;
  readonly model: Model | undefined;
  readonly onBudgetRefused: () => void;
}

function createSummaries({ config, store, parsers, ...parts }: SummaryParts, http: Http): Summarizer {
  const { HF_BASE_URL: huggingFaceUrl, ARXIV_BASE_URL: arxivUrl } = config;
  const from = { http, huggingFaceUrl, arxivUrl, log: parts.log };
  return createSummarizer({
    ...parts,
    fullText: createFullText({ ...from, parsers: parsers.call }),
    readers: parsers.call,
    store: store.summaries,
    budget: { ...toBudget(config), onRefused: parts.onBudgetRefused, shared: store.sharedLimits },
    concurrency: config.LLM_CONCURRENCY,
  });
}

function askModel(parts: SummaryParts, model: Model, stopping: AbortSignal): Promise<CheckLine> {
  const budget = createBudget(toPrices(parts.config), parts.store.summaries, parts.clock);
  return checkModel(model, budget, stopping, parts.parsers.call);
}

/** Whoever asks a source too often is refused for all: processes on one database take turns. */
function shareTurns({ sharedLimits }: Store, log: Log): HttpOptions['reserveTurn'] {
  return (
    sharedLimits &&
    (async (origin, intervalMs) => {
      try {
        return await sharedLimits.reserveTurn(origin, intervalMs);
      } catch (err) {
        log.warn({ err, origin }, 'the turn of all processes could not be read');
        return 0;
      }
    })
  );
}

function createHttpClient(
  { profile, runtime, wallClock, sourceLog: log, stopping }: PaperDeps,
  store: Store,
): Http {
  const { config, staged, clock } = runtime;
  const { HF_TOKEN: token } = config;
  return createHttp({
    origins: [
      {
        ...{ url: config.HF_BASE_URL, name: 'Hugging Face', shares: HUGGING_FACE_SHARES, concurrency: 4 },
        ...(token === undefined ? {} : { token }),
      },
      {
        ...{ url: config.ARXIV_BASE_URL, name: 'arXiv', shares: ARXIV_SHARES },
        ...{ concurrency: 1, minIntervalMs: staged ? 0 : ARXIV_GAP_MS },
      },
    ],
    userAgent: `Paperboy/0.1 (+${config.CONTACT})`,
    signal: stopping,
    failFast: profile.failFast,
    reserveTurn: shareTurns(store, log),
    ...(staged ? { fetch: createDaysFetch(staged.files, clock.now) } : {}),
    clock: wallClock,
    log,
  });
}
