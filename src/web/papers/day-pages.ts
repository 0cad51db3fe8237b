import type { Hono } from 'hono';
import { html } from 'hono/html';
import { isDay, toUtcDay, toWeek } from '../../core/base/calendar.ts';
import type { Day } from '../../core/base/time.ts';
import type { Edition } from '../../core/paper/edition.ts';
import { formatDay } from '../../core/paper/format.ts';
import type { PaperId } from '../../core/paper/paper.ts';
import type { PageDeps } from '../base/deps.ts';
import { LANGUAGE } from '../base/language.ts';
import type { WebEnv } from '../base/middleware.ts';
import { CHANNELS_PATH, toChannelPath, toWeekPath } from '../base/site.ts';
import type { Html, PageFrame } from '../html/page.ts';
import { sendPage } from '../html/send-page.ts';
import { texts } from '../texts/papers.ts';
import { renderPapersInList, wordPaperTitle } from './paper-html.ts';

/** How many channels are named below the newest day. */
const MAX_CHANNELS = 12;

/** The newest day, and each day. */
export function addDayPages(app: Hono<WebEnv>, frame: PageFrame, deps: PageDeps): void {
  const { store, clock } = deps;
  app.get('/', async (c) => {
    const [newest] = await store.editions.listLatest(1, toUtcDay(clock.now()));
    if (newest) {
      const { body, ...page } = await renderDayPage(deps, newest);
      return sendPage(c, frame, {
        ...page,
        body: html`${body}${await renderPublicChannels(deps)}`,
        path: '/',
      });
    }
    return sendPage(c, frame, { title: texts.noneTitle(), body: html`<p>${texts.none()}</p>`, path: '/' });
  });
  app.get('/:day', async (c) => {
    const day = c.req.param('day');
    const edition = isDay(day) ? await store.editions.find(day) : undefined;
    if (!edition || edition.paperIds.length === 0) return c.notFound();
    const path = `/${day}`;
    return sendPage(c, frame, { ...(await renderDayPage(deps, edition)), path, feed: { under: path } });
  });
}

async function renderDayPage(deps: PageDeps, edition: Edition) {
  const { store, site } = deps;
  const { day } = edition;
  const papers = await store.papers.findMany(edition.paperIds);
  const label = formatDay(day, LANGUAGE);
  const [first] = papers;
  const body = html`<nav class="days" aria-label="${texts.days()}">${await renderNeighbors(deps, day)}
<a href="${site.link(toWeekPath(toWeek(day)))}">${texts.wholeWeek()}</a></nav>
${await renderPapersInList(papers, deps)}`;
  const description = first
    ? texts.dayDescription({ count: papers.length, day: label, first: wordPaperTitle(first) })
    : undefined;
  return { title: texts.day({ day: label }), body, ...(description ? { description } : {}) };
}

async function renderNeighbors({ store, site, clock }: PageDeps, day: Day): Promise<Html> {
  const around = await store.editions.findDaysAround(day, toUtcDay(clock.now()));
  return renderDayLinks(around, (to) => site.link(`/${to}`));
}

/** Links to the days before and after one. */
export function renderDayLinks(
  { earlier, later }: { readonly earlier?: Day | undefined; readonly later?: Day | undefined },
  path: (day: Day) => string,
): Html {
  const link = (day: Day | undefined, say: (values: { day: string }) => string): Html | '' =>
    day === undefined ? '' : html`<a href="${path(day)}">${say({ day: formatDay(day, LANGUAGE) })}</a> `;
  return html`${link(earlier, texts.earlier)}${link(later, texts.later)}`;
}

/** Where papers of this bot are read, as far as that is public. */
async function renderPublicChannels({ store, site }: PageDeps): Promise<Html> {
  const channels = await store.publicChannels.list(MAX_CHANNELS + 1);
  if (channels.length === 0) return html``;
  const links = channels.slice(0, MAX_CHANNELS).map(({ name }) => ({ name, path: toChannelPath(name) }));
  const more = channels.length > MAX_CHANNELS ? [{ name: texts.allChannels(), path: CHANNELS_PATH }] : [];
  return html`<p class="row">${texts.channels()}: ${[...links, ...more].map(({ name, path }) => html`<a href="${site.link(path)}">${name}</a> `)}</p>`;
}

/** Each once, in the order of the lists. */
export function listPaperIds(editions: readonly Edition[]): PaperId[] {
  return [...new Set(editions.flatMap(({ paperIds }) => paperIds))];
}
