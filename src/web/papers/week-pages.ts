import type { Hono } from 'hono';
import { html } from 'hono/html';
import { toWeek, toWeekSpan } from '../../core/paper/calendar.ts';
import { byUpvotes } from '../../core/paper/paper.ts';
import type { PageDeps } from '../base/deps.ts';
import type { WebEnv } from '../base/middleware.ts';
import { countParts, takePart } from '../base/parts.ts';
import { toWeekPath } from '../base/site.ts';
import type { Html, PageFrame } from '../html/page.ts';
import { sendPage } from '../html/send-page.ts';
import { texts } from '../texts/papers.ts';
import { listPapers } from './day-pages.ts';
import { renderPapersInList } from './paper-html.ts';

/** Each week, most upvotes first, on as many pages as it takes. */
export function addWeekPages(app: Hono<WebEnv>, frame: PageFrame, deps: PageDeps): void {
  app.get('/week/:week/:part?', async (c) => {
    const { week: typed, part = '1' } = c.req.param();
    const page = await readWeekPage(deps, typed, Number(part));
    return page ? sendPage(c, frame, page) : c.notFound();
  });
}

/** Nothing where there are no papers. */
async function readWeekPage(deps: PageDeps, typed: string, part: number) {
  const { store } = deps;
  const span = toWeekSpan(typed);
  const papers = await listPapers(store, span ? await store.editions.listBetween(span.from, span.to) : []);
  const shown = takePart(papers.toSorted(byUpvotes), part);
  if (!span || shown.length === 0) return undefined;
  // However it was typed, a week has one name.
  const week = toWeek(span.from);
  const count = countParts(papers.length);
  const path = toWeekPath(week, part);
  return {
    title: count === 1 ? texts.week({ week }) : texts.weekPart({ week, part, count }),
    body: html`${await renderPapersInList(shown, deps)}${renderPartLinks(deps, { week, part, count })}`,
    ...{ path, feed: { under: path } },
  };
}

interface WeekPart {
  readonly week: string;
  readonly part: number;
  readonly count: number;
}

function renderPartLinks({ site }: PageDeps, { week, part, count }: WeekPart): Html {
  if (count === 1) return html``;
  const to = (n: number) => site.path(toWeekPath(week, n));
  return html`<nav class="row" aria-label="${texts.pages()}">${part > 1 ? html`<a rel="prev" href="${to(part - 1)}">${texts.previous()}</a> ` : ''}${part < count ? html`<a rel="next" href="${to(part + 1)}">${texts.next()}</a>` : ''}</nav>`;
}
