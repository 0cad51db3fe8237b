import { addDays, toUtcDay } from '../../core/base/calendar.ts';
import type { Problem } from '../../core/base/catalog.ts';
import type { Clock } from '../../core/base/clock.ts';
import { SourceError, toProblem, toPublicProblem } from '../../core/base/errors.ts';
import { speakEnglish } from '../../core/base/language.ts';
import type { Log } from '../../core/base/log.ts';
import { flattenText } from '../../core/base/text.ts';
import type { Day, Instant } from '../../core/base/time.ts';
import type { CategoriesTrouble, ListsTrouble } from '../../core/command/services.ts';
import { toEditionState } from '../../core/paper/edition.ts';
import type { Paper } from '../../core/paper/paper.ts';
import type { ListTimes, NamedSources, PaperFiller, PaperLists } from '../../core/paper/paper-source.ts';
import type { SearchEngine } from '../../core/search/search.ts';
import type { Store } from '../../core/store/store.ts';

export interface RefreshDeps {
  readonly store: Store;
  readonly source: PaperLists & ListTimes & PaperFiller & NamedSources;
  readonly search: Pick<SearchEngine, 'update'>;
  readonly clock: Clock;
  readonly log: Log;
}

export interface RefreshStatus {
  /** When a refresh last fetched every day it asked for. */
  readonly lastSuccess?: Instant;
  /** What went wrong the last time, if anything did: each problem once. */
  readonly lists?: readonly ListsTrouble[];
  /** While the source of categories fails: since when, why, and how many recent papers have none. */
  readonly categories?: CategoriesTrouble;
}

export interface Refresh {
  /**
   * Fetches today's and yesterday's editions (UTC), and those missed during a downtime; never throws: failures are in the
   * status and, once, in the log.
   */
  run(): Promise<RefreshStatus>;
  /** Fetches one day's edition and saves it; throws a `SourceError`. */
  fetchDay(day: Day): Promise<{ added: number; papers: number }>;
  readStatus(): RefreshStatus;
}

/** As far back as missed digests are caught up. */
const LOOK_BACK_DAYS = 10;

/** Keeps the editions of the last two UTC days up to date. A zone ahead of UTC must not request a UTC tomorrow. */
export function createRefresh(deps: RefreshDeps): Refresh {
  const refresher = new Refresher(deps);
  return {
    run: () => refresher.run(),
    fetchDay: (day) => refresher.fetchDay(day),
    readStatus: () => refresher.readStatus(),
  };
}

class Refresher {
  readonly #deps: RefreshDeps;
  #status: RefreshStatus = {};
  #categories: CategoriesTrouble | undefined;

  constructor(deps: RefreshDeps) {
    this.#deps = deps;
  }

  readStatus(): RefreshStatus {
    return this.#categories ? { ...this.#status, categories: this.#categories } : this.#status;
  }

  async run(): Promise<RefreshStatus> {
    const today = toUtcDay(this.#deps.clock.now());
    const yesterday = addDays(today, -1);
    // The next digest waits for the newest papers: missed days come last. Yesterday's list gains votes overnight, and a
    // source may add papers to it after midnight UTC.
    const days = [yesterday, today, ...(await this.#listMissedDays(yesterday))];
    const failures: Failure[] = [];
    for (const day of days) {
      try {
        await this.fetchDay(day);
      } catch (error) {
        if (isStopped(error)) return this.#status;
        failures.push({ day, error });
      }
    }
    await this.#fillGaps(days);
    await this.#noteOutcome(failures);
    return this.readStatus();
  }

  async fetchDay(day: Day): Promise<{ added: number; papers: number }> {
    const { store, source, search, clock, log } = this.#deps;
    const batch = await source.list({ kind: 'day', day });
    const now = clock.now();
    const { added, changed } = await store.papers.save(batch.papers, now);
    const paperIds = batch.papers.map(({ id }) => id);
    const state = toEditionState(paperIds.length, { fetchedAt: now, closesAt: source.getClosingTime(day) });
    await store.editions.save({ day, state, paperIds, fetchedAt: now });
    await search.update(await store.papers.findMany([...added, ...changed]));
    const skipped = batch.skipped.length;
    log.info(
      { day, source: batch.source, papers: paperIds.length, added: added.length, skipped },
      'edition refreshed',
    );
    return { added: added.length, papers: paperIds.length };
  }

  /** Categories, and sometimes an abstract, come from elsewhere. Nothing waits for them: the next refresh tries again. */
  async #fillGaps(days: readonly Day[]): Promise<void> {
    const { store, source, search, clock, log } = this.#deps;
    const editions = await Promise.all(days.map((day) => store.editions.find(day)));
    const papers = await store.papers.findMany(editions.flatMap((edition) => edition?.paperIds ?? []));
    let filled: Paper[];
    try {
      filled = await source.fill(papers);
    } catch (err) {
      if (isStopped(err)) return;
      // Logged once per outage, not every ten minutes.
      if (!this.#categories)
        log.warn({ err }, 'a source failed; papers stay without categories until it answers');
      this.#categories = {
        source: source.names.details,
        since: this.#categories?.since ?? clock.now(),
        problem: toPublicProblem(err),
        papers: papers.filter((paper) => paper.categories === undefined).length,
      };
      return;
    }
    this.#categories = undefined;
    const { changed } = await store.papers.save(filled, clock.now());
    await search.update(await store.papers.findMany(changed));
  }

  /** What was missed during a downtime: of the days since the first stored one, those that are missing or still filling. */
  async #listMissedDays(before: Day): Promise<Day[]> {
    const { editions } = this.#deps.store;
    const stored = await editions.listBetween(addDays(before, -LOOK_BACK_DAYS), addDays(before, -1));
    const [first] = stored;
    if (!first) return [];
    const whole = new Set(stored.filter(({ state }) => state !== 'filling').map(({ day }) => day));
    const days: Day[] = [];
    for (let day = first.day; day < before; day = addDays(day, 1)) if (!whole.has(day)) days.push(day);
    return days;
  }

  async #noteOutcome(failures: readonly Failure[]): Promise<void> {
    const { store, clock, log } = this.#deps;
    const isFailing = this.#status.lists !== undefined;
    if (failures.length === 0) {
      if (isFailing) log.info({}, 'the papers source works again');
      this.#status = { lastSuccess: clock.now() };
      return;
    }
    const lists = groupFailures(failures);
    // Logged once per outage, not every ten minutes.
    if (!isFailing)
      log.error(
        { failures: lists.map(wordListsTrouble), savedPapers: await store.papers.count() },
        'the daily papers could not be refreshed',
      );
    this.#status = { ...this.#status, lists };
  }
}

/** A day that could not be fetched. */
interface Failure {
  readonly day: Day;
  readonly error: unknown;
}

/** Each problem once, with the days that could not be fetched because of it. */
function groupFailures(failures: readonly Failure[]): ListsTrouble[] {
  const alike = Map.groupBy(failures, ({ error }) => sayInEnglish(toProblem(error)));
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { error } = first;
    const days = group.map(({ day }) => day);
    return [{ days, problem: toProblem(error), publicProblem: toPublicProblem(error) }];
  });
}

/** For the operator: the days before the problem. */
export function wordListsTrouble({ days, problem }: ListsTrouble): string {
  return `${days.join(', ')}: ${sayInEnglish(problem)}`;
}

function sayInEnglish(problem: Problem): string {
  return speakEnglish(() => flattenText(problem.what()));
}

/** The process stops: nothing to fix. */
function isStopped(error: unknown): boolean {
  return error instanceof SourceError && error.kind === 'stopped';
}
