import { type Span, toWeek, toWeekSpan } from '../../core/base/calendar.ts';
import type { Edition } from '../../core/paper/edition.ts';
import type { PaperId } from '../../core/paper/paper.ts';
import type { Store } from '../../core/store/store.ts';
import { countParts, takePart } from '../base/parts.ts';
import { listPaperIds } from './day-pages.ts';

/** One page of a week, and the feed beside it: both have the same papers. */
export interface WeekPart {
  readonly span: Span;
  /** However it was typed, a week has one name. */
  readonly week: string;
  readonly part: number;
  readonly count: number;
  /** Most upvotes first. */
  readonly paperIds: readonly PaperId[];
  /** The newest first. */
  readonly editions: readonly Edition[];
}

/** The papers of a part; nothing where there are none. Only of these the texts are read: a week has seven times as many. */
export async function readWeekPart(
  store: Pick<Store, 'editions' | 'papers'>,
  typed: string,
  part: number,
): Promise<WeekPart | undefined> {
  const span = toWeekSpan(typed);
  if (!span) return undefined;
  const editions = (await store.editions.listBetween(span.from, span.to)).toReversed();
  const ranked = await rankByUpvotes(store, listPaperIds(editions));
  const paperIds = takePart(ranked, part);
  if (paperIds.length === 0) return undefined;
  return { span, week: toWeek(span.from), part, count: countParts(ranked.length), paperIds, editions };
}

/** Those that are saved, most upvotes first; where they have as many, in the order given. */
async function rankByUpvotes({ papers }: Pick<Store, 'papers'>, ids: readonly PaperId[]): Promise<PaperId[]> {
  const upvotes = await papers.readUpvotes(ids);
  return ids
    .filter((id) => upvotes.has(id))
    .toSorted((a, b) => (upvotes.get(b) ?? 0) - (upvotes.get(a) ?? 0));
}
