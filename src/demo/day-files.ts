import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { InputError } from '../core/base/errors.ts';
import type { Day } from '../core/base/time.ts';
import { findJsonExcess, JSON_LIMITS, wordJsonExcess } from '../core/replies/json-limits.ts';
import { problems, texts } from './texts.ts';

/** An item of a day's list as Hugging Face's API writes it; only what is looked at here. */
export interface ListedItem {
  readonly paper: { readonly id: string; readonly upvotes?: number };
}

/** Recorded days: one file each, `YYYY-MM-DD.json` or `.json.gz`, with the API's array. */
export interface DayFiles {
  /** Oldest first. */
  readonly days: readonly Day[];
  /** Empty for a day that was not recorded. Throws an `InputError` for any other file. */
  read(day: Day): readonly ListedItem[];
}

const SAMPLE = join(import.meta.dirname, 'sample');
const FILE = /^(\d{4}-\d{2}-\d{2})\.json(?:\.gz)?$/;

/** Of one day, unpacked: the busiest has 1 MB. */
const MAX_BYTES = 32 * 1024 * 1024;

/** Days cached in memory, unpacked; the same few are asked for again and again. */
const MAX_DAYS = 60;

/** The editions that come with Paperboy. */
export function readSampleDays(): DayFiles {
  return readRecordedDays(SAMPLE);
}

/** The recorded days of a folder; throws an `InputError` when there is no such folder or no day in it. */
export function readRecordedDays(folder: string): DayFiles {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new InputError(problems.replayMissing({ folder }));
  }
  const files = new Map(
    readdirSync(folder)
      .toSorted()
      .flatMap((file) => {
        const day = FILE.exec(file)?.[1];
        return day === undefined ? [] : [[day, file] as const];
      }),
  );
  if (files.size === 0) {
    throw new InputError(problems.replayEmpty({ folder }));
  }
  const read = new Map<Day, readonly ListedItem[]>();
  return {
    days: [...files.keys()],
    read(day) {
      const file = files.get(day);
      if (file === undefined) return [];
      const items = read.get(day) ?? readItems(join(folder, file));
      read.set(day, items);
      for (const oldest of [...read.keys()].slice(0, -MAX_DAYS)) read.delete(oldest);
      return items;
    },
  };
}

function unpack(bytes: Uint8Array): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_BYTES });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw code === 'ERR_BUFFER_TOO_LARGE' ? new Error(texts.tooLarge(), { cause }) : cause;
  }
}

function readItems(path: string): readonly ListedItem[] {
  try {
    if (statSync(path).size > MAX_BYTES) throw new Error(texts.tooLarge());
    const bytes = readFileSync(path);
    const text = (path.endsWith('.gz') ? unpack(bytes) : bytes).toString('utf8');
    const excess = findJsonExcess(text, JSON_LIMITS);
    if (excess !== undefined) throw new Error(texts.excess({ what: wordJsonExcess(excess) }));
    const items: unknown = JSON.parse(text);
    if (!Array.isArray(items)) throw new Error(texts.noList());
    return items.filter((item): item is ListedItem => typeof item?.paper?.id === 'string');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new InputError(problems.replayUnreadable({ path, why }), { cause });
  }
}
