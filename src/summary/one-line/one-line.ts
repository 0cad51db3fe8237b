import { type LineCandidate, type RankedText, rankLines } from '../extractive/extractive.ts';
import { cannotStandAlone, mentionsUnknown } from '../extractive/stand-alone.ts';
import { cutAtClause, cutAtWord } from './cut-at-clause.ts';

/** Three lines on a phone. */
export const MAX_LINE_LENGTH = 120;
/** A title and its line are five lines of this many characters on a phone, so that five papers fit on one screen. */
const LINES = 5;
const TITLE_CHARACTERS = 37;
const LINE_CHARACTERS = 39;
const MIN_LINE_LENGTH = 76;

/** How many sentences of an abstract are tried, the best first. */
const TRIED = 3;

/** What a sentence that fits is worth beside one that has to be cut, on the scale of the learned scores. */
const WHOLE_WORTH = 0.2;
/** What a line of full length is worth beside an empty one: a short one says little. */
const LENGTH_WORTH = 1;
/** What `this hypothesis` costs, of which the reader has not heard. */
const MENTION_COSTS = 1;

/**
 * What a paper found in one sentence of at most `MAX_LINE_LENGTH` characters: of the sentences that hold against the paper,
 * else of its abstract. Nothing where there are neither.
 */
export function chooseOneLine(held: readonly string[], abstract: RankedText): string | undefined {
  return chooseLine(held, abstract, { extra: LINE_CHARACTERS, mostOfHeld: MAX_LINE_LENGTH });
}

/** The same in two lines of a phone, where five papers have to fit its screen. */
export function chooseShortLine(held: readonly string[], abstract: RankedText): string | undefined {
  return chooseLine(held, abstract, { extra: 0, mostOfHeld: 0, most: MIN_LINE_LENGTH });
}

interface Generosity {
  /** How long a line may be at most, where that is less than its title leaves. */
  readonly most?: number;
  /** How much longer than the room under its title a line may be, in characters. */
  readonly extra: number;
  /** How long the cut of a sentence may be that holds against the paper, before others are tried. */
  readonly mostOfHeld: number;
}

function chooseLine(
  held: readonly string[],
  abstract: RankedText,
  { extra, mostOfHeld, most = MAX_LINE_LENGTH }: Generosity,
): string | undefined {
  const max = Math.min(most, computeRoomUnder(abstract.title));
  const room = { max, roomy: Math.min(MAX_LINE_LENGTH, max + extra) };
  const sentences = held.filter((sentence) => !cannotStandAlone(sentence));
  for (const sentence of sentences) {
    const line = findLineWithin(sentence, room) ?? cutAtClause(sentence, Math.max(max, mostOfHeld));
    if (line !== undefined) return line;
  }
  return findBestOfAbstract(abstract, room) ?? findFirstCut(sentences, max);
}

function computeRoomUnder(title: string): number {
  const left = LINES - Math.ceil((title.length + 3) / TITLE_CHARACTERS);
  return Math.max(MIN_LINE_LENGTH, Math.min(MAX_LINE_LENGTH, left * LINE_CHARACTERS));
}

interface LineRoom {
  readonly max: number;
  readonly roomy: number;
}

/** The whole sentence where it needs one line more at most, which is worth more than a cut. */
function findLineWithin(sentence: string, { max, roomy }: LineRoom): string | undefined {
  return sentence.length <= roomy ? sentence : (cutAtClause(sentence, max) ?? cutAtClause(sentence, roomy));
}

function findBestOfAbstract(abstract: RankedText, room: LineRoom): string | undefined {
  const ranked = rankLines(abstract).filter(({ text }) => !cannotStandAlone(text));
  const lines = ranked.slice(0, TRIED).flatMap((one) => rateLine(one, room) ?? []);
  const [best] = lines.toSorted((a, b) => b.worth - a.worth);
  return (
    best?.text ??
    findFirstCut(
      ranked.map(({ text }) => text),
      room.max,
    )
  );
}

function rateLine(
  { text, score }: LineCandidate,
  room: LineRoom,
): { readonly text: string; readonly worth: number } | undefined {
  const line = findLineWithin(text, room);
  if (line === undefined) return undefined;
  const worth =
    score + (line === text ? WHOLE_WORTH : 0) + LENGTH_WORTH * Math.min(1, line.length / room.max);
  return { text: line, worth: worth - (mentionsUnknown(line) ? MENTION_COSTS : 0) };
}

function findFirstCut([sentence]: readonly string[], max: number): string | undefined {
  return sentence === undefined ? undefined : cutAtWord(sentence, max);
}
