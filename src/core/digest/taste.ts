import type { ChosenPaper, ScorePart } from '../delivery/delivery.ts';
import type { TasteScore, TasteScores } from '../delivery/taste-score.ts';
import type { SignalReason } from '../reason/reason.ts';
import type { NamedBy } from '../vote/taste-report.ts';
import { roundToHundredths } from './rank.ts';

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
 * One of five is a paper about which little is known: votes on what is shown alone would never say anything about other papers. The
 * last of the chosen make room for those that would be best if as much more spoke for them as may yet come out.
 */
export function withTries(
  chosen: readonly ChosenPaper[],
  others: readonly ChosenPaper[],
  taste: TasteScores,
): readonly ChosenPaper[] {
  const tries = Math.floor(chosen.length / PAPERS_PER_TRY);
  const findUncertainty = ({ paperId }: ChosenPaper): number => taste.get(paperId)?.uncertainty ?? 0;
  const unknown = others.filter((paper) => findUncertainty(paper) > 0);
  if (tries === 0 || unknown.length === 0) return chosen;
  const computeHope = (paper: ChosenPaper): number => paper.score + findUncertainty(paper);
  const sure = chosen.slice(0, chosen.length - tries);
  const last = chosen.slice(sure.length);
  const best = [...last, ...unknown].toSorted((a, b) => computeHope(b) - computeHope(a)).slice(0, tries);
  return [...sure, ...best.map((paper) => (last.includes(paper) ? paper : asTry(paper)))];
}

function asTry(paper: ChosenPaper): ChosenPaper {
  return { ...paper, why: [...paper.why, { code: 'tried', values: {}, points: 0 }] };
}
