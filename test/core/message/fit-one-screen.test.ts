import { describe, expect, it } from 'vitest';
import { type EntriesOnPhone, fitOneScreen, measureEntry } from '../../../src/core/message/fit-one-screen.ts';
import type { PaperList, PaperView } from '../../../src/core/message/message.ts';
import { anOverview, aPaper, aView } from '../../support/builders.ts';

const SHORT = 'In one line.';
/** A line is ten points high and has forty digits. */
const type = { size: 10, height: 10 };
const PHONE: EntriesOnPhone = {
  height: 250,
  width: 40 * 5.56,
  ...{ title: type, line: type, facts: { size: 16, height: 10 }, gap: 0 },
};

/** So many words of nine digits and a space are a line, four words each. */
const linesOf = (lines: number): string =>
  Array(lines * 4)
    .fill('123456789')
    .join(' ');

/** A paper whose title and sentence take so many lines of a phone, and one of facts. */
function entry(titleLines: number, sentenceLines: number, more: Partial<PaperView> = {}): PaperView {
  const title = linesOf(titleLines).slice(4);
  const line = linesOf(sentenceLines);
  const paper = aPaper({ title, upvotes: 5, authors: [], keywords: [] });
  return aView({ paper, summary: { text: line, line, shortLine: SHORT, by: 'abstract' }, ...more });
}

const fitAll = (entries: readonly PaperView[]) => fitOneScreen(anOverview(0, { entries }), PHONE).entries;

const areShort = (entries: readonly PaperView[]) =>
  fitAll(entries).map(({ summary }) => summary?.line === SHORT);

const heightOf = (entries: readonly PaperView[]): number =>
  entries.reduce((sum, view) => sum + measureEntry(view, PHONE, 'en'), 0);

describe('five papers on a phone', () => {
  it('have whole sentences where they fit', () => {
    const entries = Array.from({ length: 5 }, () => entry(1, 3));
    expect(heightOf(entries)).toBe(250);
    expect(areShort(entries)).toEqual(Array(5).fill(false));
  });

  it('are shortened where they do not, first where most is saved, and no more than needed', () => {
    const entries = [entry(1, 2), entry(2, 3), entry(1, 3), entry(2, 2), entry(2, 4)];
    expect(heightOf(entries)).toBe(270);
    expect(areShort(entries)).toEqual([false, false, false, false, true]);
  });

  it('lose the topics that take a second line before any sentence', () => {
    const words = { keywords: ['robotic hands', 'tactile maps'] };
    const entries = [
      entry(1, 3, {
        paper: aPaper({ title: '1', upvotes: 5, authors: [], ...words }),
        rise: { gained: 3, hours: 24 },
      }),
      ...Array.from({ length: 4 }, () => entry(1, 3)),
    ];
    expect(heightOf(entries)).toBe(260);
    const fitted = fitAll(entries);
    expect(heightOf(fitted)).toBe(250);
    expect(fitted[0]?.paper.keywords).toBeUndefined();
    expect(fitted.every(({ summary }) => summary?.line !== SHORT)).toBe(true);
  });

  it('have the longest titles cut at a word where shorter sentences are not enough', () => {
    const entries = [entry(6, 3), entry(4, 3), entry(4, 3), entry(4, 3), entry(4, 3)];
    const fitted = fitAll(entries);
    expect(heightOf(fitted)).toBeLessThanOrEqual(250);
    expect(fitted.filter(({ paper }, i) => paper.title !== entries[i]?.paper.title)).not.toEqual([]);
    for (const { paper } of fitted) expect(paper.title).toMatch(/^(?:\d{5}|\d{9})(?: \d{9})*…?$/);
  });

  it('more of them are left alone: they are scrolled anyway', () => {
    expect(areShort(Array.from({ length: 6 }, () => entry(4, 4)))).toEqual(Array(6).fill(false));
  });
});

/** So many lines of a passage in which a query matched, its first word strong. */
const passageOf = (lines: number) => [
  { text: '123456789', strong: true },
  { text: ` ${linesOf(lines).slice(10)}` },
];

const resultOf = (titleLines: number, passageLines: number, more: Partial<PaperView> = {}): PaperView => ({
  ...entry(titleLines, 1, more),
  snippet: passageOf(passageLines),
});

const aList = (entries: readonly PaperView[]): PaperList => ({
  kind: 'list',
  title: 'Search: agents',
  language: 'en',
  entries,
});

const fitResults = (entries: readonly PaperView[]) => fitOneScreen(aList(entries), PHONE).entries;

describe('five results on a phone', () => {
  it('are whole where they fit', () => {
    const entries = Array.from({ length: 5 }, () => resultOf(1, 3));
    expect(heightOf(entries)).toBe(250);
    expect(fitResults(entries)).toEqual(entries);
  });

  it('have passages of two lines before any title is cut, the words that matched still strong', () => {
    const entries = Array.from({ length: 5 }, () => resultOf(2, 4));
    const fitted = fitResults(entries);
    expect(heightOf(fitted)).toBe(250);
    for (const { paper, snippet = [] } of fitted) {
      expect(paper.title).toBe(entries[0]?.paper.title);
      expect(snippet[0]).toEqual({ text: '123456789', strong: true });
      expect(snippet.at(-1)?.text).toBe('…');
    }
  });

  it('have titles of two lines, and passages and sentences of one, where passages of two lines are not enough', () => {
    const entries = Array.from({ length: 5 }, (_, i) => (i < 4 ? resultOf(4, 3) : entry(4, 5)));
    const fitted = fitResults(entries);
    expect(heightOf(fitted)).toBeLessThanOrEqual(250);
    // Two of title, one of text, one of facts.
    for (const view of fitted) {
      expect(measureEntry(view, PHONE, 'en')).toBeGreaterThanOrEqual(40);
      expect(view.paper.title.length).toBeGreaterThan(40);
    }
  });

  it('have titles of one line where nothing else is left to shorten', () => {
    const narrow = { ...PHONE, height: 150 };
    const entries = Array.from({ length: 5 }, () => resultOf(4, 3));
    const fitted = fitOneScreen(aList(entries), narrow).entries;
    expect(heightOf(fitted)).toBeLessThanOrEqual(150);
    for (const { paper } of fitted) expect(paper.title).toMatch(/^.{1,40}…$/);
  });
});
