import { addDays, type Span, toUtcDay } from '../../src/core/base/calendar.ts';
import { SourceError } from '../../src/core/base/errors.ts';
import type { Day } from '../../src/core/base/time.ts';
import type { CommandContext } from '../../src/core/command/command.ts';
import type { PaperTest } from '../../src/core/matching/follow.ts';
import { PaperWords } from '../../src/core/matching/paper-words.ts';
import type { Reply } from '../../src/core/message/interaction.ts';
import { byUpvotes, type Paper, type PaperId } from '../../src/core/paper/paper.ts';
import type { ListQuery } from '../../src/core/paper/paper-source.ts';
import { explainMissing } from '../shared/demo-note.ts';
import { texts } from '../texts/lists.ts';
import { showList } from './day-list.ts';

export interface ShownSpan {
  /** As it is typed: `2026-W18`. */
  readonly name: string;
  readonly span: Span;
  readonly query: ListQuery;
  readonly title: string;
  /** Said where it has no papers. */
  readonly none: string;
  readonly page: number;
  /** Only these papers of it. */
  readonly only?: {
    readonly topic: string;
    readonly passes: PaperTest;
    /** Said where none of so many passes. */
    readonly wordNone: (count: number) => string;
  };
}

/** A page of the papers of a week or a month. */
export async function showSpan(
  context: CommandContext,
  { name, span, query, title, none, page, only }: ShownSpan,
): Promise<Reply> {
  const listed = await listPapersOfSpan(context, span, query);
  return showList(context, {
    ...{ title, page, span, line: `${query.kind} ${name}${only ? ` topic:${only.topic}` : ''}` },
    papers: only ? listed.filter((paper) => only.passes(new PaperWords(paper))) : listed,
    empty:
      only && listed.length > 0
        ? only.wordNone(listed.length)
        : await explainMissing(context.services, texts.demoNonePeriod({ period: name }), none),
  });
}

/**
 * The papers of a span of days, most upvotes first. Where days of it were never fetched the source is asked for the whole
 * span, and its answer is saved; if it fails, the saved papers are better than nothing.
 */
async function listPapersOfSpan(
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
