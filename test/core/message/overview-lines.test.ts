import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Overview } from '../../../src/core/message/message.ts';
import type { Paper } from '../../../src/core/paper/paper.ts';
import { PHONE } from '../../../src/core/text/phone-lines.ts';
import { type DayFiles, readRecordedDays, readSampleDays } from '../../../src/demo/day-files.ts';
import { parseList } from '../../../src/sources/hugging-face/parse-list.ts';
import { endsWell } from '../../support/ends-well.ts';
import { cardHeightOnPhone, fitOnPhone, heightOnPhone } from '../../support/phone.ts';
import { composePosts } from '../../support/recorded-posts.ts';

const RECORDED = resolve(import.meta.dirname, '../../../../shared/data/hf-daily');
const PLATFORMS = ['discord', 'slack'] as const;

/** Each list is parsed once: sample days and recorded ones are of different files, and so are their keys. */
const parsed = new WeakMap<DayFiles, Map<string, readonly Paper[]>>();

function readPapers(files: DayFiles, day: string): readonly Paper[] {
  const known = parsed.get(files) ?? new Map<string, readonly Paper[]>();
  const papers = known.get(day) ?? parseList(files.read(day), 'recording').papers;
  parsed.set(files, known.set(day, papers));
  return papers;
}

/** The first message of a digest of five papers of a day in the default layout, as a channel gets it where people vote. */
function composeOverview(files: DayFiles, day: string, without: (paper: Paper) => Paper): Overview {
  const papers = readPapers(files, day).map(without);
  const [first] = composePosts({ day, papers }, { layout: 'thread', count: 5 });
  if (first?.kind !== 'overview') throw new Error(`${day}: no overview`);
  return first;
}

/** The height of each card of a day's thread together with the next one. */
function measurePairs(files: DayFiles, day: string, without: (paper: Paper) => Paper) {
  const papers = readPapers(files, day).map(without);
  const cards = composePosts({ day, papers }, { layout: 'thread', count: 5 }).flatMap((message) =>
    message.kind === 'card' ? [message] : [],
  );
  return (platform: 'discord' | 'slack'): number[] => {
    const heights = cards.map((card) => cardHeightOnPhone(card, platform));
    return heights.slice(1).map((height, i) => height + (heights[i] ?? 0));
  };
}

const asIs = (paper: Paper): Paper => paper;
const withoutAi = ({ aiSummary: _, ...paper }: Paper): Paper => paper;

function wordsIn(text: string): string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

function checkLines(overviews: readonly Overview[]): void {
  for (const { day, entries } of overviews)
    for (const { paper, summary } of entries) {
      const line = summary?.line ?? '';
      const about = `${day} ${paper.id}: ${line}`;
      expect(line.length, about).toBeLessThanOrEqual(120);
      expect(line.length, about).toBeGreaterThan(20);
      expect(line, about).not.toMatch(
        /^(?:this|these|it|they|such|however|moreover)\b(?! (?:paper|work|article|study|survey|report|thesis))/i,
      );
      const source = wordsIn(`${paper.aiSummary ?? ''} ${paper.abstract}`);
      expect(source, about).toContain(wordsIn(line).at(-1));
    }
}

/** Whether a sentence that was cut ends where a clause or a phrase does, by a grammar that knows nothing of how it was cut. */
function isCutAtClause(line: string, { aiSummary = '', abstract }: Paper): boolean {
  const source = `${aiSummary} ${abstract}`.replace(/\s+/g, ' ');
  const at = source.indexOf(line.slice(0, 30));
  // What was between commas was left out: a cut behind a clause too.
  if (at < 0) return true;
  const [sentence = ''] = source.slice(at, at + 600).split(/(?<=[.!?]) (?=[A-Z])/);
  // The mark that preceded the ellipsis belongs to the cut.
  const cut = line.slice(0, -1);
  if (!sentence.startsWith(cut)) return true;
  const mark = /^[,;:]|^ [–—]/u.exec(sentence.slice(cut.length))?.[0] ?? '';
  return endsWell(sentence, `${cut}${mark}`);
}

describe.each([
  ['as they are', asIs],
  ['without an AI summary', withoutAi],
] as const)('the overview of the bundled days %s', (_, without) => {
  const files = readSampleDays();
  const overviews = files.days.map((day) => composeOverview(files, day, without));

  it('says of each paper what it found, in at most 120 characters and whole words', () => {
    checkLines(overviews);
  });

  it.each(PLATFORMS)('fits one screen of a phone on %s, with votes, pace and a mention', (platform) => {
    for (const overview of overviews)
      expect(heightOnPhone(overview, platform), overview.day).toBeLessThanOrEqual(PHONE.height);
  });

  it.each(PLATFORMS)('has two cards of its thread on one screen of a phone on %s', (platform) => {
    for (const day of files.days)
      expect(Math.max(...measurePairs(files, day, without)(platform)), day).toBeLessThanOrEqual(PHONE.height);
  });
});

describe.skipIf(!existsSync(RECORDED)).each([
  ['as they are', asIs],
  ['without an AI summary', withoutAi],
] as const)('the overview of the 479 recorded days %s (skipped without ../shared)', (_, without) => {
  const files =
    existsSync(RECORDED) && readdirSync(RECORDED).length > 0 ? readRecordedDays(RECORDED) : readSampleDays();
  const { days } = files;
  const overviews = days.map((day) => composeOverview(files, day, without));

  it('says of each paper what it found, in at most 120 characters and whole words', () => {
    checkLines(overviews);
  });

  it.each(PLATFORMS)('fits one screen of a phone on %s, every day', (platform) => {
    const over = overviews.filter((overview) => heightOnPhone(overview, platform) > PHONE.height);
    expect(over.map(({ day }) => day)).toEqual([]);
  });

  it.each(PLATFORMS)(
    'is cut on %s where it would not fit, and no title on more than one day in ten',
    (platform) => {
      const cut = overviews.filter((overview) =>
        fitOnPhone(overview, platform).entries.some(
          ({ paper }, i) => paper.title !== overview.entries[i]?.paper.title,
        ),
      );
      expect(cut.length / overviews.length).toBeLessThanOrEqual(0.1);
    },
  );

  it.each(PLATFORMS)('has two cards of its thread on one screen of a phone on %s, every two', (platform) => {
    const over = days.filter(
      (day) => Math.max(...measurePairs(files, day, without)(platform)) > PHONE.height,
    );
    expect(over).toEqual([]);
  });

  it('has sentences cut behind a clause, all but one in twenty', () => {
    for (const platform of PLATFORMS) {
      const views = overviews.flatMap((overview) => fitOnPhone(overview, platform).entries);
      const elsewhere = views.filter(({ paper, summary: { line = '' } = {} }) => {
        return line.endsWith('…') && !isCutAtClause(line, paper);
      });
      expect(elsewhere.length / views.length, platform).toBeLessThanOrEqual(0.05);
    }
  });
});
