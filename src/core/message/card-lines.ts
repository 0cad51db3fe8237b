import { formatAuthors, formatDate } from '../paper/format.ts';
import type { Paper } from '../paper/paper.ts';
import { listPaperFacts } from '../paper/paper-facts.ts';
import { listCardLinks } from '../paper/paper-links.ts';
import { chooseTopics } from '../paper/topics.ts';
import { formatTally } from '../vote/tally-label.ts';
import { type EntryFact, FACTS_LENGTH } from './entry-facts.ts';
import type { Card, PaperView } from './message.ts';
import { texts } from './texts.ts';

/** Lines of facts and links on a phone, as Slack and Discord draw them, and the width that a line loses where a word wraps. */
const LINE_LENGTHS = [42, 47];
const MARGIN = 6;

/**
 * Who wrote the paper of a card: on a posted one as many authors as one line of a phone has, beside the organization. Two posted
 * cards are to fit the screen of a phone; an answer about one paper has space.
 */
export function wordPeople({
  view: { paper },
  takesReactions,
}: Pick<Card, 'view' | 'takesReactions'>): string {
  const lines = [3, 2].map((named) => joinFacts([formatAuthors(paper.authors, named), paper.organization]));
  const [full = ''] = lines;
  if (!takesReactions) return full;
  return lines.find((line) => line.length <= FACTS_LENGTH) ?? wordBriefly(paper);
}

/** `Lovelace et al. · Analytical Engines`, where one author in full and a count do not fit. */
function wordBriefly({ authors, organization }: Paper): string {
  const [first = ''] = authors;
  const who = authors.length > 1 ? texts.firstAuthor({ first }) : first;
  const both = joinFacts([who, organization]);
  return both.length <= FACTS_LENGTH || organization === undefined ? both : organization;
}

/** The summary on a card: a shorter one on a posted card. */
export function chooseCardText({ view: { summary }, takesReactions }: Pick<Card, 'view' | 'takesReactions'>) {
  return takesReactions ? (summary?.brief ?? summary?.text) : summary?.text;
}

/**
 * Counts, the community's votes and one date: of another day than the digest's, where the card is in one; otherwise of the first
 * version, which an answer alone has: a digest is of papers of these days.
 */
export function listCardFacts({
  view,
  language,
  takesReactions,
}: Pick<Card, 'view' | 'language' | 'takesReactions'>): EntryFact[] {
  const { paper, rise, tally } = view;
  const label = formatTally(tally, language);
  const when = wordDate(view, language, takesReactions);
  const facts: EntryFact[] = [
    ...listPaperFacts(paper, rise, language).map((text) => ({ text })),
    ...(label === undefined ? [] : [{ text: label, isTally: true } as const]),
    ...(when === undefined ? [] : [{ text: when }]),
  ];
  return [...facts, ...chooseCardTopics(view, facts, takesReactions)];
}

/** So few topics say little: for a second one a posted card takes a line more, and its summary one less where it is too high. */
const FEW_TOPICS = 1;

/** Topics: on a posted card as many as fit the lines that facts and links take anyway, or else one more line. */
function chooseCardTopics(
  { paper, summary }: PaperView,
  facts: readonly EntryFact[],
  isPosted = false,
): EntryFact[] {
  const topics = chooseTopics(paper, isPosted ? (summary?.brief ?? summary?.text) : summary?.text);
  const links = listCardLinks(paper).map(({ label }) => label);
  const used = joinFacts([...facts.map(({ text }) => text), ...links]).length;
  const countRoom = (more: number): number =>
    Math.min(...LINE_LENGTHS.map((line) => (Math.ceil(used / line) + more) * line)) - used - MARGIN;
  const takeFitting = (room: number): string[] =>
    topics.filter((_, i) => joinFacts(topics.slice(0, i + 1)).length <= room);
  const fitting = takeFitting(countRoom(0));
  const chosen = fitting.length > FEW_TOPICS ? fitting : takeFitting(countRoom(1));
  return (isPosted ? chosen : topics).map((text) => ({ text }));
}

function wordDate(
  { day, paper: { publishedAt } }: PaperView,
  language: string,
  isPosted = false,
): string | undefined {
  if (day !== undefined) return texts.listed({ date: () => formatDate(day, language) });
  if (publishedAt === undefined || isPosted) return undefined;
  return texts.published({ date: () => formatDate(publishedAt.slice(0, 10), language) });
}

const joinFacts = (parts: ReadonlyArray<string | undefined>): string => parts.filter(Boolean).join(' · ');
