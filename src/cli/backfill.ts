import { progress } from '@clack/prompts';
import { addDays, isDay, utcDay } from '../core/edition.ts';
import { InputError } from '../core/errors.ts';
import type { Day } from '../core/paper.ts';
import { type App, EXIT } from './app.ts';

export interface BackfillOptions {
  readonly from: string;
  readonly to?: string;
  /** Fetches also the days that are kept and closed already. */
  readonly again?: boolean;
}

/** The longest span at once: two years. */
const MOST_DAYS = 800;

/** Fetches a span of days, oldest first. Days that are kept and closed are passed over, so that it can be begun again. */
export async function backfill(app: App, { from, to, again = false }: BackfillOptions): Promise<number> {
  const days = daysOf(from, to ?? utcDay(app.clock.now()), utcDay(app.clock.now()));
  const bar = app.isTerminal ? progress({ max: days.length }) : lines(app, days.length);
  bar.start(`${days.length} days from ${days[0]}`);
  const failures: string[] = [];
  let fetched = 0;
  let papers = 0;
  for (const day of days) {
    const kept = await app.store.editions.get(day);
    if (again || kept === undefined || kept.state === 'filling') {
      try {
        papers += (await app.refresh.day(day)).added;
        fetched += 1;
      } catch (error) {
        failures.push(`${day}: ${error instanceof Error ? error.message : error}`);
      }
    }
    bar.advance(1, `${day} · ${papers} new papers`);
  }
  bar.stop(`${fetched} of ${days.length} days fetched, ${papers} new papers, ${failures.length} days failed`);
  for (const failure of failures) app.print(failure);
  if (failures.length > 0) app.print('Run the same command again: only what is missing is fetched.');
  return failures.length > 0 ? EXIT.refused : EXIT.ok;
}

/** Progress for a pipe or a log file: a line every tenth of the way. */
function lines({ print }: App, max: number): Pick<ReturnType<typeof progress>, 'start' | 'advance' | 'stop'> {
  const step = Math.ceil(max / 10);
  let done = 0;
  return {
    start: (text) => print(text ?? ''),
    advance: (n = 1, text = '') => {
      done += n;
      if (done % step === 0) print(`${done}/${max} ${text}`);
    },
    stop: (text) => print(text ?? ''),
  };
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
