import { rank } from '../../src/core/digest/rank.ts';
import { type Vectors, vary } from '../../src/core/digest/vary.ts';
import { weighAbout } from '../../src/core/matching/about.ts';
import { PaperWords } from '../../src/core/matching/paper-words.ts';
import { readTerms } from '../../src/core/matching/terms.ts';
import { NO_VOTES } from '../../src/core/vote/vote.ts';
import { dot } from '../../src/taste/cholesky.ts';
import type { Evidence } from '../../src/taste/evidence.ts';
import { EXAMPLE_LISTS, EXAMPLES_OF_LIST, MAX_EVIDENCE } from '../../src/taste/parameters.ts';
import type { Example } from '../../src/taste/prior.ts';
import type { Community } from './communities.ts';
import type { Recording } from './days.ts';
import type { Past, Policy } from './policies.ts';
import type { PaperVectors } from './vectors.ts';

const SHOWN_A_DAY = 5;
const EDITIONS = 3;
/** Of papers whose day does not matter. */
const NO_DAY = '2000-01-01';

/** What one day of a replay came to. */
export interface Day {
  /** Of the order of the five; `undefined` where no candidate was relevant. */
  readonly ndcg: number | undefined;
  readonly relevant: number;
  /** The most that could be: relevant candidates, five at most. */
  readonly possible: number;
  readonly votes: number;
  /** Mean cosine between two of the five. */
  readonly alike: number;
  readonly publicPoints: number;
}

export interface ReplayInput {
  readonly recording: Recording;
  readonly vectors: PaperVectors;
  /** Numbers of the days that are replayed. */
  readonly from: number;
  readonly to: number;
  readonly seed: number;
  /** The topics of a community are a filter, as in a channel, and not only a prior, as in a person’s own post. */
  readonly isFiltered?: boolean;
}

/** A channel's life: each day five papers by the policy, which sees the votes on them from the next day on. */
export function replay(input: ReplayInput, community: Community, policy: Policy | 'oracle'): Day[] {
  const { recording, vectors, from, to, seed, isFiltered = false } = input;
  const weights = weighTopics(recording, community.topics);
  const shown: number[] = [];
  const evidence: Evidence[] = [];
  const days: Day[] = [];
  for (let number = from; number < to; number++) {
    const editions = number === from ? 1 : EDITIONS;
    const all = listCandidates(recording, number, editions, new Set(shown));
    const candidates = isFiltered ? all.filter(({ paper }) => weights[paper] !== 0) : all;
    if (candidates.length === 0) continue;
    const past: Past = {
      ...{ shown: shown.slice(-MAX_EVIDENCE), evidence: evidence.slice(-MAX_EVIDENCE), vectors },
      seed: seed + number,
      examples: listExamples(recording, vectors, number, weights),
    };
    const chosen = choose(candidates, { past, policy, community, recording });
    days.push(measure(chosen, candidates, community, vectors));
    for (const { paper } of chosen) {
      shown.push(paper);
      evidence.push(toEvidence(recording, vectors, community, paper));
    }
  }
  return days;
}

/** How far each paper is about the topics by its title and abstract: keywords would give the answer away. */
function weighTopics({ papers }: Recording, topics: readonly string[]): readonly number[] {
  const { findWanted } = readTerms(topics);
  return papers.map(({ paper }) =>
    weighAbout(new PaperWords({ ...paper, keywords: [] }), (words) => findWanted(words) !== undefined),
  );
}

function listExamples(
  { days }: Recording,
  { latent }: PaperVectors,
  number: number,
  weights: readonly number[],
): Example[] {
  const lists = days.slice(Math.max(0, number - EXAMPLE_LISTS + 1), number + 1);
  const papers = [...new Set(lists.flatMap(({ papers }) => papers.slice(0, EXAMPLES_OF_LIST)))];
  return papers.flatMap((paper) => {
    const vector = latent[paper];
    return vector ? [{ vector, weight: weights[paper] ?? 0 }] : [];
  });
}

interface Candidate {
  readonly paper: number;
  readonly points: number;
}

