import type { ChosenPaper, Digest, PaperGroup } from '../delivery/delivery.ts';
import type { Paper, PaperId } from '../paper/paper.ts';
import type { Layout } from '../schedule/subscription.ts';
import { countPapersPerMessage } from './post-plan.ts';
import { type Subject, scoreSubjects } from './subjects.ts';

/** Fewer papers are read in the order of their rank. */
export const MIN_TO_GROUP = 10;

const GROUPS = { most: 5, fewest: 2, minPapers: 2 } as const;

/** A paper is of a subject that its title names, or two of its keywords. */
const MIN_SCORE = 1.8;

/** Where more than half of the papers are of no group, the groups say little of the day. */
const MIN_COVERED = 0.5;

export interface Grouped {
  /** In the order of the groups: that of the best paper in each, and within one that of the rank. */
  readonly papers: readonly ChosenPaper[];
  readonly groups: readonly PaperGroup[];
}

/**
 * Papers of one message by what they are about. `undefined` where they are few, or where the groups would not be good: fewer than
 * two, or most papers in none.
 */
export function groupPapers(
  ranked: readonly ChosenPaper[],
  papers: ReadonlyMap<PaperId, Paper>,
): Grouped | undefined {
  if (ranked.length < MIN_TO_GROUP) return undefined;
  const scores = new Map(
    ranked.map(({ paperId }) => [paperId, scoreSubjects(papers.get(paperId) ?? { title: '' })] as const),
  );
  const assigned = assign(ranked, scores, chooseSubjects(ranked, scores));
  const bySubject = Map.groupBy(ranked, ({ paperId }) => assigned.get(paperId));
  const named = [...bySubject].flatMap(([subject, of]) => (subject === undefined ? [] : [{ subject, of }]));
  const covered = named.reduce((sum, { of }) => sum + of.length, 0);
  if (named.length < GROUPS.fewest || covered < MIN_COVERED * ranked.length) return undefined;
  const none = bySubject.get(undefined) ?? [];
  // The best paper is the first one, also where it is of no group.
  const top = none.filter((paper) => paper === ranked[0]);
  const rest = none.filter((paper) => paper !== ranked[0]);
  return {
    papers: [...top, ...named.flatMap(({ of }) => of), ...rest],
    groups: [
      ...toUnnamedGroup('top', top),
      ...named.map(({ subject, of }) => ({ about: { kind: 'subject', subject } as const, count: of.length })),
      ...toUnnamedGroup('more', rest),
    ],
  };
}

function toUnnamedGroup(kind: 'top' | 'more', { length: count }: readonly ChosenPaper[]): PaperGroup[] {
  return count > 0 ? [{ about: { kind }, count }] : [];
}

/** A digest with the papers of each overview in groups, up to the first overview without. */
export function groupDigest(digest: Digest, papers: ReadonlyMap<PaperId, Paper>, layout: Layout): Digest {
  // There is no overview.
  if (layout === 'cards') return digest;
  const size = layout === 'letter' ? digest.papers.length : countPapersPerMessage(layout);
  let grouped: Grouped = { papers: [], groups: [] };
  for (let from = 0; from < digest.papers.length; from += size) {
    const next = groupPapers(digest.papers.slice(from, from + size), papers);
    if (!next) break;
    grouped = { papers: [...grouped.papers, ...next.papers], groups: [...grouped.groups, ...next.groups] };
    // Under an overview of the first ten papers all have their cards.
    if (layout === 'thread') break;
  }
  if (grouped.groups.length === 0) return digest;
  const rest = digest.papers.slice(grouped.papers.length);
  return { ...digest, papers: [...grouped.papers, ...rest], groups: grouped.groups };
}

type Scores = ReadonlyMap<PaperId, ReadonlyMap<Subject, number>>;

/** One after the other, the subject that says most of the papers that are in none of those chosen before. */
function chooseSubjects(ranked: readonly ChosenPaper[], scores: Scores): Subject[] {
  const chosen: Subject[] = [];
  let left = ranked.map(({ paperId }) => paperId);
  while (chosen.length < GROUPS.most) {
    const offers = new Map<Subject, { sum: number; papers: PaperId[] }>();
    for (const id of left)
      for (const [subject, score] of scores.get(id) ?? []) {
        if (score < MIN_SCORE || chosen.includes(subject)) continue;
        const offer = offers.get(subject) ?? { sum: 0, papers: [] };
        offers.set(subject, { sum: offer.sum + score, papers: [...offer.papers, id] });
      }
    const good = [...offers].filter(([, { papers }]) => papers.length >= GROUPS.minPapers);
    const [best] = good.toSorted(([a, x], [b, y]) => y.sum - x.sum || (a < b ? -1 : 1));
    if (!best) break;
    const [subject, { papers }] = best;
    chosen.push(subject);
    left = left.filter((id) => !papers.includes(id));
  }
  return chosen;
}

/** Each paper with the one of the subjects that it fits best; a subject that is left with one paper is given up. */
function assign(
  ranked: readonly ChosenPaper[],
  scores: Scores,
  subjects: readonly Subject[],
): Map<PaperId, Subject> {
  const assigned = new Map<PaperId, Subject>();
  for (const { paperId } of ranked) {
    const own = scores.get(paperId);
    const fits = subjects.filter((subject) => (own?.get(subject) ?? 0) >= MIN_SCORE);
    const best = fits.toSorted((a, b) => (own?.get(b) ?? 0) - (own?.get(a) ?? 0))[0];
    if (best !== undefined) assigned.set(paperId, best);
  }
  const small = subjects.find((subject) => {
    const count = [...assigned.values()].filter((one) => one === subject).length;
    return count < GROUPS.minPapers;
  });
  return small === undefined
    ? assigned
    : assign(
        ranked,
        scores,
        subjects.filter((subject) => subject !== small),
      );
}
