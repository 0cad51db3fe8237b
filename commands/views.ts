import { button } from '../src/core/card-actions.ts';
import type { CommandContext } from '../src/core/command.ts';
import { InputError } from '../src/core/errors.ts';
import type { Action, PaperView } from '../src/core/message.ts';
import { PAPERS_PER_MESSAGE } from '../src/core/message.ts';
import type { Paper, PaperId } from '../src/core/paper.ts';
import { parsePaperId } from '../src/core/paper-id.ts';
import type { SearchAnswer } from '../src/core/search.ts';
import { NO_VOTES, tally } from '../src/core/vote.ts';

/** Papers as the asker sees them: numbered, with their community's votes. */
export async function viewsOf(
  { asker, services }: CommandContext,
  papers: readonly Paper[],
  from = 0,
): Promise<PaperView[]> {
  const { votes } = services.store;
  const spaces = await votes.community(asker.space);
  const tallies = tally(
    await votes.of(
      papers.map(({ id }) => id),
      spaces,
    ),
  );
  return papers.map((paper, i) => {
    const summary = services.summarizer.forCard(paper);
    return {
      paper,
      n: from + i + 1,
      tally: tallies.get(paper.id) ?? NO_VOTES,
      ...(summary ? { summary } : {}),
    };
  });
}

/** The same with each paper's date, for lists that are not of one day. */
export function dated(views: readonly PaperView[]): PaperView[] {
  return views.map((view) => {
    const date = (view.paper.publishedAt ?? view.paper.listedAt)?.slice(0, 10);
    return date === undefined ? view : { ...view, date };
  });
}

/** What a search found, each hit with why it was found. */
export async function hitViewsOf(
  context: CommandContext,
  { hits }: SearchAnswer,
  from = 0,
): Promise<PaperView[]> {
  const papers = await context.services.store.papers.getMany(hits.map(({ paperId }) => paperId));
  const snippets = new Map(hits.map(({ paperId, snippet }) => [paperId, snippet]));
  const views = dated(await viewsOf(context, papers, from));
  return views.map((view) => ({ ...view, snippet: snippets.get(view.paper.id) ?? [] }));
}

/** The id in what a person typed; throws an `InputError` that says how to name a paper. */
function readPaperId(typed: string): PaperId {
  const id = parsePaperId(typed);
  if (id !== undefined) return id;
  throw new InputError('paper-unreadable', `"${typed.slice(0, 60)}" is not a paper.`, {
    fix: `${/^#?\d{1,2}$/.test(typed) ? 'The last list has no such number. ' : ''}Give an arXiv id or a link to arXiv or Hugging Face; search finds papers by words.`,
  });
}

/** The paper with an id that `PAPER_OPTION` has read; throws an `InputError` where nobody knows it. */
export async function paperMeant({ services }: CommandContext, id: PaperId): Promise<Paper> {
  const paper = await services.findPaper(id);
  if (!paper)
    throw new InputError('paper-unknown', `Neither Hugging Face nor arXiv knows the paper ${id}.`, {
      fix: 'Check the id, or search by words.',
    });
  return paper;
}

export function languageOf({ asker }: CommandContext): string {
  return asker.locale ?? 'en';
}

export const NEXT = 'Next ▶';

/** Buttons that turn the pages of a list; `line` is the command without its page. */
export function pageButtons(line: string, page: number, total: number): Action[] {
  const last = Math.max(1, Math.ceil(total / PAPERS_PER_MESSAGE));
  return [
    ...(page > 1 ? button('◀ Previous', `${line} page:${page - 1}`, 'update') : []),
    ...(page < last ? button(NEXT, `${line} page:${page + 1}`, 'update') : []),
  ];
}

/** Said of a page that a list does not have. */
export function beyondLastPage(total: number): string {
  const last = Math.ceil(total / PAPERS_PER_MESSAGE);
  return last === 1 ? 'There is only one page.' : `There are only ${last} pages.`;
}

/** The option of every command that has pages. */
export const PAGE_OPTION = {
  name: 'page',
  summary: 'Which page, from 1',
  type: 'integer',
  min: 1,
  max: 1000,
  default: 1,
} as const;

/** The option of every command that is about one paper. */
export const PAPER_OPTION = {
  name: 'paper',
  summary: 'An arXiv id or a link to arXiv, Hugging Face or alphaXiv',
  type: 'text',
  required: true,
  autocomplete: true,
  isPaper: true,
  parse: readPaperId,
} as const;

/** Choices for a paper being typed: titles that match, each standing for its id. */
export async function completePaper(
  { services }: CommandContext,
  typed: string,
): Promise<Array<{ label: string; value: string }>> {
  const found = await services.search.suggest(typed, 25);
  return found.map(({ paperId, title }) => ({ label: title, value: paperId }));
}
