import { composePost } from '../../src/core/digest/compose.ts';
import { chooseDigest } from '../../src/core/digest/digest.ts';
import { groupDigest } from '../../src/core/digest/group-papers.ts';
import { planPosts } from '../../src/core/digest/post-plan.ts';
import { toPaperWords } from '../../src/core/matching/paper-words.ts';
import type { Message } from '../../src/core/message/message.ts';
import type { Paper } from '../../src/core/paper/paper.ts';
import type { Layout } from '../../src/core/schedule/subscription.ts';
import { createSummarizer } from '../../src/summary/fallback-chain.ts';
import { channelId } from './ids.ts';

/** Choosing sentences is most of the work and the same in each layout, so each paper's are chosen once. */
const { findCardSummary: choose } = createSummarizer();
const known = new Map<string, ReturnType<typeof choose>>();

export function findCardSummary(paper: Paper): ReturnType<typeof choose> {
  // A bundled day has a paper of a recorded one, with an abstract of its own.
  const key = `${paper.id} ${paper.aiSummary} ${paper.abstract}`;
  if (!known.has(key)) known.set(key, choose(paper));
  return known.get(key);
}

export interface RecordedDay {
  readonly day: string;
  readonly papers: readonly Paper[];
}

export interface PostedAs {
  readonly layout: Layout;
  /** All papers of the day without it. */
  readonly count?: number;
}

const HOUR = 3_600_000;
const ROLE = '123456789012345678';

/**
 * The posts of a digest of a recorded day in a channel where people vote: each second paper has votes and each third one rises, the second
 * of each ten is of the list of another day, and the digest mentions somebody.
 */
export function composePosts({ day, papers }: RecordedDay, { layout, count = 200 }: PostedAs): Message[] {
  const now = Date.parse(`${day}T22:00:00Z`);
  const before = new Date(now - 24 * HOUR).toISOString().slice(0, 10);
  const best = papers.toSorted((a, b) => (b.upvotes ?? 0) - (a.upvotes ?? 0));
  const ofBefore = new Set(best.filter((_, i) => i % 10 === 1).map(({ id }) => id));
  const editions = [day, before].map((one) => ({
    day: one,
    state: 'closed' as const,
    paperIds: best.map(({ id }) => id).filter((id) => ofBefore.has(id) === (one === before)),
    fetchedAt: now,
  }));
  const tallies = new Map(best.map(({ id }, i) => [id, i % 2 === 0 ? VOTES : { up: 0, down: 0 }]));
  const snapshots = new Map(
    best.flatMap(({ id, upvotes = 0 }, i) =>
      i % 3 === 0 ? [[id, [{ at: now - 24 * HOUR, upvotes: Math.floor(upvotes / 2) }]] as const] : [],
    ),
  );
  const wanted = { count, topics: [], without: [], minVotes: 0 };
  const byId = new Map(papers.map((paper) => [paper.id, paper]));
  const outcome = chooseDigest({
    ...{ subscription: wanted, editions, words: toPaperWords(papers), now, snapshots, tallies },
    shown: new Set(['2001.00001']),
  });
  if (outcome.kind !== 'digest') throw new Error(`${day}: ${outcome.reason.code}`);
  const digest = groupDigest(outcome.digest, byId, layout);
  const subscription = { ...wanted, layout, language: 'en', mention: { id: ROLE } };
  const plan = planPosts({ channel: channelId('discord:1'), slot: now }, digest, layout);
  return plan.map((post) =>
    composePost(post, { digest, papers: byId, tallies, subscription, findCardSummary }),
  );
}

const VOTES = { up: 12, down: 3 } as const;
