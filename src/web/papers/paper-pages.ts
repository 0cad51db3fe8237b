import type { Hono } from 'hono';
import { html } from 'hono/html';
import { toDayIn } from '../../core/base/calendar.ts';
import { READERS } from '../../core/mail/mailbox.ts';
import type { CardSummary } from '../../core/message/message.ts';
import { toOneLine } from '../../core/message/safe-text.ts';
import { formatDay } from '../../core/paper/format.ts';
import type { Paper, PaperId } from '../../core/paper/paper.ts';
import { parsePaperId } from '../../core/paper/paper-id.ts';
import type { Store } from '../../core/store/store.ts';
import { countTally, NO_VOTES, type Vote } from '../../core/vote/vote.ts';
import type { PageDeps } from '../base/deps.ts';
import { LANGUAGE } from '../base/language.ts';
import type { WebEnv } from '../base/middleware.ts';
import { toChannelPath, toPaperPath } from '../base/site.ts';
import type { Html, PageFrame } from '../html/page.ts';
import { sendPage } from '../html/send-page.ts';
import { texts } from '../texts/papers.ts';
import {
  renderAbstract,
  renderPaperDetails,
  renderPapersInList,
  renderVotesLine,
  wordPaperTitle,
} from './paper-html.ts';

const MAX_CHANNELS = 10;

/** One paper, with what is like it. */
export function addPaperPages(app: Hono<WebEnv>, frame: PageFrame, deps: PageDeps): void {
  app.get('/paper/*', async (c) => {
    const typed = readPath(c.req.path);
    const paper = typed === undefined ? undefined : await findPaper(deps.store, typed);
    if (!paper) return c.notFound();
    const summary = (await deps.cards.read([paper])).get(paper.id);
    const similar = await deps.similar.read(paper);
    return sendPage(c, frame, {
      title: wordPaperTitle(paper),
      body: html`${await renderPaperBody(deps, paper, summary)}
${await renderSimilarPapers(deps, similar)}`,
      ...(similar === undefined ? { isIncomplete: true } : {}),
      path: toPaperPath(paper.id),
      ...(deps.isStatic ? {} : { feed: { under: toPaperPath(paper.id) } }),
      description: toOneLine(summary?.text ?? paper.abstract, 200),
    });
  });
}

/** Papers that are not saved are not fetched: a page must not let strangers use up our limits. */
export function findPaper({ papers }: Pick<Store, 'papers'>, typed: string): Promise<Paper | undefined> {
  return papers.find(parsePaperId(typed) ?? typed);
}

/** What is behind `/paper/`; nothing where it is not UTF-8. */
function readPath(path: string): string | undefined {
  try {
    return decodeURIComponent(path.slice(path.indexOf('/paper/') + '/paper/'.length));
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

async function renderPaperBody(
  deps: PageDeps,
  paper: Paper,
  summary: CardSummary | undefined,
): Promise<Html> {
  const { store, site } = deps;
  const days = await store.editions.listDays(paper.id);
  return html`<article>
${renderPaperDetails(paper, summary && { text: toOneLine(summary.text, 2000), by: toOneLine(summary.by, 160) })}
${await renderVotesOn(deps, paper.id)}
${days.length > 0 ? html`<p class="soft">${texts.listedOn()} ${days.slice(0, 5).map((day) => html`<a href="${site.link(`/${day}`)}">${formatDay(day, LANGUAGE)}</a> `)}</p>` : ''}
${await renderPostedIn(deps, paper.id)}
${renderAbstract(paper)}
</article>`;
}

/** How readers by mail voted, and people in public channels. */
async function renderVotesOn({ store }: PageDeps, id: PaperId): Promise<Html> {
  const byMail = await store.votes.list([id], [READERS]);
  const inChannels = await store.publicChannels.listVotes([id]);
  const count = (votes: readonly Vote[]) => countTally(votes).get(id) ?? NO_VOTES;
  return html`${renderVotesLine(count(byMail), texts.votesByMail)}
${renderVotesLine(count(inChannels), texts.votesInChannels)}`;
}

/** Where it was posted, as far as that is public. */
async function renderPostedIn({ store, site }: PageDeps, id: PaperId): Promise<Html> {
  const posted = await store.publicChannels.listOfPaper(id, MAX_CHANNELS);
  if (posted.length === 0) return html``;
  const links = posted.map(({ channel: { name, zone }, slot }) => {
    const day = toDayIn(zone, slot);
    return html`<a href="${site.link(`${toChannelPath(name)}/${day}`)}">${name}, ${formatDay(day, LANGUAGE)}</a> `;
  });
  return html`<p class="soft">${texts.postedIn()} ${links}</p>`;
}

/** A paper may have been withdrawn or deleted since it was found. */
async function renderSimilarPapers(deps: PageDeps, ids: readonly PaperId[] | undefined): Promise<Html> {
  if (ids === undefined) return html`<p class="soft">${texts.similarLater()}</p>`;
  const papers = await deps.store.papers.findMany(ids);
  const shown = papers.filter(({ withdrawnAt }) => withdrawnAt === undefined);
  return shown.length === 0
    ? html``
    : html`<h2>${texts.similar()}</h2>${await renderPapersInList(shown, deps)}`;
}
