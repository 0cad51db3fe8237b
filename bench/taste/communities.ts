import { type PersonId, toPersonId } from '../../src/core/base/ids.ts';
import { generator } from '../search/corpus.ts';
import type { ListedPaper, Recording } from './days.ts';

/** People who vote in one channel, and what suits them. */
export interface Community {
  readonly name: string;
  readonly relevant: readonly boolean[];
  readonly voters: readonly PersonId[];
  /** For each voter and paper, how they would vote were they shown it. */
  readonly votes: ReadonlyArray<ReadonlyArray<1 | 0 | -1>>;
}

/** What a keyword begins with, for one interest each. Two make a community. */
const INTERESTS = [
  ...['video', 'agent', 'diffusion', 'robot|manipulation|vision-language-action', '3d|gaussian|mesh|point'],
  ...['audio|speech|music|voice', 'code|software|program', 'safety|jailbreak|adversarial|harm'],
  ...['retriev|rag|search', 'math|proof|theorem|formal', 'medical|bio|protein|clinical|molec'],
  ...['quantiz|prun|sparse|compress', 'multilingual|translation|cross-lingual', 'edit|inpaint'],
  ...['reward|preference|rlhf|dpo', 'mixture|moe|expert', 'memory|long-context|context window|kv'],
  ...['gui|web|computer', 'world model|game|simulat', 'ocr|document|chart|table', 'grpo|policy|rlvr'],
  ...['test-time|inference-time|best-of', 'distill|student|teacher', 'embodied|navigation|spatial'],
  ...['hallucinat|factual|faithful', 'autoregressive|token', 'flow|noise|score-based|denois'],
  ...['synthetic|data generation|curation', 'interpret|circuit|probing', 'human|avatar|motion|pose'],
  ...['scaling|pretrain|pre-train', 'question|qa|comprehension', 'attention|transformer'],
  ...['chain-of-thought|reasoning model|step-by-step', 'image generation|text-to-image'],
  'tool|function call|planning',
];

/** How often somebody votes for a shown paper that suits them, and for another. */
export const VOTES_FOR = { relevant: 0.35, other: 0.04, random: 0.1 } as const;

/** Half of the interests are for tuning and the others for the report: no community of one is in the other. */
export function listCommunities(recording: Recording, part: 'tune' | 'report', seed: number): Community[] {
  const parity = part === 'tune' ? 0 : 1;
  const own = INTERESTS.filter((_, i) => i % 2 === parity);
  const random = generator(seed * 2 + parity);
  const shuffled = own
    .map((interest) => ({ interest, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ interest }) => interest);
  return shuffled.map((interest, i) => {
    const beginnings = `${interest}|${shuffled[(i + 1) % shuffled.length]}`.split('|');
    const relevant = recording.papers.map(({ paper }) => suits(paper.keywords ?? [], beginnings));
    return withVoters(beginnings.join(', '), relevant, seed * 1000 + i);
  });
}

/** A keyword suits where one of its words, or what follows a hyphen, begins like this. */
function suits(keywords: readonly string[], beginnings: readonly string[]): boolean {
  return keywords.some((keyword) => {
    const text = ` ${keyword.toLowerCase().replaceAll('-', ' ')}`;
    return beginnings.some((beginning) => text.includes(` ${beginning.replaceAll('-', ' ')}`));
  });
}

/** People who like what one curator put on the list. */
export function createFollowers(papers: readonly ListedPaper[], curator: string, seed: number): Community {
  return withVoters(
    curator,
    papers.map(({ submittedBy }) => submittedBy === curator),
    seed * 1000 + 500,
  );
}

/** People who vote without a reason. */
export function randomVoters(size: number, seed: number): Community {
  const none = Array.from({ length: size }, () => false);
  return { ...withVoters('random votes', none, seed * 1000 + 700, VOTES_FOR.random) };
}

function withVoters(
  name: string,
  relevant: readonly boolean[],
  seed: number,
  forOthers: number = VOTES_FOR.other,
): Community {
  const random = generator(seed);
  const count = 3 + Math.floor(random() * 8);
  const votes = Array.from({ length: count }, () =>
    relevant.map((isRelevant) => (random() < (isRelevant ? VOTES_FOR.relevant : forOthers) ? 1 : 0)),
  );
  return { name, relevant, voters: votes.map((_, i) => toPersonId('terminal', `${i}`)), votes };
}
