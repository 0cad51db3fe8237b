import { writeFileSync } from 'node:fs';
import { splitSentences } from '../../src/summary/text/sentences.ts';
import { listStems } from '../../src/summary/text/words.ts';
import { readDataset, type Sample } from './dataset.ts';
import { readLabeled } from './labeled.ts';
import { type Lesson, learnCandidates, learnWords, meanWorth, toLesson, type Weights } from './learn.ts';
import { learnRoles, toRoleLesson, writeRoleModule } from './role-learning.ts';

/** A word must be in so many abstracts to have a weight of its own. With 60 instead of 600 nothing was gained. */
const COMMON_ENOUGH = 600;
const FOLDS = 5;
/** How strongly weights are pulled to zero; 2 to 20 did not differ. */
const WORD_PULL = 5;
const CANDIDATE_PULL = 8;
const OUT = new URL('../../src/summary/extractive/model-weights.ts', import.meta.url);
const ROLES_OUT = new URL('../../src/summary/extractive/role-weights.ts', import.meta.url);

/**
 * `node bench/summary/train.ts FILE`: learns the weights of the extractive summary from SciTLDR's train part, prints what
 * they reach in cross-validation, and writes `src/summary/extractive/model-weights.ts`. Each abstract is learned with its title and
 * without, so that the weights serve both. Of a file with marked spans it learns the roles of sentences, and writes
 * `src/summary/extractive/role-weights.ts`.
 */
const [file] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write(
    'Name the train part of SciTLDR, and nothing else: the weights must not see what they are tested on.\n',
  );
  process.exitCode = 1;
} else if (!trainRoles(file)) {
  const { samples, skipped } = readDataset(file);
  for (const line of skipped) process.stderr.write(`${line}\n`);
  train(samples);
}

/** Whether the file has marked spans. */
function trainRoles(path: string): boolean {
  const papers = readLabeled(path, splitSentences);
  if (papers) writeFileSync(ROLES_OUT, writeRoleModule(learnRoles(papers.map(toRoleLesson))));
  return papers !== undefined;
}

function train(samples: readonly Sample[]): void {
  const known = commonStems(samples);
  const titled = samples.map((sample) => toLesson(sample, sample.title, known));
  const untitled = samples.map((sample) => toLesson(sample, '', known));
  for (const [what, fold] of [
    ['with titles', titled],
    ['without titles', untitled],
  ] as const) {
    process.stdout.write(
      `ROUGE-1, repeats counted, in ${FOLDS}-fold cross-validation, ${what}: ${crossValidated(fold).toFixed(2)}\n`,
    );
  }
  const [words, candidates] = learn([...titled, ...untitled]);
  writeFileSync(OUT, writeModule(words, candidates));
}

function learn(lessons: readonly Lesson[]): [Weights, Weights] {
  const words = learnWords(lessons, WORD_PULL);
  return [words, learnCandidates(lessons, words, CANDIDATE_PULL)];
}

function crossValidated(lessons: readonly Lesson[]): number {
  let sum = 0;
  for (let fold = 0; fold < FOLDS; fold++) {
    const tested = lessons.filter((_, i) => i % FOLDS === fold);
    const [words, candidates] = learn(lessons.filter((_, i) => i % FOLDS !== fold));
    sum += meanWorth(tested, words, candidates) * tested.length;
  }
  return sum / lessons.length;
}

function commonStems(samples: readonly Sample[]): Set<string> {
  const counts = new Map<string, number>();
  for (const { sentences } of samples) {
    for (const stem of new Set(listStems(sentences.join(' ')))) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count >= COMMON_ENOUGH).map(([stem]) => stem));
}

function writeModule(words: Weights, candidates: Weights): string {
  return [
    '// Learned by bench/summary/train.ts, which writes this file: change that, not this.',
    '',
    '/** What speaks for a word to be in a summary, as log odds. `=learn` is the stem itself, `common:` is said of common words. */',
    writeTable('WORD_WEIGHTS', words),
    '',
    '/** What speaks for a sentence, or a trimmed form of it, to be the summary. See `computeCandidateFeatures`. */',
    writeTable('CANDIDATE_WEIGHTS', candidates),
    '',
  ].join('\n');
}

function writeTable(name: string, weights: Weights): string {
  const rows = [...weights]
    .map(([key, weight]) => [key, Number(weight.toFixed(2))] as const)
    .filter(([, weight]) => weight !== 0)
    .map(([key, weight]) => `  ${/^\w+$/.test(key) ? key : `'${key}'`}: ${weight},`);
  return [`export const ${name}: Readonly<Record<string, number>> = {`, ...rows, '};'].join('\n');
}
