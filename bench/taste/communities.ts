import { type PersonId, toPersonId } from '../../src/core/base/ids.ts';
import { generator } from '../search/corpus.ts';
import type { ListedPaper, Recording } from './days.ts';

/** People who vote in one channel, and what suits them. */
export interface Community {
  readonly name: string;
  /** What they would type as the topics of their channel. */
  readonly topics: readonly string[];
  readonly relevant: readonly boolean[];
  readonly voters: readonly PersonId[];
  /** For each voter and paper, how they would vote were they shown it. */
  readonly votes: ReadonlyArray<ReadonlyArray<1 | 0 | -1>>;
}

/** What a keyword begins with, for one interest each, and the topic that people with it would type. Two make a community. */
const INTERESTS: ReadonlyArray<{ readonly beginnings: string; readonly topic: string }> = [
  { beginnings: 'video', topic: 'video' },
  { beginnings: 'agent', topic: 'agents' },
  { beginnings: 'diffusion', topic: 'diffusion' },
  { beginnings: 'robot|manipulation|vision-language-action', topic: 'robots' },
  { beginnings: '3d|gaussian|mesh|point', topic: '3d' },
  { beginnings: 'audio|speech|music|voice', topic: 'speech' },
  { beginnings: 'code|software|program', topic: 'code' },
  { beginnings: 'safety|jailbreak|adversarial|harm', topic: 'safety' },
  { beginnings: 'retriev|rag|search', topic: 'retrieval' },
  { beginnings: 'math|proof|theorem|formal', topic: 'math' },
  { beginnings: 'medical|bio|protein|clinical|molec', topic: 'medical' },
  { beginnings: 'quantiz|prun|sparse|compress', topic: 'quantization' },
  { beginnings: 'multilingual|translation|cross-lingual', topic: 'multilingual' },
  { beginnings: 'edit|inpaint', topic: 'editing' },
  { beginnings: 'reward|preference|rlhf|dpo', topic: 'reward' },
  { beginnings: 'mixture|moe|expert', topic: 'mixture of experts' },
  { beginnings: 'memory|long-context|context window|kv', topic: 'long context' },
  { beginnings: 'gui|web|computer', topic: 'gui' },
  { beginnings: 'world model|game|simulat', topic: 'world models' },
  { beginnings: 'ocr|document|chart|table', topic: 'documents' },
  { beginnings: 'grpo|policy|rlvr', topic: 'reinforcement learning' },
  { beginnings: 'test-time|inference-time|best-of', topic: 'test-time scaling' },
  { beginnings: 'distill|student|teacher', topic: 'distillation' },
  { beginnings: 'embodied|navigation|spatial', topic: 'embodied' },
  { beginnings: 'hallucinat|factual|faithful', topic: 'hallucination' },
  { beginnings: 'autoregressive|token', topic: 'autoregressive' },
  { beginnings: 'flow|noise|score-based|denois', topic: 'flow matching' },
  { beginnings: 'synthetic|data generation|curation', topic: 'synthetic data' },
  { beginnings: 'interpret|circuit|probing', topic: 'interpretability' },
  { beginnings: 'human|avatar|motion|pose', topic: 'human motion' },
  { beginnings: 'scaling|pretrain|pre-train', topic: 'pretraining' },
  { beginnings: 'question|qa|comprehension', topic: 'question answering' },
  { beginnings: 'attention|transformer', topic: 'attention' },
  { beginnings: 'chain-of-thought|reasoning model|step-by-step', topic: 'chain of thought' },
  { beginnings: 'image generation|text-to-image', topic: 'text-to-image' },
  { beginnings: 'tool|function call|planning', topic: 'tool use' },
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
    const two = [interest, shuffled[(i + 1) % shuffled.length] ?? interest];
    const beginnings = two.flatMap((one) => one.beginnings.split('|'));
    const relevant = recording.papers.map(({ paper }) => suits(paper.keywords ?? [], beginnings));
    const topics = two.map(({ topic }) => topic);
    return { ...withVoters(beginnings.join(', '), relevant, seed * 1000 + i), topics };
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
  return { name, topics: [], relevant, voters: votes.map((_, i) => toPersonId('terminal', `${i}`)), votes };
}
