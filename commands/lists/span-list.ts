import { SourceError } from '../../src/core/base/errors.ts';
import type { Day } from '../../src/core/base/time.ts';
import type { CommandContext } from '../../src/core/command/command.ts';
import type { Span } from '../../src/core/paper/calendar.ts';
import { addDays, toUtcDay } from '../../src/core/paper/edition.ts';
import { byUpvotes, type Paper, type PaperId } from '../../src/core/paper/paper.ts';
import type { ListQuery } from '../../src/core/paper/paper-source.ts';

/**
 * The papers of a span of days, most upvotes first. Where days of it were never fetched the source is asked for the whole
 * span, and its answer is saved; if it fails, the saved papers are better than nothing.
 */
export async function listPapersOfSpan(
  { services }: CommandContext,
  span: Span,
  query: ListQuery,
): Promise<Paper[]> {
  const { store, source, savePapers, clock } = services;
  const editions = await store.editions.listBetween(span.from, span.to);
  const known = editions.flatMap(({ paperIds }) => paperIds);
  const fetched = new Set(editions.map(({ day }) => day));
  const isWhole = listDays(span, toUtcDay(clock.now())).every((day) => fetched.has(day));
  const found = isWhole ? [] : await ask();
  const papers = await store.papers.findMany([...new Set([...found, ...known])]);
  return papers.toSorted(byUpvotes);

  async function ask(): Promise<PaperId[]> {
    try {
      const { papers: listed } = await source.list(query);
      await savePapers(listed);
      return listed.map(({ id }) => id);
    } catch (error) {
      if (known.length > 0 && error instanceof SourceError) return [];
      throw error;
    }
  }
}

/** The days of a span that have come. */
function listDays({ from, to }: Span, today: Day): Day[] {
  const days: Day[] = [];
  for (let day = from; day <= to && day <= today; day = addDays(day, 1)) days.push(day);
  return days;
}
