#!/usr/bin/env node
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands } from '../commands/index.ts';
import { type App, type BuildKind, type DemoChoice, EXIT } from './cli/app.ts';
import { runCommandLine } from './cli/command-line.ts';
import { createClock } from './clock.ts';
import { type Config, processConfig, readConfig, secretsOf } from './config.ts';
import type { Clock } from './core/base/clock.ts';
import { type PlatformName, splitChannel } from './core/base/ids.ts';
import type { Log } from './core/base/log.ts';
import { createDispatcher } from './core/command/dispatch.ts';
import type { Services } from './core/command/services.ts';
import { createVisibleChannels } from './core/command/visible-channels.ts';
import { createFindPaper } from './core/paper/find-paper.ts';
import type { Paper } from './core/paper/paper.ts';
import type { Inbound } from './core/platform/inbound.ts';
import type { Platform } from './core/platform/platform.ts';
import { prepareDemo } from './demo/choice.ts';
import { createDaysFetch } from './demo/days-fetch.ts';
import { createDeliver, type Deliver } from './jobs/deliver.ts';
import { createDuplicateCheck } from './jobs/duplicate-check.ts';
import { tellFollowers } from './jobs/follow.ts';
import { createForget } from './jobs/forget.ts';
import { nextDue } from './jobs/next-due.ts';
import { createPostNow } from './jobs/post-now.ts';
import { createPresetReactions } from './jobs/preset-reactions.ts';
import { previewOf } from './jobs/preview.ts';
import { reconcilePost, reconcileVotes } from './jobs/reconcile-votes.ts';
import { createRefresh } from './jobs/refresh.ts';
import { createRetention } from './jobs/retention.ts';
import { createTallies } from './jobs/tallies.ts';
import { createTenants } from './jobs/tenants.ts';
import { createWake } from './jobs/wake.ts';
import { createWithdrawalWatch } from './jobs/withdrawals.ts';
import { createLastGuard } from './last-guard.ts';
import { createLog, loadPretty } from './log.ts';
import { createOutput } from './output.ts';
import { createIsolatedParsers } from './parsing/isolated-parsers.ts';
import { addPlatforms, describeSlackEvents, hasToken, openPlayground } from './platforms.ts';
import { createSearchEngine } from './search/engine.ts';
import { checkEmbedder } from './search/index/check-embedder.ts';
import { searchFolderOf } from './search/storage/search-folder.ts';
import { createFullText } from './sources/full-text.ts';
import { createHttp, type HttpOptions } from './sources/http.ts';
import { readImportFile } from './sources/import-file.ts';
import { createSources } from './sources/index.ts';
import { ARXIV_SHARES, HUGGING_FACE_SHARES } from './sources/people-queue.ts';
import { onBehalfOf } from './sources/requester.ts';
import { openStore } from './store/open-store.ts';
import { createSummarizer } from './summary/fallback-chain.ts';
import { type BudgetSettings, createBudget, withDefaultBudget } from './summary/model/budget.ts';
import { checkModel } from './summary/model/check-model.ts';

/** In a rehearsal that runs thousands of times as fast, looking what is due must not be all that the process does. */
const SHORTEST_TICK_MS = 100;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Reactions on posts of the last week are read back after downtime; Slack allows fifty posts a minute. */
const READ_BACK_MS = 7 * DAY;

/** Tallies are edited at most this often a post; at a prompt one wants to see them at once. */
const EDIT_EVERY_MS = { real: 3000, once: 3000, dry: 3000, demo: 50 } as const;

/**
 * Digests under way at once on a platform: enough to fill its limits also where each request takes half a second and where
 * a channel takes five cards in five seconds, few enough to keep memory flat. In the demo one: where the clock runs, a lease
 * is soon over, and a second lane would take what the first still has.
 */
const DELIVERIES_AT_ONCE = { real: 32, once: 32, dry: 32, demo: 1 } as const;

/** How long a stop waits for preset reactions under way; the next start puts the others. */
const REACTIONS_MS = 3000;

const output = createOutput(process);
const stopping = new AbortController();

const stopAsked = Promise.withResolvers<void>();
const asked = stopAsked.promise;

function stop(): void {
  stopping.abort();
  stopAsked.resolve();
}

