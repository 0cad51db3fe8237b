import { inTurns } from '../../src/core/async/in-turns.ts';
import type { Span } from '../../src/core/base/calendar.ts';
import { InputError } from '../../src/core/base/errors.ts';
import { commandSpan } from '../../src/core/base/text.ts';
import { button } from '../../src/core/command/card-actions.ts';
import type { CommandContext } from '../../src/core/command/command.ts';
import type { Action, PaperView } from '../../src/core/message/message.ts';
import type { Paper, PaperId } from '../../src/core/paper/paper.ts';
import { parsePaperId } from '../../src/core/paper/paper-id.ts';
import type { SearchAnswer } from '../../src/core/search/search.ts';
import { countTally, NO_VOTES } from '../../src/core/vote/vote.ts';
import { texts as listTexts } from '../texts/lists.ts';
import { problems, texts } from '../texts/papers.ts';
import { findDemoNote } from './demo-note.ts';

/** Few enough that the first one is still visible at the end of the answer, also on a phone. */
export const RESULTS_PER_PAGE = 5;

/** Papers as the asker sees them: numbered, with their community's votes. */
export async function buildViews(
  { asker, services }: CommandContext,
  papers: readonly Paper[],
  from = 0,
  needsSummary: (paper: Paper) => boolean = () => true,
): Promise<PaperView[]> {
  const { votes } = services.store;
  const tenants = await votes.listCommunity(asker.tenant);
  const tallies = countTally(
    await votes.list(
      papers.map(({ id }) => id),
      tenants,
    ),
  );
  // A card of a hostile text takes up to 50 ms: others are served between two of them.
  return inTurns([...papers.entries()], ([i, paper]) => {
    const summary = needsSummary(paper) ? services.summarizer.findCardSummary(paper) : undefined;
    return {
      paper,
      n: from + i + 1,
      tally: tallies.get(paper.id) ?? NO_VOTES,
      ...(summary ? { summary } : {}),
    };
  });
}

/**
 * The same with the day on which each paper was listed, within `span` where one is given: a paper may be listed again. One that
 * was never listed has its own date.
 */
export async function withListingDays(
  { services }: CommandContext,
  views: readonly PaperView[],
  span?: Span,
): Promise<PaperView[]> {
  return Promise.all(
    views.map(async (view) => {
      const { id, listedAt } = view.paper;
      const days = [
        ...(await services.store.editions.listDays(id)),
        ...(listedAt ? [listedAt.slice(0, 10)] : []),
      ];
      const day = days.find((one) => !span || (one >= span.from && one <= span.to)) ?? days[0];
      return day === undefined ? (withDates([view])[0] ?? view) : { ...view, day };
    }),
  );
}

/**
 * The same with the date of each paper's first version, by which searches are bounded. Where that is unknown, the day it was
 * listed.
 */
export function withDates(views: readonly PaperView[]): PaperView[] {
  return views.map((view) => {
    const { publishedAt, listedAt } = view.paper;
    if (publishedAt !== undefined) return { ...view, date: publishedAt.slice(0, 10) };
    return listedAt === undefined ? view : { ...view, day: listedAt.slice(0, 10) };
  });
}

/** What a search found, each hit with why it was found. */
export async function buildHitViews(
  context: CommandContext,
  { hits }: SearchAnswer,
  from = 0,
): Promise<PaperView[]> {
  const papers = await context.services.store.papers.findMany(hits.map(({ paperId }) => paperId));
  const found = new Map(hits.map((hit) => [hit.paperId, hit]));
  // Where a passage says why a paper was found it is shown in place of the summary, which takes 70 ms to choose in a fresh process.
  const isUnexplained = ({ id }: Paper): boolean => !found.get(id)?.snippet.length;
  const views = withDates(await buildViews(context, papers, from, isUnexplained));
  return views.map((view) => {
    const { score, snippet = [] } = found.get(view.paper.id) ?? {};
    return { ...view, snippet, ...(score === undefined ? {} : { score }) };
  });
}

