import type { Instant } from '../../core/base/time.ts';
import { SEGMENTATION } from '../text/tokenize.ts';
import type { IndexMeta } from './index-file.ts';
import type { SearchablePapers } from './searchable-papers.ts';

/** What an index is compared with, to see whether it is this database's. */
export interface Origin {
  readonly owner: string;
  readonly lastChange: Instant;
  readonly papers: number;
}

/** To be read before anything is saved: a change would hide that an older copy of the database has taken its place. */
export async function readOrigin(papers: SearchablePapers): Promise<Origin> {
  const [owner, lastChange, count] = await Promise.all([
    papers.readIdentity(),
    papers.readLastChange(),
    papers.count(),
  ]);
  return { owner, lastChange, papers: count };
}

/** Why an index that is whole cannot serve this database; `undefined` where it can. */
export function findMismatch(meta: IndexMeta, origin: Origin): string | undefined {
  if (meta.owner !== origin.owner) return 'other-database';
  if (meta.checkpoint > origin.lastChange || meta.papers > origin.papers) return 'ahead-of-database';
  if (meta.segmentation !== SEGMENTATION) return 'other-segmentation';
  return undefined;
}