/** Whoever typed a command is told of its error and it ends; a service goes on where that is safe. */
const guard = createLastGuard({ process, stop, exit: (code) => process.exit(code) });

// Heard from the first moment on: a stop that comes while the bot is being built is a stop all the same.
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, stop);
// Who read has gone, as `| head` does: there is nobody left to say anything to.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  stop();
});

/** Builds the bot: the only place that knows every room. */
async function build(kind: BuildKind, choice: DemoChoice = {}): Promise<App> {
  const isDemo = kind === 'demo';
  // No account of this environment, and no endpoint of it, has a part in the demo.
  const config = isDemo ? readConfig({ LOG_LEVEL: process.env.LOG_LEVEL }) : processConfig();
  const secrets = secretsOf(config);
  output.hide(secrets);
  const staged = isDemo ? prepareDemo(choice) : undefined;
  const clock = staged?.clock ?? createClock(config.PAPERBOY_CLOCK, config.PAPERBOY_CLOCK_SPEED);
  // Timeouts, and waits that a server asks for, are in real time, whatever day is rehearsed.
  const wire = createClock();
  // A service logs for machines; who types a command reads the answer, and of the log what went wrong.
  const isAtPrompt = process.stdin.isTTY && process.stdout.isTTY && !hasToken(config);
  const brief = (kind !== 'real' || isAtPrompt) && !process.env.LOG_LEVEL;
  const log = createLog({
    level: brief ? (isDemo ? 'error' : 'warn') : config.LOG_LEVEL,
    secrets,
    ...(process.stderr.isTTY || brief ? { pretty: await loadPretty() } : {}),
    stacks: !brief,
  });
  const store = await openStore({ url: isDemo ? ':memory:' : config.DATABASE_URL, log });
  const http = createHttpClient(config, wire, log, {
    ...(staged ? { fetch: createDaysFetch(staged.files, clock.now) } : {}),
    // A service is patient with a network that comes back; whoever typed one command hears at once that there is none.
    failFast: kind !== 'real',
  });
  // The demo reads what comes with it, and nothing of strangers.
  const parsers = isDemo ? undefined : createIsolatedParsers({ log });
  const from = { http, huggingFaceUrl: config.HF_BASE_URL, arxivUrl: config.ARXIV_BASE_URL, log };
  const source = createSources({ ...from, ...(parsers && { parsers: parsers.call }) });
  // What is not kept has an index that is not kept.
  const isTemporary = isDemo || config.DATABASE_URL === ':memory:';
  const index = isTemporary ? mkdtempSync(join(tmpdir(), 'paperboy-')) : searchFolderOf(config.DATABASE_URL);
  const embedder = await embedderOf(config);
  const search = createSearchEngine({
    folder: index,
    papers: store.papers,
    log,
    clock,
    signal: stopping.signal,
    ...(embedder ? { embedder } : {}),
  });
  const model = await modelOf(config);
  const summarizer = isDemo
    ? createSummarizer()
    : createSummarizer({
        model,
        fullText: createFullText({ ...from, ...(parsers && { parsers: parsers.call }) }),
        readers: parsers?.call,
        store: store.summaries,
        budget: budgetOf(config),
        concurrency: config.LLM_CONCURRENCY,
        clock,
        log,
      });
  const { forCard } = summarizer;
  const isStopping = () => stopping.signal.aborted;

  const platforms = new Map<PlatformName, Platform>();
  const owner = `${hostname()}-${process.pid}`;
  const latestMs = config.LATEST_HOURS * HOUR;
  const tallies = createTallies({
    store,
    platforms,
    forCard,
    clock,
    wallClock: wire,
    log,
    editEveryMs: EDIT_EVERY_MS[kind],
    editWithinMs: 14 * DAY,
  });
  const presetReactions = createPresetReactions({ store, platforms, clock, log });
  const duplicates = createDuplicateCheck({ store, platforms, clock, log });
  const deliver = createDeliver({
    store,
    platforms,
    forCard,
    clock,
    log,
    owner,
    latestMs,
    concurrency: DELIVERIES_AT_ONCE[kind],
    onPostponed: (runAt) => wake.at(runAt),
    async posted(post, sent, found) {
      void presetReactions.run();
      await tallies.posted(post, sent, found);
      const platform = platforms.get(splitChannel(post.channel)?.platform ?? 'terminal');
      // Votes from before this process began are known to the platform alone.
      if (found && platform) await reconcilePost(platform, post, sent, { store, tallies, clock, log });
    },
  });
  const wake = createWake(() => {
    deliver.run().catch((err: unknown) => log.error({ err }, 'a delivery could not be tried again'));
  }, clock);
  const deliverWithReactions: Deliver = {
    ...deliver,
    run: async () => {
      // Nobody waits for them: after a fan-out on Slack they take hours.
      void presetReactions.run();
      void duplicates.run();
      await deliver.run();
    },
    stop: async () => {
      wake.stop();
      await deliver.stop();
      await presetReactions.stop(REACTIONS_MS);
    },
  };
  const refresh = createRefresh({ store, source, search, clock, log });
  const { arxivPapers } = source;
  const withdrawals = createWithdrawalWatch({ store, arxivPapers, search, tallies, platforms, clock, log });
  const keep = async (papers: readonly Paper[]): Promise<void> => {
    const { added, changed } = await store.papers.save(papers, clock.now());
    await search.update(await store.papers.getMany([...added, ...changed]));
  };
  const services: Services = {
    ...(staged ? { demoDays: staged.files.days } : {}),
    ...{ clock, store, source, search, summarizer, keep },
    nextDue: (schedule) => nextDue(schedule, clock.now()),
    findPaper: createFindPaper({ papers: store.papers, source, keep, clock }),
    searchBeyond: (where, text, limit) =>
      where === 'arxiv' ? source.searchArxiv(text, limit) : source.search(text, limit),
    vote: tallies.press,
    preview: (subscription) => previewOf(store, forCard, subscription, clock.now()),
    postNow: createPostNow({
      ...{ store, clock, deliver: deliverWithReactions, log },
      categoriesTrouble: () => refresh.status().categories,
    }),
    checkChannel: async (channel, layout) => {
      const at = splitChannel(channel);
      return (await (at && platforms.get(at.platform))?.check(at.id, layout)) ?? [];
    },
    sharingObstacle: async ({ platform, channel, person }) =>
      platforms.get(platform)?.sharingObstacle(channel, person),
    visibleChannels: createVisibleChannels(platforms, log),
    forget: createForget({ store, platforms, clock, log }),
    refreshStatus: refresh.status,
  };
  const dispatcher = createDispatcher({
    commands,
    services,
    log,
    newRequestId: () => randomBytes(4).toString('hex'),
    signal: stopping.signal,
    isUnlimited,
    onBehalfOf(asker, onWait, work) {
      if (isUnlimited(asker)) return work();
      const { person, platform, channel, tenant } = asker;
      return onBehalfOf({ person, channel: `${platform}:${channel}`, tenant, onWait }, work);
    },
  });
  const inbound: Inbound = {
    ...dispatcher,
    ...createTenants({ store, clock, log }),
    reaction: tallies.reaction,
    async gap(name) {
      const platform = platforms.get(name);
      const deps = { store, tallies, clock, log, withinMs: READ_BACK_MS, isStopping };
      if (platform) await reconcileVotes(platform, deps);
    },
  };
  const terminal = await addPlatforms(platforms, kind, config, wire, log);
  // All is built: only now can it go on without what has just failed.
  if (kind === 'real') guard.arm(log);

  return {
    ...{ clock, log, store, source, search, summarizer, platforms, inbound, refresh, tallies },
    slackEvents: describeSlackEvents(config),
    deliver: deliverWithReactions,
    withdrawals,
    retention: createRetention({
      ...{ store, clock, log, isStopping },
      voteDays: config.VOTE_RETENTION_DAYS,
      deliveryDays: config.DELIVERY_RETENTION_DAYS,
    }),
    tellFollowers: () => tellFollowers({ store, forCard, platforms, clock, log, isStopping }),
    checkModel:
      model &&
      (() => {
        const budget = createBudget(priceOf(config), store.summaries, clock);
        return checkModel(model, budget, stopping.signal, parsers?.call);
      }),
    checkEmbedder: embedder && (() => checkEmbedder(embedder, stopping.signal)),
    readPapers: (path) => readImportFile(path, parsers?.call.parseImportTexts),
    refreshMinutes: config.REFRESH_MINUTES,
    tickEveryMs: Math.max(SHORTEST_TICK_MS, MINUTE / config.PAPERBOY_CLOCK_SPEED),
    ...(staged
      ? {
          demo: {
            days: staged.files.days,
            clock: staged.clock,
            openPlayground: () => openPlayground(platforms, staged.clock, log),
          },
        }
      : {}),
    ...(terminal ? { left: terminal.left } : {}),
    stopping: stopping.signal,
    isAttended: process.stdin.isTTY,
    isTerminal: process.stdout.isTTY,
    print: output.print,
    printError: output.printError,
    async close() {
      await search.close();
      await parsers?.close();
      await store.close();
      if (isTemporary) rmSync(index, { recursive: true, force: true });
    },
  };
}