function listCandidates(
  { days, papers }: Recording,
  number: number,
  editions: number,
  shown: ReadonlySet<number>,
): Candidate[] {
  const now = Date.parse(`${days[number]?.day}T22:00:00Z`);
  const found = new Map<number, Candidate>();
  for (let i = number; i > number - editions && i >= 0; i--) {
    const { day = '', papers: listed = [] } = days[i] ?? {};
    for (const paper of listed) {
      const known = papers[paper]?.paper;
      if (!known || shown.has(paper) || found.has(paper)) continue;
      const { score } = rank({ paper: known, day, snapshots: [], tally: NO_VOTES }, now);
      found.set(paper, { paper, points: score });
    }
  }
  return [...found.values()];
}

interface Choice {
  readonly past: Past;
  readonly policy: Policy | 'oracle';
  readonly community: Community;
  readonly recording: Recording;
}

type Scored = Candidate & { readonly score: number };

function choose(candidates: readonly Candidate[], { past, policy, ...over }: Choice): Candidate[] {
  const { relevant } = over.community;
  const papers = candidates.map(({ paper }) => paper);
  const more =
    policy === 'oracle' ? papers.map((paper) => (relevant[paper] ? 1000 : 0)) : policy.score(past, papers);
  const ranked = candidates
    .map((one, i) => ({ ...one, score: one.points + (more[i] as number) }))
    .sort((a, b) => b.score - a.score || a.paper - b.paper);
  if (policy === 'oracle') return ranked.slice(0, SHOWN_A_DAY);
  const best = policy.isVaried ? takeVaried(ranked, over.recording, past) : ranked.slice(0, SHOWN_A_DAY);
  if (!policy.wonder || ranked.length <= SHOWN_A_DAY) return best;
  const sure = best.slice(0, SHOWN_A_DAY - 1);
  const rest = ranked.filter((one) => !sure.includes(one));
  const wonder = policy.wonder(
    past,
    rest.map(({ paper }) => paper),
  );
  const explored = rest
    .map((one, i) => ({ one, score: one.score + (wonder[i] as number) }))
    .reduce((top, other) => (other.score > top.score ? other : top));
  return [...sure, explored.one];
}

/** As a digest does: what repeats a paper that is chosen already loses points. */
function takeVaried(ranked: readonly Scored[], { papers }: Recording, { vectors }: Past): Scored[] {
  const known = ranked.flatMap((one) => {
    const { paper } = papers[one.paper] ?? {};
    return paper ? [{ one, id: paper.id, vector: vectors.latent[one.paper] ?? new Float32Array() }] : [];
  });
  const byId: Vectors = new Map(known.map(({ id, vector }) => [id, vector]));
  const offers = known.map(({ one, id }) => ({ paperId: id, score: one.score, why: [], day: NO_DAY }));
  const chosen = new Map(known.map(({ one, id }) => [id, one]));
  return vary(offers, SHOWN_A_DAY, byId).chosen.flatMap(({ paperId }) => chosen.get(paperId) ?? []);
}

function toEvidence(
  { papers }: Recording,
  { latent }: PaperVectors,
  { voters, votes }: Community,
  paper: number,
): Evidence {
  const opinions = voters.flatMap((person, i) => {
    const value = votes[i]?.[paper] ?? 0;
    return value === 0 ? [] : [{ person, value }];
  });
  const vector = latent[paper] ?? new Float32Array();
  return { paperId: papers[paper]?.paper.id ?? '', vector, wasShown: true, opinions };
}

function measure(
  chosen: readonly Candidate[],
  candidates: readonly Candidate[],
  { relevant, votes }: Community,
  { latent }: PaperVectors,
): Day {
  const possible = Math.min(SHOWN_A_DAY, candidates.filter(({ paper }) => relevant[paper]).length);
  const discount = (rank: number): number => 1 / Math.log2(rank + 2);
  const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
  const gain = sum(chosen.map(({ paper }, rank) => (relevant[paper] ? discount(rank) : 0)));
  const best = sum(Array.from({ length: possible }, (_, rank) => discount(rank)));
  const pairs = chosen.flatMap(({ paper: a }, i) =>
    chosen.slice(i + 1).map(({ paper: b }) => [a, b] as const),
  );
  return {
    ndcg: possible === 0 ? undefined : gain / best,
    relevant: chosen.filter(({ paper }) => relevant[paper]).length,
    possible,
    votes: sum(votes.map((own) => sum(chosen.map(({ paper }) => own[paper] ?? 0)))),
    alike: sum(pairs.map(([a, b]) => dot(latent[a] ?? [], latent[b] ?? []))) / Math.max(1, pairs.length),
    publicPoints: sum(chosen.map(({ points }) => points)) / Math.max(1, chosen.length),
  };
}
