import type { PersonId } from '../core/base/ids.ts';
import type { PaperId } from '../core/paper/paper.ts';

/** What one person has said of a paper. */
export interface Opinion {
  readonly person: PersonId;
  /** 1 for, -1 against. */
  readonly value: 1 | -1;
}

/** A paper that a channel was shown, or that somebody there had an opinion on. */
export interface Evidence {
  readonly paperId: PaperId;
  /** Of length 1. */
  readonly vector: Float32Array;
  /** Whether it was posted: a paper that people saw and left alone speaks against papers like it. */
  readonly wasShown: boolean;
  /** At most one a person. */
  readonly opinions: readonly Opinion[];
}

/** Everybody with an opinion, the most active last. */
export function listVoters(evidence: readonly Evidence[]): PersonId[] {
  return [...countOpinions(evidence)]
    .sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1))
    .map(([person]) => person);
}

/** The evidence as it would be had only these people voted. */
export function restrictTo(evidence: readonly Evidence[], people: ReadonlySet<PersonId>): Evidence[] {
  return evidence.flatMap((one) => {
    const opinions = one.opinions.filter(({ person }) => people.has(person));
    return opinions.length > 0 || one.wasShown ? [{ ...one, opinions }] : [];
  });
}

/** How many people vote about as often as the most active ones: three who vote daily and one who voted once are three. */
export function countActive(evidence: readonly Evidence[]): number {
  const [sum, squares] = [...countOpinions(evidence).values()].reduce(
    ([s, q], n) => [s + n, q + n * n],
    [0, 0],
  );
  return squares === 0 ? 0 : (sum * sum) / squares;
}

function countOpinions(evidence: readonly Evidence[]): Map<PersonId, number> {
  const counts = new Map<PersonId, number>();
  for (const { person } of evidence.flatMap(({ opinions }) => opinions))
    counts.set(person, (counts.get(person) ?? 0) + 1);
  return counts;
}
