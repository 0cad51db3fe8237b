import type { ChosenPaper, ScorePart } from '../delivery/delivery.ts';
import type { TasteScore, TasteScores } from '../delivery/taste-score.ts';
import type { SignalReason } from '../reason/reason.ts';
import type { NamedBy } from '../vote/taste-report.ts';
import { roundToHundredths } from './rank.ts';
import { type Vectors, withPenalty } from './vary.ts';

/** One in this many papers may be one of which little is known. */
const PAPERS_PER_TRY = 5;

/** The paper with the points of the channel's taste; the same where there is none. */
export function withTaste(paper: ChosenPaper, taste: TasteScores | undefined): ChosenPaper {
  const found = taste?.get(paper.paperId);
  if (!found) return paper;
  const { prior } = found;
  const learned = roundToHundredths(found.points);
  const named = roundToHundredths(prior?.points ?? 0);
  const parts: ScorePart[] = [
    ...(prior && named !== 0 ? [{ ...toPriorReason(prior.by, named), points: named }] : []),
    ...(learned === 0 ? [] : [{ ...toReason(found, learned), points: learned }]),
  ];
  if (parts.length === 0) return paper;
  return { ...paper, score: roundToHundredths(paper.score + named + learned), why: [...paper.why, ...parts] };
}

function toPriorReason(by: NamedBy, points: number): SignalReason {
  return { code: points > 0 ? 'near-named' : 'far-from-named', values: { by } };
}

function toReason({ like }: TasteScore, points: number): SignalReason {
  if (points < 0) return { code: 'unlike', values: {} };
  return like ? { code: 'like-liked', values: like } : { code: 'suits', values: {} };
}

/**
 * Exploration: one of five papers is one about which little is known, since votes on the shown papers alone would say nothing about
 * others. The last of the chosen are replaced by those with the highest upper confidence bound. A paper that is similar to one that
 * stays loses as many points for that as in the choice of the others.
 */
export function withTries(
  chosen: readonly ChosenPaper[],
  others: readonly ChosenPaper[],
  taste: TasteScores,
  vectors: Vectors,
): readonly ChosenPaper[] {
  const tries = Math.floor(chosen.length / PAPERS_PER_TRY);
  const findUncertainty = ({ paperId }: ChosenPaper): number => taste.get(paperId)?.uncertainty ?? 0;
  const computeUpperBound = (paper: ChosenPaper): number => paper.score + findUncertainty(paper);
  const sure = chosen.slice(0, chosen.length - tries);
  const last = chosen.slice(sure.length);
  let unknown = others.filter((paper) => findUncertainty(paper) > 0);
  const taken: ChosenPaper[] = [];
  while (taken.length < tries) {
    // Those of the chosen have lost their points already.
    const offers = [
      ...last.filter((paper) => !taken.includes(paper)),
      ...unknown.map((paper) => asTry(withPenalty(paper, [...sure, ...taken], vectors))),
    ];
    const [first, ...more] = offers;
    if (!first) break;
    const best = more.reduce(
      (top, one) => (computeUpperBound(one) > computeUpperBound(top) ? one : top),
      first,
    );
    unknown = unknown.filter(({ paperId }) => paperId !== best.paperId);
    taken.push(best);
  }
  return [...sure, ...taken];
}

function asTry(paper: ChosenPaper): ChosenPaper {
  return { ...paper, why: [...paper.why, { code: 'tried', values: {}, points: 0 }] };
}