/** The second signal of search, where the operator has an endpoint for it. */
async function embedderOf({
  EMBEDDINGS_BASE_URL: baseUrl,
  EMBEDDINGS_MODEL: model,
  EMBEDDINGS_API_KEY: apiKey,
}: Config) {
  if (baseUrl === undefined) return undefined;
  const { createEmbedder } = await import('./search/index/embeddings-endpoint.ts');
  return createEmbedder({ baseUrl, model, ...(apiKey ? { apiKey } : {}) });
}

/** What writes summaries, where the operator has an endpoint for it. */
async function modelOf(config: Config) {
  const { LLM_BASE_URL: baseUrl, LLM_MODEL: model, LLM_API_KEY: apiKey } = config;
  if (baseUrl === undefined || model === undefined) return undefined;
  const { createModel } = await import('./summary/model/model.ts');
  const timeoutMs = config.LLM_TIMEOUT * 1000;
  return createModel({ baseUrl, model, timeoutMs, ...(apiKey ? { apiKey } : {}) });
}

function budgetOf(config: Config): BudgetSettings {
  const { LLM_DAILY_COST: costPerDay, LLM_DAILY_TOKENS: tokensPerDay } = config;
  return withDefaultBudget({ costPerDay, tokensPerDay, ...priceOf(config) });
}