/** The id in what a person typed; throws an `InputError` that says how to name a paper. */
function readPaperId(typed: string): PaperId {
  const id = parsePaperId(typed);
  if (id !== undefined) return id;
  throw new InputError(
    problems.paperUnreadable({ typed: typed.slice(0, 60), command: commandSpan('search attention') }),
  );
}

/** The paper with an id that `PAPER_OPTION` has read; throws an `InputError` where nobody knows it. */
export async function findPaperMeant({ services }: CommandContext, id: PaperId): Promise<Paper> {
  const paper = await services.findPaper(id);
  if (paper) return paper;
  const demo = await findDemoNote(services);
  throw new InputError(
    demo === undefined ? problems.paperUnknown({ id }) : problems.paperNotInDemo({ demo, id }),
  );
}

export function chooseLanguage({ asker }: CommandContext): string {
  return asker.locale ?? 'en';
}

/** Buttons that turn the pages of a list; `line` is the command without its page. */
export function buildPageButtons(
  line: string,
  page: number,
  total: number,
  size = RESULTS_PER_PAGE,
): Action[] {
  const last = Math.max(1, Math.ceil(total / size));
  return [
    ...(page > 1 ? button(listTexts.previous(), `${line} page:${page - 1}`, 'update') : []),
    ...(page < last ? button(listTexts.next(), `${line} page:${page + 1}`, 'update') : []),
  ];
}

/** The option of every command that has pages. */
export const PAGE_OPTION = {
  name: 'page',
  get summary() {
    return listTexts.pageOption();
  },
  type: 'integer',
  min: 1,
  max: 1000,
  default: 1,
} as const;

/** The option of every command that is about one paper. */
export const PAPER_OPTION = {
  name: 'paper',
  get label() {
    return texts.paperLabel();
  },
  get summary() {
    return texts.paper();
  },
  type: 'text',
  required: true,
  autocomplete: true,
  isPaper: true,
  parse: readPaperId,
} as const;

const MAX_CHOICES = 25;

/** Choices for a paper being typed: those of the last list by number, and titles that match, each standing for its id. */
export async function completePaper(
  context: CommandContext,
  typed: string,
): Promise<Array<{ label: string; value: string }>> {
  const named = await readNamedPaper(context, typed);
  const listed = await readListedPapers(context, typed);
  const found = await context.services.search.suggest(typed, MAX_CHOICES);
  const titles = found.map(({ paperId, title }) => ({ label: title, value: paperId }));
  return [...named, ...listed, ...titles];
}

/** The paper whose whole ID or link was typed, also one that is not known yet: a form takes only what it offers. */
async function readNamedPaper({ services }: CommandContext, typed: string) {
  const id = parsePaperId(typed);
  if (id === undefined) return [];
  const paper = await services.store.papers.find(id);
  return [{ label: paper ? `${id} ${paper.title}` : id, value: id }];
}

/**
 * The papers of the last list with numbers, or IDs, that begin as typed; all of them before anything is typed.
 */
async function readListedPapers({ numbers, services }: CommandContext, typed: string) {
  const begun = typed.trim().replace(/^#/, '');
  if (!/^\d{0,3}$|^\d{4}\.\d{0,4}$/.test(begun)) return [];
  const list = await numbers.findList();
  const meant = [...(list?.papers ?? [])].filter(
    ([n, id]) => String(n).startsWith(begun) || (begun.length > 3 && id.startsWith(begun)),
  );
  const papers = await services.store.papers.findMany(meant.map(([, id]) => id));
  const titles = new Map(papers.map(({ id, title }) => [id, title]));
  return meant.flatMap(([n, id]) => {
    const title = titles.get(id);
    return title === undefined ? [] : [{ label: `${n}. ${title}`, value: id }];
  });
}
