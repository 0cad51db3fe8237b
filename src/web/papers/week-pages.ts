import type { Hono } from 'hono';
import { html } from 'hono/html';
import { toUtcDay, toWeek } from '../../core/base/calendar.ts';
import type { Day } from '../../core/base/time.ts';
import { formatDay } from '../../core/paper/format.ts';
import type { PageDeps } from '../base/deps.ts';
import { LANGUAGE } from '../base/language.ts';
import type { WebEnv } from '../base/middleware.ts';
import { toWeekPath } from '../base/site.ts';
import type { Html, PageFrame } from '../html/page.ts';
import { sendPage } from '../html/send-page.ts';
import { texts } from '../texts/papers.ts';
import { renderPageLinks } from './page-links.ts';
import { renderPapersInList } from './paper-html.ts';
import { readWeekPart, type WeekPart } from './week-papers.ts';

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
  const found = await readWeekPart(deps.store, typed, part);
  if (!found) return undefined;
  const { week, count, paperIds } = found;
  const papers = await deps.store.papers.findMany(paperIds);
  const path = toWeekPath(week, part);
  return {
    title: count === 1 ? texts.week({ week }) : texts.weekPart({ week, part, count }),
    body: html`${await renderWeekLinks(deps, found)}
<p class="soft">${texts.mostUpvotesFirst()}</p>
${await renderPapersInList(papers, deps)}${renderPartLinks(deps, found)}`,
    ...{ path, feed: { under: path } },
  };
}

/** The weeks before and after, and this week's days. */
async function renderWeekLinks(
  { store, site, clock }: PageDeps,
  { span, editions }: WeekPart,
): Promise<Html> {
  const today = toUtcDay(clock.now());
  const { earlier } = await store.editions.findDaysAround(span.from, today);
  const { later } = await store.editions.findDaysAround(span.to, today);
  const toWeekLink = (day: Day | undefined, label: string) =>
    day === undefined ? '' : html`<a href="${site.link(toWeekPath(toWeek(day)))}">${label}</a> `;
  const days = editions.filter(({ day, paperIds }) => paperIds.length > 0 && day <= today).toReversed();
  return html`<nav class="days" aria-label="${texts.weeks()}">${toWeekLink(earlier, texts.weekBefore())}${toWeekLink(later, texts.weekAfter())}
${days.map(({ day }) => html`<a href="${site.link(`/${day}`)}">${formatDay(day, LANGUAGE)}</a> `)}</nav>`;
}

function renderPartLinks({ site }: PageDeps, { week, part, count }: WeekPart): Html {
  const to = (n: number) => (n >= 1 && n <= count ? site.link(toWeekPath(week, n)) : undefined);
  return renderPageLinks({ previous: to(part - 1), next: to(part + 1) });
}
