import {
  type Abstract,
  type Candidate,
  computeCandidateFeatures,
  type Features,
  listCandidates,
  readAbstract,
  wordFeatures,
} from '../../src/summary/extractive/features.ts';
import { computeLogistic, weigh } from '../../src/summary/extractive/logistic.ts';
import { splitSentences } from '../../src/summary/text/sentences.ts';
import { listStems } from '../../src/summary/text/words.ts';
import { add, dot, FeatureSpace } from './ascent.ts';
import type { Sample } from './dataset.ts';
import { rouge } from './rouge.ts';

export type Weights = ReadonlyMap<string, number>;

/** A paper made ready for learning: what could be its summary, and how good each would be. */
export interface Lesson {
  readonly abstract: Abstract;
  readonly words: ReadonlyMap<string, Features>;
  readonly targets: ReadonlyArray<ReadonlySet<string>>;
  readonly candidates: readonly Candidate[];
  /** ROUGE-1 of each candidate, repeats counted: the harder measure teaches to be brief. */
  readonly worth: readonly number[];
}

/** `rare` words, by their feature, are not learned one by one. */
export function toLesson({ sentences, targets }: Sample, title: string, known: ReadonlySet<string>): Lesson {
  const abstract = readAbstract(splitSentences(sentences.join(' ')), title);
  const candidates = listCandidates(abstract);
  const words = wordFeatures(abstract);
  for (const [stem, features] of words) if (!known.has(stem)) features.delete(`=${stem}`);
  return {
    abstract,
    words,
    targets: targets.map((target) => new Set(listStems(target))),
    candidates,
    worth: candidates.map(({ text }) => rouge('rouge1Counted', text, targets)),
  };
}

/** Learns of words whether a summary holds them: logistic regression. */
export function learnWords(lessons: readonly Lesson[], l2: number, rounds = 120): Weights {
  const rows = lessons.flatMap(({ words, targets }) =>
    [...words].map(([stem, features]) => ({
      features,
      share: targets.filter((target) => target.has(stem)).length / targets.length,
    })),
  );
  const space = new FeatureSpace();
  const sparse = rows.map(({ features, share }) => ({ row: space.row(features), share }));
  return space.ascend(rounds, 0.1, l2, rows.length, (weights, gradient) => {
    for (const { row, share } of sparse) add(gradient, row, share - computeLogistic(dot(weights, row)));
  });
}

/** The chance of each stem of an abstract to be in a summary. */
export function chances(words: ReadonlyMap<string, Features>, weights: Weights): Map<string, number> {
  return new Map([...words].map(([stem, features]) => [stem, computeLogistic(weigh(weights, features))]));
}

/** Learns to prefer the better candidates: softmax over the candidates of a paper, against their ROUGE-1. */
export function learnCandidates(
  lessons: readonly Lesson[],
  words: Weights,
  l2: number,
  rounds = 120,
): Weights {
  const space = new FeatureSpace();
  const sparse = lessons.map((lesson) => ({
    rows: listFeatures(lesson, words).map((features) => space.row(features)),
    wanted: softmax(lesson.worth.map((worth) => worth / SHARPNESS)),
  }));
  return space.ascend(rounds, 0.05, l2, lessons.length, (weights, gradient) => {
    for (const { rows, wanted } of sparse) {
      const given = softmax(rows.map((row) => dot(weights, row)));
      for (const [i, row] of rows.entries()) add(gradient, row, (wanted[i] ?? 0) - (given[i] ?? 0));
    }
  });
}

const SHARPNESS = 0.07;

/** The mean ROUGE-1 of the candidates that these weights choose, in percent. */
export function meanWorth(lessons: readonly Lesson[], words: Weights, candidates: Weights): number {
  const sum = lessons.reduce((all, lesson) => {
    const scores = listFeatures(lesson, words).map((features) => weigh(candidates, features));
    return all + (lesson.worth[scores.indexOf(Math.max(...scores))] ?? 0);
  }, 0);
  return (100 * sum) / lessons.length;
}

function listFeatures({ abstract, words, candidates }: Lesson, weights: Weights): Features[] {
  const chance = chances(words, weights);
  return candidates.map((candidate) => computeCandidateFeatures(abstract, candidate, chance));
}

function softmax(scores: readonly number[]): number[] {
  const top = Math.max(...scores);
  const raised = scores.map((score) => Math.exp(score - top));
  const sum = raised.reduce((a, b) => a + b, 0);
  return raised.map((one) => one / sum);
}
