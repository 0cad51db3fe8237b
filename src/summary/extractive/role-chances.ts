import type { Features } from './features.ts';
import { computeLogistic, weigh } from './logistic.ts';
import { computeRoleFeatures } from './role-features.ts';
import { ROLE_WEIGHTS } from './role-weights.ts';
import type { Role } from './roles.ts';

/** For each role the chance that people would mark a sentence with it. */
export type Chances = Readonly<Record<Role, number>>;

/** So likely a role has to be before a summary says it; chosen in cross-validation, see bench/summary/README.md. */
const SURE: Chances = { Problem: 0.3, Method: 0.25, Result: 0.25 };

/** Methods first: nearly every abstract has one. */
const ORDER: readonly Role[] = ['Method', 'Result', 'Problem'];

/** `We study X` names the task: what is proposed beside it is rather the method, by so much in log odds. */
const STUDY_COSTS = 0.7;

export type RoleWeights = Readonly<Record<Role, ReadonlyMap<string, number>>>;

/** What each sentence of a text is for, as learned from abstracts whose parts people marked. */
export function guessRoles(sentences: readonly string[]): Chances[] {
  return computeRoleFeatures(sentences).map((features) => toChances(features, ROLE_WEIGHTS));
}

export function toChances(features: Features, weights: RoleWeights): Chances {
  return {
    Problem: computeLogistic(weigh(weights.Problem, features)),
    Method: computeLogistic(
      weigh(weights.Method, features) - (features.has('alone:study') ? STUDY_COSTS : 0),
    ),
    Result: computeLogistic(weigh(weights.Result, features)),
  };
}

/** The sentence for each role, by position, and none for two. */
export function assignRoles(chances: readonly Chances[]): ReadonlyMap<Role, number> {
  const found = new Map<Role, number>();
  for (const role of ORDER) {
    const taken = new Set(found.values());
    const free = [...chances.keys()].filter((at) => !taken.has(at));
    const [best] = free.toSorted((a, b) => (chances[b]?.[role] ?? 0) - (chances[a]?.[role] ?? 0));
    if (best !== undefined) found.set(role, best);
  }
  return found;
}

/** Half as likely as that: such a sentence is shown without its label. */
export function isPossible(role: Role, chances: Chances): boolean {
  return chances[role] >= SURE[role] / 2;
}

/** Whether a summary may say that a sentence has the role. */
export function isCertain(role: Role, chances: Chances): boolean {
  return chances[role] >= SURE[role];
}
