import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderMessage as renderDiscord } from '../adapters/discord/render/render.ts';
import { renderMessage as renderSlack } from '../adapters/slack/render/render.ts';
import type { Card, Overview } from '../src/core/message/message.ts';
import type { Paper } from '../src/core/paper/paper.ts';
import { NO_VOTES } from '../src/core/vote/vote.ts';
import { type DayFiles, readRecordedDays, readSampleDays } from '../src/demo/day-files.ts';
import { parseList } from '../src/sources/hugging-face/parse-list.ts';
import { createSummarizer } from '../src/summary/fallback-chain.ts';
import { cardHeightOnPhone, heightOnPhone } from './support/phone.ts';

const RECORDED = resolve(import.meta.dirname, '../../shared/data/hf-daily');
const PHONE_HEIGHT = 844;
const { findCardSummary } = createSummarizer();

/** The five papers with most upvotes of a day, as an overview shows them. */
function composeOverview(files: DayFiles, day: string, without: (paper: Paper) => Paper): Overview {
  const { papers } = parseList(files.read(day), 'recording');
  const best = papers.toSorted((a, b) => (b.upvotes ?? 0) - (a.upvotes ?? 0)).slice(0, 5);
  const entries = best.map(without).map((paper, i) => {
    const summary = findCardSummary(paper);
    return { paper, n: i + 1, tally: NO_VOTES, ...(summary ? { summary } : {}) };
  });
  return { kind: 'overview', day, entries, more: 0, cards: 'thread', language: 'en' };
}

/** The height of each card of a day's thread together with the next one. */
function measurePairs({ entries, language }: Overview, platform: 'discord' | 'slack'): number[] {
  const heights = entries.map((view) =>
    cardHeightOnPhone({ kind: 'card', view, language, takesReactions: true } satisfies Card, platform),
  );
  return heights.slice(1).map((height, i) => height + (heights[i] ?? 0));
}

/** So many characters one reads before a sentence, by what screen readers read on Slack and by what Discord draws without links. */
function countBefore(overview: Overview, line: string): number[] {
  const [discord, slack] = [renderDiscord(overview), renderSlack(overview)];
  const drawn = (discord.embeds[0].description ?? '').replace(/\]\([^)]*\)|[*\\[]/g, '');
  const bare = line.replace(/[*\\[]/g, '');
  return [
    drawn.indexOf(bare.slice(0, 20)),
    slack.text.replaceAll('&amp;', '&').indexOf(line.slice(0, 20)),
  ].map((at) => (at < 0 ? Number.POSITIVE_INFINITY : at));
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
        /^(?:this|these|it|they|such|however|moreover)\b(?! (?:paper|work|study|survey))/i,
      );
      const source = wordsIn(`${paper.aiSummary ?? ''} ${paper.abstract}`);
      expect(source, about).toContain(wordsIn(line).at(-1));
    }
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

  it('fits one screen of a phone on Discord, and is little taller on Slack', () => {
    for (const overview of overviews) {
      expect(heightOnPhone(overview, 'discord'), overview.day).toBeLessThanOrEqual(PHONE_HEIGHT);
      expect(heightOnPhone(overview, 'slack'), overview.day).toBeLessThanOrEqual(1.05 * PHONE_HEIGHT);
    }
  });

  it.each(['discord', 'slack'] as const)(
    'has two cards of its thread on one screen of a phone on %s',
    (platform) => {
      for (const overview of overviews)
        expect(Math.max(...measurePairs(overview, platform)), overview.day).toBeLessThanOrEqual(
          1.02 * PHONE_HEIGHT,
        );
    },
  );
});

describe.skipIf(!existsSync(RECORDED)).each([
  ['as they are', asIs],
  ['without an AI summary', withoutAi],
] as const)('the overview of the recorded days of 2026 %s (skipped without ../shared)', (_, without) => {
  const files =
    existsSync(RECORDED) && readdirSync(RECORDED).length > 0 ? readRecordedDays(RECORDED) : readSampleDays();
  const days = files.days.filter((day) => day.startsWith('2026'));
  const overviews = days.map((day) => composeOverview(files, day, without));

  it('says of each paper what it found, in at most 120 characters and whole words', () => {
    checkLines(overviews);
  });

  it('says the first finding after the heading and one title, on both platforms', () => {
    for (const overview of overviews) {
      const [{ paper, summary } = { paper: { title: '' }, summary: undefined }] = overview.entries;
      const before = countBefore(overview, summary?.line ?? '');
      // Heading, number and link around the title.
      for (const count of before) expect(count, overview.day).toBeLessThanOrEqual(paper.title.length + 60);
    }
  });

  it('fits one screen of a phone: on Discord always, on Slack on 95 % of the days', () => {
    const over = (platform: 'discord' | 'slack') =>
      overviews.filter((overview) => heightOnPhone(overview, platform) > PHONE_HEIGHT).length /
      overviews.length;
    expect(over('discord')).toBe(0);
    expect(over('slack')).toBeLessThanOrEqual(0.05);
  });

  it.each(['discord', 'slack'] as const)(
    'has two cards of its thread on one screen of a phone on %s, 97 pairs in a hundred',
    (platform) => {
      const pairs = overviews
        .flatMap((overview) => measurePairs(overview, platform))
        .toSorted((a, b) => a - b);
      const over = pairs.filter((height) => height > PHONE_HEIGHT).length / pairs.length;
      expect(over).toBeLessThanOrEqual(0.03);
    },
  );
});
