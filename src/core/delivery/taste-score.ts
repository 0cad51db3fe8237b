import type { PaperId } from '../paper/paper.ts';
import type { NamedBy } from '../vote/taste-report.ts';

/** What a channel's past says of a candidate. */
export interface TasteScore {
  /** Points for it, or against, by votes. */
  readonly points: number;
  /** Points by how near it is to what was named: topics of the channel, or what its person follows. */
  readonly prior?: { readonly points: number; readonly by: NamedBy };
  /** How little is known about papers like it, in points. */
  readonly uncertainty: number;
  /** The paper that is most like it of those that people of the channel voted for. */
  readonly like?: { readonly title: string; readonly count: number };
}

/** By candidate; nothing where a channel has no past. */
export type TasteScores = ReadonlyMap<PaperId, TasteScore>;
