/** Where people named what they like before they voted on anything. */
export type NamedBy = 'topics' | 'follows';

/** What was learned of what a channel likes, for people to read. */
export interface TasteReport {
  /** People who voted, and papers they voted on. */
  readonly voters: number;
  readonly votedOn: number;
  /** Papers that were posted and left alone. */
  readonly leftAlone: number;
  /** From 0, where the votes show no pattern, to 1. */
  readonly strength: number;
  /** Keywords of papers that it speaks for, and against, the strongest first. */
  readonly topicsFor: readonly string[];
  readonly topicsAgainst: readonly string[];
  /** The papers with the most votes, by title. */
  readonly liked: ReadonlyArray<{ readonly title: string; readonly count: number }>;
  /** What else papers are compared with, if the latest lists have papers about it. */
  readonly named?: NamedBy;
}

/** What there is to learn from, and what is missing before anything can be learned. */
export interface TasteProgress {
  /** Papers that people voted on. */
  readonly votedOn: number;
  /** How many papers the bot has, and how many it takes before they can be compared with each other. */
  readonly papers: number;
  readonly papersNeeded: number;
  /** What papers are compared with already. */
  readonly named?: NamedBy;
}
