/** Chosen on days and communities other than those reported: see docs/adr, and `npm run bench:taste`. */
export interface TasteParameters {
  /** Points of a paper that is liked as much as the papers that all active voters voted for. */
  readonly points: number;
  /** How strongly a direction is pulled to zero until votes speak for it. */
  readonly ridge: number;
  /** What a paper that was shown and left alone says against papers like it. */
  readonly silence: number;
  /** The share of the active voters that votes for a paper which suits the channel. */
  readonly votingShare: number;
  /** No paper counts as more than this many that suit the channel, however many people voted for it. */
  readonly mostOfPaper: number;
  /** How well votes have to be foretold, as a correlation, for a model to count in full. */
  readonly fullSkill: number;
  /** How many standard errors are subtracted first: what may be chance counts for nothing. */
  readonly uncertainty: number;
  /** Its assumed skill before there is evidence, and how many papers' worth of evidence that assumption is. */
  readonly usualSkill: number;
  readonly usualRows: number;
  /** The person with the most votes moves no paper by more points than this. */
  readonly mostOfPerson: number;
  /** Points of a paper that is as much about what people named as the papers that are about it, beyond those of any paper. */
  readonly priorPoints: number;
  /** How many papers have to be about it for half of these points. */
  readonly priorRows: number;
}

export const TASTE: TasteParameters = {
  points: 50,
  ridge: 1.5,
  silence: 0.08,
  votingShare: 0.35,
  mostOfPaper: 1.5,
  fullSkill: 0.12,
  uncertainty: 1.25,
  usualSkill: 0.5,
  usualRows: 60,
  mostOfPerson: 9,
  priorPoints: 24,
  priorRows: 1,
};

/** How many of the latest papers are learned from: with five a day, a season. */
export const MAX_EVIDENCE = 400;

/** What a topic is like is known by the papers of this many lists … */
export const EXAMPLE_LISTS = 10;
/** … the first of each. */
export const EXAMPLES_OF_LIST = 40;
