import type { Hono } from 'hono';
import { html } from 'hono/html';
import {
  describeTotal,
  explainBeyondLastPage,
  explainNothingFound,
  labelSearch,
} from '../../core/command/describe-found.ts';
import { toOneLine } from '../../core/message/safe-text.ts';
import type { SearchAnswer } from '../../core/search/search.ts';
import type { PageDeps } from '../base/deps.ts';
import { NEWEST } from '../base/feed-files.ts';
import type { WebEnv } from '../base/middleware.ts';
import { MAX_QUERY_LENGTH, readQuery } from '../base/read-query.ts';
import type { Html, PageFrame } from '../html/page.ts';
import { sendPage } from '../html/send-page.ts';
import { texts } from '../texts/papers.ts';
import { renderPageLinks } from './page-links.ts';
import { renderPapersInList } from './paper-html.ts';

const PAGE_SIZE = 20;
/** Nobody reads further, and each page costs a search. */
const MAX_PAGES = 50;

interface Asked {
  readonly query: string;
  readonly page: number;
}

/** What a search finds, as the command `search` does, on as many pages as it takes. */
export function addSearchPages(app: Hono<WebEnv>, frame: PageFrame, deps: PageDeps): void {
  app.get('/search', async (c) => {
    const query = readQuery(c, 'q');
    const shown = toOneLine(query, MAX_QUERY_LENGTH);
    if (query === '')
      return sendPage(c, frame, { title: texts.search(), body: html`<p>${texts.searchIntro()}</p>` });
    const page = Math.min(Math.max(1, Math.trunc(Number(c.req.query('page') ?? 1)) || 1), MAX_PAGES);
    const answer = await deps.search.search(query, {
      ...{ offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE, hasNoSnippets: true },
    });
    return sendPage(c, frame, {
      title: texts.searchFor({ query: shown }),
      body: await renderAnswer(deps, { query, page }, answer),
      query: shown,
      feed: { ...NEWEST, query: `?${new URLSearchParams({ q: query })}` },
      ...(answer.isIncomplete ? { isIncomplete: true } : {}),
    });
  });
}

async function renderAnswer(deps: PageDeps, asked: Asked, answer: SearchAnswer): Promise<Html> {
  const { hits, notes, offers = [] } = answer;
  const papers = await deps.store.papers.findMany(hits.map(({ paperId }) => paperId));
  const said = [await describeAnswer(deps, asked, answer), ...notes];
  return html`${said.map((note) => html`<p class="soft">${toOneLine(note, 400)}</p>`)}
${offers.map(
  ({ word, query }) =>
    html`<p class="row"><a href="${toLink(deps, { query, page: 1 })}">${toOneLine(labelSearch(word), 400)}</a></p>`,
)}
${await renderPapersInList(papers, deps)}
${renderWays(deps, asked, answer.total)}`;
}

async function describeAnswer(
  { store }: PageDeps,
  { query, page }: Asked,
  answer: SearchAnswer,
): Promise<string> {
  const { nothing, total } = answer;
  if (nothing !== undefined) return nothing;
  if (total === 0) return (await store.papers.count()) > 0 ? explainNothingFound(query) : texts.none();
  return page > countPages(total) ? explainBeyondLastPage(total, PAGE_SIZE) : describeTotal(answer, page);
}

/** To the page before and the one after; from beyond the last page, to that one. */
function renderWays(deps: PageDeps, { query, page }: Asked, total: number): Html {
  const last = countPages(total);
  const to = (n: number): string => toLink(deps, { query, page: n });
  return renderPageLinks({
    previous: page > 1 ? to(Math.min(page - 1, last)) : undefined,
    next: page < last ? to(page + 1) : undefined,
  });
}

/** At least one, also where nothing is found. */
function countPages(total: number): number {
  return Math.min(Math.max(1, Math.ceil(total / PAGE_SIZE)), MAX_PAGES);
}

function toLink({ site }: PageDeps, { query, page }: Asked): string {
  return site.link(
    `/search?${new URLSearchParams({ q: query, ...(page > 1 ? { page: String(page) } : {}) })}`,
  );
}