function priceOf(config: Config): Pick<BudgetSettings, 'pricePerMillion'> {
  return { pricePerMillion: { input: config.LLM_PRICE_INPUT, output: config.LLM_PRICE_OUTPUT } };
}

function createHttpClient(
  config: Config,
  clock: Clock,
  log: Log,
  manner: Pick<HttpOptions, 'fetch' | 'failFast'>,
) {
  return createHttp({
    origins: [
      {
        url: config.HF_BASE_URL,
        name: 'Hugging Face',
        shares: HUGGING_FACE_SHARES,
        concurrency: 4,
        ...(config.HF_TOKEN === undefined ? {} : { token: config.HF_TOKEN }),
      },
      // arXiv asks for one request in three seconds over one connection.
      {
        ...{ url: config.ARXIV_BASE_URL, name: 'arXiv', shares: ARXIV_SHARES },
        ...{ concurrency: 1, gapMs: manner.fetch ? 0 : 3000 },
      },
    ],
    userAgent: `Paperboy/0.1 (+${config.CONTACT})`,
    signal: stopping.signal,
    ...manner,
    clock,
    log,
  });
}

/** A person at their own prompt asks as fast as they like. */
function isUnlimited({ platform }: { readonly platform: PlatformName }): boolean {
  return platform === 'terminal';
}

/** Resolves when the process is asked to stop, or the person at the terminal leaves. */
function until(app: App): Promise<void> {
  return Promise.race([asked, ...(app.left ? [app.left] : [])]);
}

// A promise alone keeps no process alive: where all that is left is let go (a worker, a socket, a timer that is unref'd),
// Node would end in the middle of a command, with 13. The command's own end decides.
const holding = setInterval(() => undefined, 2 ** 30);

const code = await runCommandLine(process.argv.slice(2), {
  build,
  asked,
  until,
  ...output,
});
process.exitCode = guard.hasStopped() ? EXIT.failed : code;

clearInterval(holding);
// Whatever still holds the process (a socket that will not close) gets two more seconds.
setTimeout(() => process.exit(), 2000).unref();
