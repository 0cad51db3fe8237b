import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { type PersonId, splitId, toPersonId } from '../../core/base/ids.ts';
import type { Mailbox } from '../../core/mail/mailbox.ts';
import type { Paper } from '../../core/paper/paper.ts';
import { formatTally } from '../../core/vote/tally-label.ts';
import { countTally, listEffectiveVotes, NO_VOTES, type VoteValue } from '../../core/vote/vote.ts';
import { LANGUAGE } from '../base/language.ts';
import type { WebEnv } from '../base/middleware.ts';
import { toPaperPath } from '../base/site.ts';
import type { Html } from '../html/page.ts';
import { sendPage } from '../html/send-page.ts';
import { wordPaperTitle } from '../papers/paper-html.ts';
import { texts } from '../texts/mail.ts';
import { type MailFrame, renderUnusable } from './mail-frame.ts';

interface Ballot {
  readonly mailbox: Mailbox;
  /** Who asked for the mail in a chat has one vote there and here, however many addresses they give; else the mailbox is a person. */
  readonly person: PersonId;
  readonly paper: Paper;
}

const WAYS = { up: 1, down: -1, none: 0 } as const satisfies Record<string, VoteValue | 0>;
type Way = keyof typeof WAYS;

/** Votes from a mail. The link shows a page with a button: a scanner that follows every link of a mail casts no vote. */
export function addVotePages(app: Hono<WebEnv>, parts: MailFrame): void {
  app.get('/mail/vote/:token/:way', async (c) => {
    const [way, ballot] = [readWay(c), await readBallot(c, parts)];
    if (!way || !ballot) return renderUnusable(c, parts, 'vote');
    return sendPage(c, parts, await renderVotePage(parts, ballot, way));
  });
  app.post('/mail/vote/:token/:way', async (c) => {
    const [way, ballot] = [readWay(c), await readBallot(c, parts)];
    if (!way || !ballot) return renderUnusable(c, parts, 'vote');
    const { mailbox, person, paper } = ballot;
    await parts.mail.vote({ paperId: paper.id, person, tenant: mailbox.tenant, value: WAYS[way] });
    return sendPage(c, parts, { ...(await renderVotePage(parts, ballot)), title: texts.voted() });
  });
}

/** Nothing for a link that was cut short or changed. */
function readWay(c: Context<WebEnv>): Way | undefined {
  const way = c.req.param('way') ?? '';
  return way === 'up' || way === 'down' || way === 'none' ? way : undefined;
}

async function readBallot(c: Context<WebEnv>, { mail, deps }: MailFrame): Promise<Ballot | undefined> {
  const claim = mail.keys.verify('vote', c.req.param('token') ?? '', deps.clock.now());
  if (claim?.paperId === undefined) return undefined;
  const mailbox = await deps.store.mailboxes.find(claim.channel);
  const paper = await deps.store.papers.find(claim.paperId);
  const { platform, id } = splitId(claim.channel);
  return mailbox?.state === 'confirmed' && paper
    ? { mailbox, paper, person: mailbox.askedBy ?? toPersonId(platform, id) }
    : undefined;
}

async function renderVotePage({ site, deps }: MailFrame, { mailbox, person, paper }: Ballot, asked?: Way) {
  const { store } = deps;
  const votes = await store.votes.list([paper.id], await store.votes.listCommunity(mailbox.tenant));
  const own = listEffectiveVotes(votes.filter((vote) => vote.person === person))[0]?.value ?? 0;
  const said = formatTally(countTally(votes).get(paper.id) ?? NO_VOTES, LANGUAGE);
  const standing = { 1: texts.votedUp, 0: texts.notVoted, [-1]: texts.votedDown }[own];
  const body = html`<article><h2><a href="${site.link(toPaperPath(paper.id))}">${wordPaperTitle(paper)}</a></h2>
<p>${standing()} ${said ? texts.tally({ tally: said }) : texts.noVotes()}</p>
${listWays(own, asked).map((way) => renderVoteButton(way))}</article>`;
  return { title: texts.vote(), body, isPrivate: true as const };
}

/** What was pressed in the mail comes first; a vote that counts can be taken back. */
function listWays(own: VoteValue | 0, asked: Way = 'none'): Way[] {
  const ways = (['up', 'down'] as const).filter((way) => WAYS[way] !== own);
  const sorted = ways.toSorted((a, b) => Number(b === asked) - Number(a === asked));
  return own === 0 ? sorted : [...sorted, 'none'];
}

function renderVoteButton(way: Way): Html {
  const label = { up: texts.up, down: texts.down, none: texts.takeBack }[way]();
  return html`<form class="inline" method="post" action="${way}"><button>${label}</button></form>`;
}
