import { type Ranked, rank } from '../../src/summary/extractive/ranking.ts';
import { ROLE_CUES, type Role } from '../../src/summary/extractive/roles.ts';

/** The position of a sentence among all, from 0. */
interface SentencePosition {
  readonly at: number;
  readonly count: number;
}

const RESULT =
  /\b(?:results?|experiments?|experimental\w*|empirical\w*|evaluations?|outperform\w*|achiev\w*|improv\w*|surpass\w*|state-of-the-art|faster|accura\w*|reduc(?:es|ing|tion)|we (?:\w+ )?(?:find|show|demonstrate|observe|prove))\b|\d ?%/i;
const METHOD =
  /\b(?:we|this (?:paper|work|report)|here) (?:\w+ )?(?:propos|present|introduc|develop|design|build|devis|describ|formulat)\w*\b|\bis (?:proposed|presented|introduced)\b/i;
const PROBLEM =
  /\b(?:however|but|problem|challeng\w*|difficult\w*|lack\w*|limit\w*|despite|unfortunately|suffer\w*|costly|expensive|remain\w*|unclear|fail\w*|struggl\w*|slow|lose|yet|wast\w*|wrong|rarely|seldom|ignor\w*|overlook\w*|existing|bottleneck\w*)\b/i;
const METHOD_WORTH = 2;
const SURE_WORTH = 2;

const says = (cue: string, sentence: string): boolean => ROLE_CUES[cue]?.test(sentence) ?? false;

/**
 * What was done before roles were learned: hand-written cues beside the score of the one-sentence summary. Without the titles,
 * which the labeled set has not.
 */
export function chooseByCues(sentences: readonly string[]): ReadonlyMap<Role, CueChoice> {
  const ranked = rank(sentences, '');
  const isSure = (role: Role, { at, sentence }: Ranked): boolean =>
    hasRole(role, sentence, { at, count: ranked.length });
  const preferSure = (role: Role, one: Ranked): number => (isSure(role, one) ? SURE_WORTH : 0);
  const method = best(
    ranked,
    (one) =>
      one.score +
      (METHOD.test(one.sentence) ? METHOD_WORTH : 0) +
      preferSure('Method', one) -
      (speaksOfOthers(one.sentence) ? METHOD_WORTH : 0),
  );
  if (!method) return new Map();
  const found: ReadonlyArray<readonly [Role, Ranked | undefined]> = [
    ['Method', method],
    [
      'Problem',
      best(
        ranked.filter((one) => one.at < method.at && (PROBLEM.test(one.sentence) || isSure('Problem', one))),
        (one) => one.score + preferSure('Problem', one),
      ),
    ],
    [
      'Result',
      best(
        ranked.filter((one) => one.at > method.at && (isResult(one) || isSure('Result', one))),
        (one) => one.score + preferSure('Result', one),
      ),
    ],
  ];
  return new Map(
    found.flatMap(([role, one]) => (one ? [[role, { at: one.at, isSure: isSure(role, one) }] as const] : [])),
  );
}

export interface CueChoice {
  readonly at: number;
  readonly isSure: boolean;
}

function best(ranked: readonly Ranked[], worth: (one: Ranked) => number): Ranked | undefined {
  return ranked.toSorted((a, b) => worth(b) - worth(a))[0];
}

function isResult({ sentence }: Ranked): boolean {
  return RESULT.test(sentence) && !says('RELEASES', sentence);
}

function hasRole(role: Role, sentence: string, { at, count }: SentencePosition): boolean {
  switch (role) {
    case 'Problem':
      if (says('OURS', sentence) || (count > 1 && at === count - 1)) return false;
      return says('HARMS', sentence) || (says('CONTRASTS', sentence) && says('LACKS', sentence));
    case 'Method':
      return says('MAKES', sentence) && !says('TESTS_SHOW', sentence);
    case 'Result':
      if (
        at === 0 ||
        ['RELEASES', 'DOES', 'OPENS_THE_PAPER', 'OPENS_WITH_OTHERS'].some((cue) => says(cue, sentence))
      )
        return false;
      return (
        says('TESTS_SHOW', sentence) ||
        says('WE_FIND', sentence) ||
        (says('GAINS', sentence) && at >= count / 2)
      );
  }
}

function speaksOfOthers(sentence: string): boolean {
  return says('OPENS_WITH_OTHERS', sentence) && !says('MAKES', sentence);
}
