import { describe, expect, it } from 'vitest';
import type { ChosenPaper } from '../../../src/core/delivery/delivery.ts';
import { composePost } from '../../../src/core/digest/compose.ts';
import { groupDigest } from '../../../src/core/digest/group-papers.ts';
import { planPosts } from '../../../src/core/digest/post-plan.ts';
import type { Paper } from '../../../src/core/paper/paper.ts';
import type { Layout } from '../../../src/core/schedule/subscription.ts';
import { aPaper } from '../../support/builders.ts';
import { channelId } from '../../support/ids.ts';

const DAY = '2026-04-30';
const TITLES = [
  'Video Generation at Scale',
  'A Benchmark of Everything',
  'GUI Agents That Learn',
  'Long Video Understanding',
  'Tool Use for Agents',
  'Speech Without Words',
  'Editing Video by Text',
  'Agents and Their Skills',
  'An Optimizer',
  'Robot Hands',
];

function buildDigest(titles: readonly string[]) {
  const papers = titles.map((title, i): Paper => aPaper({ id: `2604.${10_000 + i}`, title }));
  const chosen = papers.map(({ id }): ChosenPaper => ({ paperId: id, score: 1, why: [], day: DAY }));
  return { papers: new Map(papers.map((paper) => [paper.id, paper])), digest: { day: DAY, papers: chosen } };
}

function composeOverviews(titles: readonly string[], layout: Layout) {
  const { papers, digest: ranked } = buildDigest(titles);
  const digest = groupDigest(ranked, papers, layout);
  const subscription = { layout, language: 'en' };
  const input = { digest, papers, tallies: new Map(), subscription, findCardSummary: () => undefined };
  return planPosts({ channel: channelId('discord:1'), slot: 0 }, digest, layout)
    .map((post) => composePost(post, input))
    .flatMap((message) => (message.kind === 'overview' ? [message] : []));
}

describe('an overview of ten papers', () => {
  it('is grouped by subject, the best paper first, and its numbers run through', () => {
    const [overview] = composeOverviews(TITLES, 'thread');
    expect(overview?.groups).toEqual([
      { heading: 'Video', count: 3 },
      { heading: 'Agents', count: 3 },
      { heading: 'More', count: 4 },
    ]);
    expect(overview?.entries.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(overview?.entries.map(({ paper }) => TITLES.indexOf(paper.title))).toEqual([
      0, 3, 6, 2, 4, 7, 1, 5, 8, 9,
    ]);
  });

  it('begins with the best paper, also where that is in no group', () => {
    const [overview] = composeOverviews(['An Optimizer', ...TITLES.slice(0, 8), 'Robot Hands'], 'thread');
    expect(overview?.entries[0]?.paper.title).toBe('An Optimizer');
    expect(overview?.groups).toEqual([
      { heading: 'Top paper', count: 1 },
      { heading: 'Video', count: 3 },
      { heading: 'Agents', count: 3 },
      { heading: 'More', count: 3 },
    ]);
  });

  it('is grouped in each message of a long digest by itself', () => {
    const overviews = composeOverviews([...TITLES, ...TITLES], 'compact');
    expect(overviews.map(({ groups }) => groups?.map(({ count }) => count))).toEqual([
      [3, 3, 4],
      [3, 3, 4],
    ]);
  });

  it('stays in the order of rank where fewer than half of the papers would be in a group', () => {
    const [overview] = composeOverviews([...TITLES.slice(0, 5), ...'abcde'], 'thread');
    expect(overview?.groups).toBeUndefined();
    expect(overview?.entries.map(({ paper }) => paper.title).slice(0, 5)).toEqual(TITLES.slice(0, 5));
  });

  it.each([
    ['nine papers', TITLES.slice(0, 9), 'thread'],
    ['cards without an overview', TITLES, 'cards'],
    ['papers of which each message has five', TITLES, 'folded'],
    ['papers of which each row has five', [...TITLES, ...TITLES], 'carousel'],
  ] as const)('is not made of %s', (_, titles, layout) => {
    const { papers, digest } = buildDigest(titles);
    expect(groupDigest(digest, papers, layout)).toBe(digest);
  });
});
