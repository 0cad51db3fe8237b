import type { Span } from '../../src/core/base/calendar.ts';
import type { Text } from '../../src/core/base/text.ts';
import { listShareActions } from '../../src/core/command/card-actions.ts';
import type { CommandContext } from '../../src/core/command/command.ts';
import { explainBeyondLastPage } from '../../src/core/command/describe-found.ts';
import type { Reply } from '../../src/core/message/interaction.ts';
import type { Paper } from '../../src/core/paper/paper.ts';
import {
  buildPageButtons,
  buildViews,
  chooseLanguage,
  RESULTS_PER_PAGE,
  withListingDays,
} from '../shared/views.ts';
import { texts } from '../texts/lists.ts';

export interface ListedPapers {
  readonly title: string;
  readonly papers: readonly Paper[];
  /** What one has to know of the list, before how many papers it has. */
  readonly remark?: string | undefined;
  /** Said when there are none. */
  readonly empty: Text;
  /** The command line that shows this list, without the page. */
  readonly line: string;
  readonly page: number;
  /** Of one day, which the title names: its papers need no dates. */
  readonly isOfOneDay?: boolean;
  /** Of these days, which the title names. */
  readonly span?: Span;
  /** The person's reading list: no button shares it, and what can be done with its papers is to remove them. */
  readonly isSaved?: boolean;
}

/** A page of a list that is already in order. */
export async function showList(context: CommandContext, listed: ListedPapers): Promise<Reply> {
  const { title, papers, remark, empty, line, page, span } = listed;
  const { isOfOneDay = false, isSaved = false } = listed;
  const from = (page - 1) * RESULTS_PER_PAGE;
  const shown = papers.slice(from, from + RESULTS_PER_PAGE);
  const last = Math.ceil(papers.length / RESULTS_PER_PAGE);
  const built = await buildViews(context, shown, from);
  const views = isSaved ? built.map((view) => ({ ...view, isSaved: true as const })) : built;
  const entries = isOfOneDay ? views : await withListingDays(context, views, span);
  const beyond = papers.length > 0 && shown.length === 0;
  return {
    kind: 'message',
    message: {
      kind: 'list',
      title,
      language: chooseLanguage(context),
      entries,
      ...(entries.length > 0
        ? { note: [remark, texts.count({ count: papers.length, page, last })].filter(Boolean).join(' ') }
        : { empty: beyond ? explainBeyondLastPage(papers.length, RESULTS_PER_PAGE) : empty }),
      actions: [
        ...buildPageButtons(line, page, papers.length),
        ...(entries.length > 0 && !isSaved ? listShareActions(context, `${line} page:${page}`) : []),
      ],
    },
  };
}
