import { html } from 'hono/html';
import { inTurns } from '../../core/async/in-turns.ts';
import type { CardSummary } from '../../core/message/message.ts';
import { wordTitle, wordWithdrawal } from '../../core/message/paper-title.ts';
import { type SafeText, toManyLines, toOneLine } from '../../core/message/safe-text.ts';
import { formatAuthors } from '../../core/paper/format.ts';
import type { Paper, PaperId } from '../../core/paper/paper.ts';
import { listPaperFacts } from '../../core/paper/paper-facts.ts';
import { listCardLinks, toPaperPage } from '../../core/paper/paper-links.ts';
import { formatTally } from '../../core/vote/tally-label.ts';
import { NO_VOTES, type Tally } from '../../core/vote/vote.ts';
import type { CardReader } from '../base/deps.ts';
import { LANGUAGE } from '../base/language.ts';
import { type Site, toPaperPath } from '../base/site.ts';
import type { Html } from '../html/page.ts';
import { texts } from '../texts/papers.ts';

export interface PaperLook {
  readonly site: Site;
  readonly cards: CardReader;
}

/** A title that says something. */
export function wordPaperTitle(paper: Paper): SafeText {
  return wordTitle(paper, 300);
}

/** One paper in a list; its title leads to its page here. `votes` where they are known. */
function renderPaperInList(
  paper: Paper,
  site: Site,
  summary: CardSummary | undefined,
  votes: Tally = NO_VOTES,
): Html {
  return html`<article>
<h2><a href="${site.link(toPaperPath(paper.id))}">${wordPaperTitle(paper)}</a></h2>
${renderPaperDetails(paper, summary && { text: toOneLine(summary.text, 900), by: toOneLine(summary.by, 160) })}
${renderVotesLine(votes, texts.votes)}
</article>
`;
}

/** Papers in a list, one after the other. */
export async function renderPapersInList(
  papers: readonly Paper[],
  { site, cards }: PaperLook,
  votes: ReadonlyMap<PaperId, Tally> = new Map(),
): Promise<Html[]> {
  const summaries = await cards.read(papers);
  return inTurns(papers, (paper) =>
    renderPaperInList(paper, site, summaries.get(paper.id), votes.get(paper.id)),
  );
}

/** How people voted; empty where nobody has. */
export function renderVotesLine(votes: Tally, say: (values: { tally: string }) => string): Html {
  const tally = formatTally(votes, LANGUAGE);
  return tally === undefined ? html`` : html`<p class="soft">${say({ tally })}</p>`;
}

interface ShownSummary {
  readonly text: string;
  readonly by: string;
}

/** What is known of a paper besides its title. */
export function renderPaperDetails(paper: Paper, summary: ShownSummary | undefined): Html {
  const people = [formatAuthors(paper.authors), paper.organization].filter(Boolean).join(' · ');
  const facts = listPaperFacts(paper, undefined, LANGUAGE).join(' · ');
  return html`${paper.withdrawnAt ? html`<p><strong>${wordWithdrawal(paper)}</strong></p>` : ''}
${people ? html`<p class="soft">${toOneLine(people, 400)}</p>` : ''}
${summary ? html`<p>${summary.text}</p><p class="soft">${texts.by({ by: summary.by })}</p>` : ''}
${facts ? html`<p class="soft">${facts}</p>` : ''}
<p class="row">${renderLinks(paper)}</p>`;
}

/** Only public web addresses come through. */
function renderLinks(paper: Paper): Html {
  const page = toPaperPage(paper);
  const links = [...(page ? [{ label: texts.page(), url: page }] : []), ...listCardLinks(paper)];
  return html`${links.map(({ label, url }) => html`<a href="${url}" rel="noopener">${label}</a> `)}`;
}

export function renderAbstract({ abstract }: Paper): Html {
  return html`<h2>${texts.abstract()}</h2><p>${toManyLines(abstract, 10_000) || texts.noAbstract()}</p>`;
}
