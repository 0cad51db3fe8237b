import type { PaperId } from '../paper/paper.ts';

/** What a channel's past says of a candidate. */
export interface TasteScore {
  /** Points for it, or against. */
  readonly points: number;
  /** How little is known about papers like it, in points. */
  readonly uncertainty: number;
  /** The paper that is most like it of those that people of the channel voted for. */
  readonly like?: { readonly title: string; readonly count: number };
}

/** By candidate; nothing where a channel has no past. */
export type TasteScores = ReadonlyMap<PaperId, TasteScore>;
