import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Day } from '../core/base/time.ts';
import { type DayFiles, type ListedItem, readSampleDays } from './day-files.ts';
import { describePaper, type PaperFacts } from './describe-paper.ts';

/** A line of the file: facts of one listed paper, without its abstract. */
interface EarlierPaper extends PaperFacts {
  readonly day: Day;
  readonly published: Day;
  /** When it was listed. */
  readonly listed: string;
  readonly upvotes: number;
  readonly comments?: number;
  readonly code?: string;
  readonly page?: string;
}

const FILE = join(import.meta.dirname, 'earlier.jsonl');

/** The demo's own days: the bundled editions, and before them three weeks of papers to search in. */
export function readDemoDays(): DayFiles {
  const sample = readSampleDays();
  const lines = readFileSync(FILE, 'utf8').trimEnd().split('\n');
  const earlier = Map.groupBy(
    lines.map((line) => JSON.parse(line) as EarlierPaper),
    ({ day }) => day,
  );
  return {
    days: [...earlier.keys(), ...sample.days],
    read: (day) => earlier.get(day)?.map(asListed) ?? sample.read(day),
  };
}

/** An arXiv ID begins with the month of the first version: a date after that month is of a later version. */
function isFirstVersion(id: string, published: Day): boolean {
  return `${published.slice(2, 4)}${published.slice(5, 7)}` <= id.slice(0, 4);
}

/** As Hugging Face's API would write it. */
function asListed(facts: EarlierPaper): ListedItem {
  const { id, title, authors, published, listed, upvotes, comments, keywords, org, code, stars, page } =
    facts;
  const paper = {
    ...{ id, title, upvotes, summary: describePaper(facts) },
    authors: authors.map((name) => ({ name })),
    ...(isFirstVersion(id, published) ? { publishedAt: `${published}T00:00:00.000Z` } : {}),
    submittedOnDailyAt: listed,
    ai_keywords: keywords,
    ...(org === undefined ? {} : { organization: { name: org, fullname: org } }),
    ...(code === undefined ? {} : { githubRepo: code }),
    ...(stars === undefined ? {} : { githubStars: stars }),
    ...(page === undefined ? {} : { projectPage: page }),
  };
  const item = { paper, title, publishedAt: listed, numComments: comments ?? 0 };
  return item;
}
