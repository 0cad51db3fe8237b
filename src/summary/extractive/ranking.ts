import { capitalize } from '../../core/text/capitalize.ts';
import { computeCandidateFeatures, listCandidates, readAbstract, wordFeatures } from './features.ts';
import { computeLogistic, weigh } from './logistic.ts';
import { CANDIDATE_WEIGHTS, WORD_WEIGHTS } from './model-weights.ts';
import { type Chances, guessRoles } from './role-chances.ts';

const OF_WORDS: ReadonlyMap<string, number> = new Map(Object.entries(WORD_WEIGHTS));
const OF_CANDIDATES: ReadonlyMap<string, number> = new Map(Object.entries(CANDIDATE_WEIGHTS));

/** A sentence in its most informative form, with the score of that form. */
export interface Ranked {
  /** Its position among the sentences, from 0. */
  readonly at: number;
  readonly sentence: string;
  /** The sentence or a trimmed form of it. */
  readonly text: string;
  readonly score: number;
  /** What it is for. */
  readonly chances: Chances;
}

/** How well each sentence would serve as the summary of all, in their order. `title` may be empty. */
export function rank(sentences: readonly string[], title: string): Ranked[] {
  const abstract = readAbstract(sentences, title);
  const chance = new Map(
    [...wordFeatures(abstract)].map(([stem, features]) => [stem, computeLogistic(weigh(OF_WORDS, features))]),
  );
  const roles = guessRoles(sentences.map((sentence) => asOwn(sentence, findNameIn(title))));
  const ranked: Ranked[] = [];
  for (const candidate of listCandidates(abstract)) {
    const score = weigh(OF_CANDIDATES, computeCandidateFeatures(abstract, candidate, chance));
    const { at, text } = candidate;
    const chances = roles[at];
    if (chances && score > (ranked[at]?.score ?? Number.NEGATIVE_INFINITY))
      ranked[at] = { at, sentence: sentences[at] ?? text, text, score, chances };
  }
  return ranked;
}

/** `Sieve` in `Sieve: a cache that forgets well`. */
export function findNameIn(title: string): string | undefined {
  const [, name] = /^\s*(\S{3,30}(?: \S+)?):\s/.exec(title) ?? [];
  return name;
}

/** `Sieve drops tokens` is read like `We drops tokens`: roles were learned without titles. */
function asOwn(sentence: string, name: string | undefined): string {
  if (name === undefined) return sentence;
  const own = sentence.replaceAll(name, 'we');
  return sentence.startsWith(name) ? capitalize(own) : own;
}
