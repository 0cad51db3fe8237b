import { addDays, isDay, toUtcDay } from '../../core/base/calendar.ts';
import { InputError, SourceError } from '../../core/base/errors.ts';
import type { Day } from '../../core/base/time.ts';
import { type App, EXIT } from '../base/app.ts';
import { drawBar, startProgress } from '../base/progress.ts';
import { problems, texts } from '../base/texts.ts';

export interface BackfillOptions {
  readonly from: string;
  readonly to?: string;
  /** Fetches also the days that are stored and closed already. */
  readonly again?: boolean;
}

type BackfillApp = Pick<App, 'store' | 'clock' | 'refresh' | 'stopping' | 'isTerminal' | 'print'>;

/** After this many days in a row on which the source failed it gives up: asking for hundreds helps nobody. */
const STOP_AFTER_FAILURES = 3;
const UNAVAILABLE = new Set(['source-unreachable', 'source-timeout', 'source-rate-limited']);

/** The longest span at once: two years. */
const MAX_DAYS = 800;

/**
 * Fetches a span of days, oldest first. Days that are stored and closed are skipped, so that it can be broken off and
 * begun again.
 */
export async function backfill(
  app: BackfillApp,
  { from, to, again = false }: BackfillOptions,
): Promise<number> {
  const { store, clock, refresh, stopping, isTerminal, print } = app;
  const days = listDays(from, to ?? toUtcDay(clock.now()), toUtcDay(clock.now()));
  const bar = startProgress(
    isTerminal,
    print,
    texts.backfillTitle({ days: days.length, first: days[0] ?? '' }),
  );
  const failures: string[] = [];
  let fetched = 0;
  let failuresInRow = 0;
  let notAsked = 0;
  let papers = 0;
  for (const [i, day] of days.entries()) {
    if (stopping.aborted) break;
    if (failuresInRow === STOP_AFTER_FAILURES) {
      notAsked = days.length - i;
      break;
    }
    const stored = await store.editions.find(day);
    if (again || stored === undefined || stored.state === 'filling') {
      try {
        papers += (await refresh.fetchDay(day)).added;
        fetched += 1;
        failuresInRow = 0;
      } catch (error) {
        if (stopping.aborted) break;
        failuresInRow = error instanceof SourceError && UNAVAILABLE.has(error.code) ? failuresInRow + 1 : 0;
        failures.push(
          texts.backfillFailure({ day, why: error instanceof Error ? error.message : String(error) }),
        );
      }
    }
    const way = isTerminal
      ? drawBar((i + 1) / days.length)
      : texts.backfillSteps({ done: i + 1, days: days.length });
    bar.report(texts.backfillProgress({ bar: way, day, papers }));
  }
  bar.end(texts.backfillEnd({ fetched, days: days.length, papers, failed: failures.length }));
  for (const failure of failures) print(failure);
  if (notAsked > 0) print(texts.backfillGivenUp({ days: notAsked }));
  if (stopping.aborted) print(texts.backfillStopped());
  if (stopping.aborted || failures.length > 0) print(texts.backfillAgain());
  if (stopping.aborted) return EXIT.stopped;
  return failures.length > 0 ? EXIT.refused : EXIT.ok;
}

function listDays(from: string, to: string, today: Day): Day[] {
  for (const day of [from, to]) {
    if (!isDay(day)) throw new InputError(problems.dayInvalid({ typed: day }));
  }
  if (to > today) throw new InputError(problems.dayFuture({ typed: to, today }));
  const days: Day[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    days.push(day);
    if (days.length > MAX_DAYS) throw new InputError(problems.spanTooLong({ most: MAX_DAYS }));
  }
  if (days.length === 0) throw new InputError(problems.spanEmpty({ from, to }));
  return days;
}
