import type { PaperView } from '../../../src/core/message/message.ts';
import { wordTitle, wordWithdrawal } from '../../../src/core/message/paper-title.ts';
import { cutSafeText, type SafeText, toOneLine } from '../../../src/core/message/safe-text.ts';
import { formatAuthors, formatDate } from '../../../src/core/paper/format.ts';
import type { PaperId } from '../../../src/core/paper/paper.ts';
import { listPaperFacts } from '../../../src/core/paper/paper-facts.ts';
import { listCardLinks, toPaperPage, toTeaser } from '../../../src/core/paper/paper-links.ts';
import { parseWebAddress } from '../../../src/core/text/web-address.ts';
import { formatTally } from '../../../src/core/vote/tally-label.ts';
import type { VoteValue } from '../../../src/core/vote/vote.ts';
import type { Room } from '../../shared/fit.ts';
import { texts } from '../texts/messages.ts';
import { type Block, type Run, text } from './blocks.ts';
import { LIMITS } from './limits.ts';

/** The addresses by which a reader votes; absent where a mail takes no votes. */
export type VoteLink = ((paperId: PaperId, value: VoteValue) => string) | undefined;

export interface PaperLook {
  readonly language: string;
  readonly room: Room;
  readonly voteLink: VoteLink;
  /** Whether the HTML has the papers' teasers, which the reader's program fetches from where they are. */
  readonly hasPictures: boolean;
}

/** One paper: title, people, what it says, what is known of it, and where it can be read and voted on. */
export function toPaperBlocks(view: PaperView, look: PaperLook): Block[] {
  const { paper, summary, why } = view;
  const { room, language } = look;
  const people = [formatAuthors(paper.authors), paper.organization].filter(Boolean).join(' · ');
  return [
    { kind: 'heading', runs: toTitle(view, room) },
    ...text([{ text: toOneLine(people, room(LIMITS.people)) }], true),
    ...text(summary ? [{ text: toOneLine(summary.text, room(LIMITS.summary)) }] : []),
    ...text(summary ? [{ text: toOneLine(texts.by({ by: summary.by }), 160) }] : [], true),
    ...(look.hasPictures ? toPicture(view) : []),
    ...text((view.snippet ?? []).map(({ text: run, strong }) => toRun(run, room, strong))),
    ...text([{ text: toOneLine(writeFactLine(view, language), 300) }], true),
    ...text(why ? [{ text: toOneLine(texts.why({ reason: why }), room(300)) }] : [], true),
    { kind: 'links', links: toReadingLinks(view) },
    ...toVoteBlocks(view, look),
  ];
}

function toRun(said: string, room: Room, strong = false): Run {
  return { text: toOneLine(said, room(300)), ...(strong ? { strong } : {}) };
}

function toTitle({ paper, n }: PaperView, room: Room): Run[] {
  const url = toPaperPage(paper);
  const withdrawal = wordWithdrawal(paper);
  return [
    { text: toLabel(n === undefined ? '' : `${n}. `) },
    { text: toLabel(withdrawal && `${withdrawal} `) },
    { text: wordTitle(paper, room(LIMITS.title)), ...(url ? { url } : {}) },
  ].filter((run) => run.text !== '');
}

/** `82 upvotes · 12 comments · 👍 3 · listed Apr 30, 2026` */
function writeFactLine({ paper, tally, day, date, rise }: PaperView, language: string): string {
  return [
    ...listPaperFacts(paper, rise, language),
    formatTally(tally, language),
    date
      ? texts.published({ date: () => formatDate(date, language) })
      : day && texts.listed({ date: () => formatDate(day, language) }),
  ]
    .filter(Boolean)
    .join(' · ');
}

function toPicture({ paper }: PaperView): Block[] {
  const url = parseWebAddress(toTeaser(paper), LIMITS.url);
  const alt = toOneLine(texts.teaser({ title: wordTitle(paper, 150) }), 200);
  return url === undefined ? [] : [{ kind: 'picture', url, alt }];
}

function toReadingLinks({ paper }: PaperView): Run[] {
  const page = toPaperPage(paper);
  const links = [...(page ? [{ label: texts.onThePage(), url: page }] : []), ...listCardLinks(paper)];
  return links.map(({ label: name, url }) => ({ text: toLabel(name), url }));
}

/** On a line of their own: on a phone a thumb must not hit the link beside it. */
function toVoteBlocks({ paper }: PaperView, { voteLink }: PaperLook): Block[] {
  if (!voteLink) return [];
  const links = [
    { text: toLabel(texts.voteUp()), url: voteLink(paper.id, 1) },
    { text: toLabel(texts.voteDown()), url: voteLink(paper.id, -1) },
  ];
  return [{ kind: 'links', links }];
}

/** Words of ours, with the space at their end. */
function toLabel(words: string): SafeText {
  return cutSafeText(words, 160);
}
