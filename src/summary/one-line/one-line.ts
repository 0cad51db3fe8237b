import { type LineCandidate, rankLines } from '../extractive/extractive.ts';
import { splitWords } from '../text/words.ts';
import { cutAtClause, cutAtWord } from './cut-at-clause.ts';
import { isVerb } from './verbs.ts';

/** Three lines on a phone. */
export const MAX_LINE_LENGTH = 120;
/** A title and its line are five lines of this many characters on a phone, so that five papers fit on one screen. */
const LINES = 5;
const TITLE_CHARACTERS = 37;
const LINE_CHARACTERS = 39;
const MIN_LINE_LENGTH = 76;

/** So many sentences of an abstract are tried, the best first. */
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
  return { text: line, worth: worth - (mentions(line) ? MENTION_COSTS : 0) };
}

function firstCut([sentence]: readonly string[], max: number): string | undefined {
  return sentence === undefined ? undefined : cutAtWord(sentence, max);
}

/** Openings that need the sentence before: without it nobody knows what `it` is. */
const BACK = new Set(
  `this these those that it its they their them such both he she his her here there then thus hence therefore however moreover
  furthermore additionally besides instead otherwise nevertheless nonetheless consequently accordingly similarly likewise finally
  specifically but and yet so also still`.split(/\s+/),
);

const SELF = new Set(['paper', 'work', 'article', 'study', 'survey', 'report', 'thesis']);

/** `We conduct experiments`, `We hope`: what one expects of any paper. */
const SAYS_NOTHING = new Set('conduct hope believe release perform also then further turn'.split(' '));

function cannotStandAlone(sentence: string): boolean {
  const words = splitWords(sentence);
  const [first = '', second = ''] = words;
  if (first === 'we' && SAYS_NOTHING.has(second)) return true;
  if (words.some((_, at) => isUnresolved(words, at))) return true;
  return (
    BACK.has(first) && !((first === 'this' || first === 'here') && (SELF.has(second) || second === 'we'))
  );
}

const OPENS_WITHOUT_SUBJECT = new Set(
  'in on at over across with for from by through via under after before'.split(' '),
);
const PLURALS = new Set(['people', 'data', 'children', 'and', 'both']);

/**
 * Whether a pronoun has nothing before it in its sentence that it could mean: `Looking at clothing alone it names the house`,
 * `ClawGym makes 13,500 of them`.
 */
function isUnresolved(words: readonly string[], at: number): boolean {
  const [word = '', first = '', second = ''] = [words[at], words[0], words[1]];
  const before = words.slice(0, at);
  if (word === 'them' || word === 'they') return !before.some(isPlural);
  if (word !== 'it' || before.some(isVerb)) return false;
  // `Before it edits a picture, a model can think`: what is meant follows.
  return first.endsWith('ing') || (OPENS_WITHOUT_SUBJECT.has(first) && second !== 'it');
}

function isPlural(word: string): boolean {
  return (
    PLURALS.has(word) || (word.length > 3 && word.endsWith('s') && !word.endsWith('ss') && !isVerb(word))
  );
}

const MENTION = new Set(['this', 'these', 'those', 'such']);

/** Whether a sentence refers to something before it as known. */
function mentions(sentence: string): boolean {
  const words = splitWords(sentence);
  return words.some((word, at) => {
    const next = words[at + 1] ?? '';
    // `The repaired models`: nothing has said so far that some were repaired.
    if (word === 'the') return next.length > 5 && next.endsWith('ed') && next !== 'proposed';
    return MENTION.has(word) && !SELF.has(next) && next !== 'as';
  });
}
