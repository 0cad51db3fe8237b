import type { PaperView } from '../../../src/core/message/message.ts';
import { oneLine, partOfText, type SafeText } from '../../../src/core/message/safe-text.ts';
import { authorLine, dateLabel } from '../../../src/core/paper/format.ts';
import type { PaperId } from '../../../src/core/paper/paper.ts';
import { paperFacts } from '../../../src/core/paper/paper-facts.ts';
import { cardLinks, paperPage } from '../../../src/core/paper/paper-links.ts';
import { tallyLabel } from '../../../src/core/vote/tally-label.ts';
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
}

/** One paper: title, people, what it says, what is known of it, and where it can be read and voted on. */
export function paperBlocks(view: PaperView, look: PaperLook): Block[] {
  const { paper, summary, why } = view;
  const { room, language } = look;
  const people = [authorLine(paper.authors), paper.organization].filter(Boolean).join(' · ');
  return [
    { kind: 'heading', runs: titleRuns(view, room) },
    ...text([{ text: oneLine(people, room(LIMITS.people)) }], true),
    ...text(summary ? [{ text: oneLine(summary.text, room(LIMITS.summary)) }] : []),
    ...text(summary ? [{ text: oneLine(texts.by({ by: summary.by }), 160) }] : [], true),
    ...text((view.snippet ?? []).map(({ text: run, strong }) => toRun(run, room, strong))),
    ...text([{ text: oneLine(factLine(view, language), 300) }], true),
    ...text(why ? [{ text: oneLine(texts.why({ reason: why }), room(300)) }] : [], true),
    { kind: 'links', links: [...readingLinks(view), ...voteLinks(view, look)] },
  ];
}

function toRun(said: string, room: Room, strong = false): Run {
  return { text: oneLine(said, room(300)), ...(strong ? { strong } : {}) };
}

function titleRuns({ paper, n }: PaperView, room: Room): Run[] {
  const url = paperPage(paper.id);
  const title = oneLine(paper.title, room(LIMITS.title)) || oneLine(paper.id, 60);
  return [
    { text: label(n === undefined ? '' : `${n}. `) },
    { text: label(paper.withdrawnAt ? `${texts.withdrawn()} ` : '') },
    { text: title, ...(url ? { url } : {}) },
  ].filter((run) => run.text !== '');
}

/** `82 upvotes · 12 comments · 👍 3 · listed Apr 30, 2026` */
function factLine({ paper, tally, day, date, rise }: PaperView, language: string): string {
  return [
    ...paperFacts(paper, rise, language),
    tallyLabel(tally, language),
    date
      ? texts.published({ date: dateLabel(date, language) })
      : day && texts.listed({ date: dateLabel(day, language) }),
  ]
    .filter(Boolean)
    .join(' · ');
}

function readingLinks({ paper }: PaperView): Run[] {
  const page = paperPage(paper.id);
  const links = [...(page ? [{ label: texts.onThePage(), url: page }] : []), ...cardLinks(paper)];
  return links.map(({ label: name, url }) => ({ text: label(name), url }));
}

function voteLinks({ paper }: PaperView, { voteLink }: PaperLook): Run[] {
  if (!voteLink) return [];
  return [
    { text: label(texts.voteUp()), url: voteLink(paper.id, 1) },
    { text: label(texts.voteDown()), url: voteLink(paper.id, -1) },
  ];
}

/** Words of ours, with the blank at their end. */
function label(words: string): SafeText {
  return partOfText(words, 160);
}
