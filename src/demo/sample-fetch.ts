import type { Instant } from '../core/base/time.ts';
import { readSampleDays } from './day-files.ts';
import { createDaysFetch, toNoon } from './days-fetch.ts';

/** The moment at which the demo's clock starts: noon, UTC, of the newest bundled day. */
export function readSampleNow(): Instant {
  return toNoon(readSampleDays().days.at(-1) ?? '');
}

/** Hugging Face as far as the bundled editions go. */
export function createSampleFetch(): typeof fetch {
  return createDaysFetch(readSampleDays());
}
