import type { Day } from '../../src/core/base/time.ts';
import type { Paper } from '../../src/core/paper/paper.ts';
import type { DayFiles } from '../../src/demo/day-files.ts';
import { readRecordedDays } from '../../src/demo/day-files.ts';
import { readDemoDays } from '../../src/demo/earlier-days.ts';
import { parseListItem } from '../../src/sources/hugging-face/item.ts';

export interface ListedPaper {
  readonly paper: Paper;
  /** The day on which it was listed first. */
  readonly day: Day;
  /** Who put it on the list, where that is known. */
  readonly submittedBy: string;
}

/** Days in order, and every paper of them once. */
export interface Recording {
  /** What it is, for the report. */
  readonly name: string;
  readonly days: ReadonlyArray<{ readonly day: Day; readonly papers: readonly number[] }>;
  readonly papers: readonly ListedPaper[];
}

/** The recorded days of a folder, else the bundled demo days. */
export function readRecording(folder: string | undefined): Recording {
  if (folder === undefined) return read('the bundled demo days, which are few', readDemoDays());
  return read(`recorded days of ${folder.split('/').slice(-2).join('/')}`, readRecordedDays(folder));
}

function read(name: string, files: DayFiles): Recording {
  const numbers = new Map<string, number>();
  const papers: ListedPaper[] = [];
  const days = files.days.map((day) => {
    const listed = files.read(day).flatMap((item) => {
      const parsed = parseListItem(item);
      if (!('paper' in parsed)) return [];
      const { paper } = parsed;
      if (!numbers.has(paper.id)) {
        numbers.set(paper.id, papers.length);
        papers.push({ paper, day, submittedBy: readSubmitter(item) });
      }
      return [numbers.get(paper.id) ?? 0];
    });
    return { day, papers: [...new Set(listed)] };
  });
  return { name, days: days.filter((one) => one.papers.length > 0), papers };
}

function readSubmitter(item: object): string {
  const by: unknown = 'submittedBy' in item ? item.submittedBy : undefined;
  const name = typeof by === 'object' && by !== null && 'name' in by ? by.name : '';
  return typeof name === 'string' ? name : '';
}
