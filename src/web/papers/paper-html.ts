import { html } from 'hono/html';
import { manyLines, oneLine } from '../../core/message/safe-text.ts';
import { authorLine } from '../../core/paper/format.ts';
import type { Paper, PaperId } from '../../core/paper/paper.ts';
import { paperFacts } from '../../core/paper/paper-facts.ts';
import { cardLinks, paperPage } from '../../core/paper/paper-links.ts';
import { tallyLabel } from '../../core/vote/tally-label.ts';
import { NO_VOTES, type Tally } from '../../core/vote/vote.ts';
import type { WebDeps } from '../base/deps.ts';
import { inTurns } from '../base/in-turns.ts';
import { LANGUAGE } from '../base/language.ts';
import { paperPath, type Site } from '../base/site.ts';
import type { Html } from '../html/page.ts';
import { texts } from '../texts/papers.ts';

export interface PaperLook {
  readonly site: Site;
  readonly forCard: WebDeps['forCard'];
}

/** A title that says something. */
export function wordTitle({ title, id }: Paper): string {
  return oneLine(title, 300) || id;
}

/** One paper in a list; its title leads to its page here. `votes` where they are known. */
function paperInList(paper: Paper, { site, forCard }: PaperLook, votes: Tally = NO_VOTES): Html {
  const summary = forCard(paper);
  return html`<article>
<h2><a href="${site.path(paperPath(paper.id))}">${wordTitle(paper)}</a></h2>
${paperDetails(paper, summary && { text: oneLine(summary.text, 900), by: oneLine(summary.by, 160) })}
${votesLine(votes, texts.votes)}
</article>
`;
}

/** Papers in a list, one after the other. New ones take time: see `cacheCards`. */
export function papersInList(
  papers: readonly Paper[],
  look: PaperLook,
  votes: ReadonlyMap<PaperId, Tally> = new Map(),
): Promise<Html[]> {
  return inTurns(papers, (paper) => paperInList(paper, look, votes.get(paper.id)));
}

/** How people voted; empty where nobody has. */
export function votesLine(votes: Tally, say: (values: { tally: string }) => string): Html {
  const tally = tallyLabel(votes, LANGUAGE);
  return tally === undefined ? html`` : html`<p class="soft">${say({ tally })}</p>`;
}

/** What is known of a paper besides its title. */
export function paperDetails(paper: Paper, summary: { text: string; by: string } | undefined): Html {
  const people = [authorLine(paper.authors), paper.organization].filter(Boolean).join(' · ');
  const facts = paperFacts(paper, undefined, LANGUAGE).join(' · ');
  return html`${paper.withdrawnAt ? html`<p><strong>${texts.withdrawn()}</strong></p>` : ''}
${people ? html`<p class="soft">${oneLine(people, 400)}</p>` : ''}
${summary ? html`<p>${summary.text}</p><p class="soft">${texts.by({ by: summary.by })}</p>` : ''}
${facts ? html`<p class="soft">${facts}</p>` : ''}
<p class="row">${renderLinks(paper)}</p>`;
}

/** Only public web addresses come through. */
function renderLinks(paper: Paper): Html {
  const page = paperPage(paper.id);
  const links = [...(page ? [{ label: texts.page(), url: page }] : []), ...cardLinks(paper)];
  return html`${links.map(({ label, url }) => html`<a href="${url}" rel="noopener">${label}</a> `)}`;
}

export function renderAbstract({ abstract }: Paper): Html {
  return html`<h2>${texts.abstract()}</h2><p>${manyLines(abstract, 10_000) || texts.noAbstract()}</p>`;
}
