import { isDay } from '../core/base/calendar.ts';
import { InputError } from '../core/base/errors.ts';
import { type DayFiles, readRecordedDays } from './day-files.ts';
import { toNoon } from './days-fetch.ts';
import { readDemoDays } from './earlier-days.ts';
import { createSteeredClock, type SteeredClock } from './steered-clock.ts';
import { problems } from './texts.ts';

/** What of the demo can be chosen before it starts, as typed. */
export interface DemoChoice {
  /** A folder of recorded days instead of the bundled ones. */
  readonly replay?: string;
  /** The day that is posted first. */
  readonly date?: string;
  /** How many times as fast as the real one the bot's clock runs. */
  readonly speed?: string;
}

/** A day takes 12 seconds; faster, and a post would be late before the next look at the clock. */
export const MAX_SPEED = 7200;

/** What the demo shows. */
export interface PreparedDemo {
  readonly files: DayFiles;
  /** They are the bundled days, whose abstracts were written for the demo. */
  readonly isSample: boolean;
  /** Runs as fast as the real one: starting the bot and its page may take a day of the fastest clock. */
  readonly clock: SteeredClock;
  /** How fast the clock is to run once the first day has been posted. */
  readonly speed: number;
}

/** The demo's days and its clock; throws an `InputError` for what cannot be used. */
export function prepareDemo(choice: DemoChoice): PreparedDemo {
  const isSample = choice.replay === undefined;
  const files = choice.replay === undefined ? readDemoDays() : readRecordedDays(choice.replay);
  const speed = readSpeed(choice.speed);
  const { days } = files;
  // Where the days go by, they begin two days before the newest: search has the days before.
  const usual = (speed > 1 && isSample ? days.at(-3) : undefined) ?? days.at(-1);
  const day = choice.date ?? usual ?? '';
  if (!isDay(day)) {
    throw new InputError(problems.dayInvalid({ typed: day }));
  }
  if (!days.includes(day)) {
    const [first = '', last = ''] = [days[0], days.at(-1)];
    throw new InputError(
      problems.dayUnrecorded({ day, count: days.length, first, last, nearest: findNearest(days, day) ?? '' }),
    );
  }
  return { files, isSample, clock: createSteeredClock(toNoon(day)), speed };
}

function readSpeed(text = '1'): number {
  const speed = Number(text);
  if (speed >= 1 && speed <= MAX_SPEED) return speed;
  throw new InputError(problems.speedInvalid({ most: MAX_SPEED, typed: text }));
}

function findNearest(days: readonly string[], day: string): string | undefined {
  const measureDistance = (one: string) => Math.abs(toNoon(one) - toNoon(day));
  return days.toSorted((a, b) => measureDistance(a) - measureDistance(b))[0];
}
