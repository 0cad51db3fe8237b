import { InputError, SourceError } from '../core/base/errors.ts';
import type { Day } from '../core/base/time.ts';
import { addDays, isDay, utcDay } from '../core/paper/edition.ts';
import { counted } from '../core/paper/format.ts';
import { type App, EXIT } from './app.ts';
import { barOf, startProgress } from './progress.ts';

export interface BackfillOptions {
  readonly from: string;
  readonly to?: string;
  /** Fetches also the days that are kept and closed already. */
  readonly again?: boolean;
}

/** After so many days in a row for which the source was away it is given up: to ask for hundreds helps nobody. */
const RESIGN_AFTER = 3;
const AWAY = new Set(['source-unreachable', 'source-timeout', 'source-rate-limited']);

/** The longest span at once: two years. */
const MOST_DAYS = 800;

/**
 * Fetches a span of days, oldest first. Days that are kept and closed are passed over, so that it can be broken off and
 * begun again.
 */
export async function backfill(app: App, { from, to, again = false }: BackfillOptions): Promise<number> {
  const { store, clock, refresh, stopping, isTerminal, print } = app;
  const days = daysOf(from, to ?? utcDay(clock.now()), utcDay(clock.now()));
  const bar = startProgress(isTerminal, print, `${days.length} days from ${days[0]}`);
  const failures: string[] = [];
  let fetched = 0;
  let awayInRow = 0;
  let notAsked = 0;
  let papers = 0;
  for (const [i, day] of days.entries()) {
    if (stopping.aborted) break;
    if (awayInRow === RESIGN_AFTER) {
      notAsked = days.length - i;
      break;
    }
    const kept = await store.editions.get(day);
    if (again || kept === undefined || kept.state === 'filling') {
      try {
        papers += (await refresh.day(day)).added;
        fetched += 1;
        awayInRow = 0;
      } catch (error) {
        if (stopping.aborted) break;
        awayInRow = error instanceof SourceError && AWAY.has(error.code) ? awayInRow + 1 : 0;
        failures.push(`${day}: ${error instanceof Error ? error.message : error}`);
      }
    }
    const way = isTerminal ? barOf((i + 1) / days.length) : `${i + 1} of ${days.length} days`;
    bar.tell(`${way} · ${day} · ${papers} new papers`);
  }
  bar.end(`${fetched} of ${days.length} days fetched, ${papers} new papers, ${failures.length} days failed`);
  for (const failure of failures) print(failure);
  if (notAsked > 0)
    print(`Given up, since the source is away: ${counted(notAsked, 'more day', 'en')} not asked for.`);
  if (stopping.aborted) print('Stopped before it was done; what was fetched is kept.');
  if (stopping.aborted || failures.length > 0)
    print('Run the same command again: only what is missing is fetched.');
  if (stopping.aborted) return EXIT.stopped;
  return failures.length > 0 ? EXIT.refused : EXIT.ok;
}

function daysOf(from: string, to: string, today: Day): Day[] {
  for (const day of [from, to]) {
    if (!isDay(day))
      throw new InputError('day-invalid', `"${day}" is not a day.`, { fix: 'Write it as 2026-04-30.' });
  }
  if (to > today) throw new InputError('day-future', `${to} has not come yet (today is ${today}, UTC).`);
  const days: Day[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    days.push(day);
    if (days.length > MOST_DAYS)
      throw new InputError('span-too-long', `More than ${MOST_DAYS} days at once.`, {
        fix: 'Split the span.',
      });
  }
  if (days.length === 0)
    throw new InputError('span-empty', `${from} is after ${to}.`, { fix: 'Give the older day as --from.' });
  return days;
}
