import { CUES, type Features } from '../../src/summary/extractive/features.ts';
import { computeLogistic } from '../../src/summary/extractive/logistic.ts';
import { type Chances, type RoleWeights, toChances } from '../../src/summary/extractive/role-chances.ts';
import { computeRoleFeatures } from '../../src/summary/extractive/role-features.ts';
import { ROLE_CUES, ROLES, type Role } from '../../src/summary/extractive/roles.ts';
import { add, dot, FeatureSpace } from './ascent.ts';
import type { LabeledAbstract } from './labeled.ts';

/** What people mark in a sentence that has the role. What is done is both the task and the idea of how. */
export const MARKS: Readonly<Record<Role, readonly string[]>> = {
  Problem: ['problem'],
  Method: ['idea', 'task'],
  Result: ['result'],
};

/** A feature counts where so many abstracts have it. 4 and 20 gave a point less. */
const COMMON_ENOUGH = 8;
/** How strongly weights are pulled to zero. 1 and 3 gave up to two points less, 14 the same. */
const PULL = 8;
const ROUNDS = 150;
const RATE = 0.1;
/** Smaller weights change nothing and only make the file longer. */
const LEAST_WEIGHT = 0.05;
const FOLDS = 10;

/** An abstract with the features of its sentences and, by role, whether people marked them. */
export interface RoleLesson {
  readonly features: readonly Features[];
  readonly marked: Readonly<Record<Role, readonly boolean[]>>;
}

export function toRoleLesson({ sentences }: LabeledAbstract): RoleLesson {
  const marksOf = (role: Role) =>
    sentences.map(({ text, kinds }) => [...kinds].some((kind) => teaches(kind, role, text)));
  return {
    features: computeRoleFeatures(sentences.map(({ text }) => text)),
    marked: { Problem: marksOf('Problem'), Method: marksOf('Method'), Result: marksOf('Result') },
  };
}

/**
 * Whether a mark teaches a role. A sentence in which people found the task alone is no method where it is background (`Object
 * tracking is …`) or says what is studied. With all of them the method was found in 79 % of the abstracts, but it was the
 * first sentence in 71 %.
 */
function teaches(kind: string, role: Role, sentence: string): boolean {
  if (kind !== 'task') return MARKS[role].includes(kind);
  const { OURS, MAKES } = ROLE_CUES;
  const isOwn = OURS?.test(sentence) && (MAKES?.test(sentence) || !CUES.study?.test(sentence));
  return role === 'Method' && isOwn === true;
}

/** Learns of each role whether a sentence has it: logistic regression. */
export function learnRoles(lessons: readonly RoleLesson[]): RoleWeights {
  const known = commonFeatures(lessons);
  const learn = (role: Role) => learnRole(lessons, role, known);
  return { Problem: learn('Problem'), Method: learn('Method'), Result: learn('Result') };
}

function learnRole(
  lessons: readonly RoleLesson[],
  role: Role,
  known: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const space = new FeatureSpace();
  const rows = lessons.flatMap(({ features, marked }) =>
    features.map((all, at) => ({
      row: space.row(new Map([...all].filter(([name]) => known.has(name)))),
      wanted: Number(marked[role][at] ?? false),
    })),
  );
  const weights = space.ascend(ROUNDS, RATE, PULL, rows.length, (now, gradient) => {
    for (const { row, wanted } of rows) add(gradient, row, wanted - computeLogistic(dot(now, row)));
  });
  const rounded = [...weights].map(([name, weight]) => [name, Number(weight.toFixed(2))] as const);
  return new Map(rounded.filter(([, weight]) => Math.abs(weight) >= LEAST_WEIGHT));
}

function commonFeatures(lessons: readonly RoleLesson[]): Set<string> {
  const counts = new Map<string, number>();
  for (const { features } of lessons)
    for (const name of new Set(features.flatMap((one) => [...one.keys()])))
      counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count >= COMMON_ENOUGH).map(([name]) => name));
}

/** The chances of each abstract's sentences, by weights that were learned without that abstract. */
export function crossValidateRoles(papers: readonly LabeledAbstract[], folds = FOLDS): Chances[][] {
  const lessons = papers.map(toRoleLesson);
  const chances: Chances[][] = [];
  for (let fold = 0; fold < folds; fold++) {
    const weights = learnRoles(lessons.filter((_, i) => i % folds !== fold));
    for (const [i, { features }] of lessons.entries())
      if (i % folds === fold) chances[i] = features.map((all) => toChances(all, weights));
  }
  return chances;
}

const PER_LINE = 8;

/** The module that the summaries read. Numbers and single words alone: no sentence of the abstracts is in it. */
export function writeRoleModule(weights: RoleWeights): string {
  const tables = ROLES.map((role) => {
    const words = [...weights[role]].map(([name, weight]) => `${name} ${weight}`);
    const lines = Array.from(
      { length: Math.ceil(words.length / PER_LINE) },
      (_, line) => `    ${words.slice(line * PER_LINE, (line + 1) * PER_LINE).join(' ')}`,
    );
    return `  ${role}: read(\`\n${lines.join('\n')}\n  \`),`;
  });
  return [
    '// Learned by bench/summary/train.ts, which writes this file: change that, not this.',
    '',
    "import type { Role } from './roles.ts';",
    '',
    '/** What suggests that a sentence has a role, as log odds, by feature: see `computeRoleFeatures`. */',
    'export const ROLE_WEIGHTS: Readonly<Record<Role, ReadonlyMap<string, number>>> = {',
    ...tables,
    '};',
    '',
    'function read(table: string): ReadonlyMap<string, number> {',
    '  const words = table.trim().split(/\\s+/);',
    '  return new Map(',
    '    words.flatMap((name, at) => (at % 2 === 0 ? [[name, Number(words[at + 1])] as const] : [])),',
    '  );',
    '}',
    '',
  ].join('\n');
}
