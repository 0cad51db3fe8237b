import { type LineCandidate, rankLines } from '../extractive/extractive.ts';
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
export function chooseOneLine(held: readonly string[], abstract: string, title: string): string | undefined {
  const max = roomUnder(title);
  const sentences = held.filter((sentence) => !cannotStandAlone(sentence));
  for (const sentence of sentences) {
    const line = lineWithin(sentence, max) ?? cutAtClause(sentence, MAX_LINE_LENGTH);
    if (line !== undefined) return line;
  }
  return bestOfAbstract(abstract, title, max) ?? firstCut(sentences, max);
}

function roomUnder(title: string): number {
  const left = LINES - Math.ceil((title.length + 3) / TITLE_CHARACTERS);
  return Math.max(MIN_LINE_LENGTH, Math.min(MAX_LINE_LENGTH, left * LINE_CHARACTERS));
}

/** The whole sentence where it needs one line more at most, which is worth more than a cut. */
function lineWithin(sentence: string, max: number): string | undefined {
  const roomy = Math.min(MAX_LINE_LENGTH, max + LINE_CHARACTERS);
  return sentence.length <= roomy ? sentence : (cutAtClause(sentence, max) ?? cutAtClause(sentence, roomy));
}

function bestOfAbstract(abstract: string, title: string, max: number): string | undefined {
  const ranked = rankLines(abstract, title).filter(({ text }) => !cannotStandAlone(text));
  const lines = ranked.slice(0, TRIED).flatMap((one) => rateLine(one, max) ?? []);
  const [best] = lines.toSorted((a, b) => b.worth - a.worth);
  return (
    best?.text ??
    firstCut(
      ranked.map(({ text }) => text),
      max,
    )
  );
}

function rateLine(
  { text, score }: LineCandidate,
  max: number,
): { readonly text: string; readonly worth: number } | undefined {
  const line = lineWithin(text, max);
  if (line === undefined) return undefined;
  const worth = score + (line === text ? WHOLE_WORTH : 0) + LENGTH_WORTH * Math.min(1, line.length / max);
  return { text: line, worth: worth - (mentionsUnknown(line) ? MENTION_COSTS : 0) };
}

function firstCut([sentence]: readonly string[], max: number): string | undefined {
  return sentence === undefined ? undefined : cutAtWord(sentence, max);
}
