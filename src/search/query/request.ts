import { classify, LOWER, UPPER } from '../text/characters.ts';
import { listWords } from '../text/tokenize.ts';

/** What a person asks for in a sentence: `any good survey of world models`, `latest research on agents`. */
export interface Request {
  /** What the papers are to be about, as typed; empty in `latest papers`. */
  readonly topic: string;
  /** Ordered by date. */
  readonly newest: boolean;
  /** Surveys before other papers. */
  readonly survey: boolean;
}

const NEWEST = new Set('latest newest recent recently new'.split(' '));
const SURVEYS = new Set('survey surveys overview overviews review reviews tutorial tutorials'.split(' '));
/** Papers in general. */
const PAPERS = new Set(
  'paper papers article articles publication publications preprint preprints'.split(' '),
);
const NOUNS = new Set([
  ...PAPERS,
  ...SURVEYS,
  ...`research literature work works study studies advances developments progress anything something`.split(
    ' ',
  ),
]);
/** What may precede the noun. */
const ASKING = new Set([
  ...NEWEST,
  ...`a all am an any are can could do does every few find for get give have hello hey hi i id in interested is know like
    list ll look looking m me more most much need of out please read recommend search searching see seeking send show some
    suggest tell that the there these to us want we what which who will with would you your best comprehensive current good
    great important influential interesting key notable popular published relevant seminal top useful`.split(
    /\s+/,
  ),
]);
/** These ask without a noun where one of `BEHIND_VERB` follows: `tell me about`, `looking for`. */
const VERBS = new Set(
  `find give list look looking recommend search searching seeking show suggest tell`.split(' '),
);
const BEHIND_VERB = new Set('about for me us'.split(' '));
/** Between the noun and the topic; one of them has to be there. */
const CONNECTORS = new Set('about around concerning covering discussing in of on regarding'.split(' '));
/** The same for papers; a review may be from customers. */
const PAPERS_CONNECT = new Set(
  'by deal dealing deals describing focused focusing for from related use uses using'.split(' '),
);
const BEHIND_NOUN = new Set([
  ...CONNECTORS,
  ...PAPERS_CONNECT,
  ...`and are available been exist good has have interesting is new published recent that there to was were which with
    written`.split(/\s+/),
]);

interface Chunk {
  /** Folded; '' for what is no plain word. */
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** Reads a request; `undefined` where the query has no words of asking, or nothing else but them. */
export function readRequest(query: string): Request | undefined {
  const chunks = readChunks(query);
  const lead = countLead(chunks);
  const tail = countTail(chunks, lead);
  if (lead + tail === 0) return undefined;
  const asked = [...wordsIn(chunks, 0, lead), ...wordsIn(chunks, chunks.length - tail, chunks.length)];
  const topic = query.slice(chunks[lead]?.start ?? query.length, chunks.at(-1 - tail)?.end ?? 0);
  const newest = asked.some((word) => NEWEST.has(word));
  if (lead + tail < chunks.length) return { topic, newest, survey: asked.some((word) => SURVEYS.has(word)) };
  const isList = newest && asked.some((word) => NOUNS.has(word) && !SURVEYS.has(word));
  return isList ? { topic: '', newest, survey: false } : undefined;
}

function readChunks(query: string): Chunk[] {
  return [...query.matchAll(/\S+/g)].map(({ 0: typed, index }) => {
    // An operator, a phrase and what is to be left out are no words of asking.
    const words = isLetter(typed) && !typed.includes(':') ? listWords(typed) : [];
    const word = words.length === 1 ? (words[0] ?? '') : '';
    return { word, start: index, end: index + typed.length };
  });
}

function isLetter(text: string): boolean {
  const kind = classify(text.codePointAt(0) ?? 0);
  return kind === LOWER || kind === UPPER;
}

/** How many words at the beginning ask. */
function countLead(chunks: readonly Chunk[]): number {
  const before = skip(chunks, 0, ASKING);
  const behind = skip(chunks, before, NOUNS);
  const asked = wordsIn(chunks, 0, before);
  if (behind > before) return countThroughNoun(chunks, behind, asked);
  const newest = asked.findIndex((word) => NEWEST.has(word));
  if (newest >= 0) {
    // `what's new in agents`, `the latest on agents`, `latest agents`; but `new agents` are a topic.
    const isJoined = asked.slice(newest + 1).every((word) => BEHIND_NOUN.has(word) || word === 'the');
    const topic = isJoined ? skip(chunks, before, CONNECTORS) : newest + 1;
    return asked[newest] === 'new' && topic === newest + 1 ? 0 : topic;
  }
  const topic = skip(chunks, before, BEHIND_VERB);
  const isAsked = wordsIn(chunks, 0, topic).some(
    (word, i, all) => VERBS.has(word) && BEHIND_VERB.has(all[i + 1] ?? ''),
  );
  return isAsked ? topic : 0;
}

/** The noun ends before `behind`; what was asked before it may make up for a connector: `latest papers world models`. */
function countThroughNoun(chunks: readonly Chunk[], behind: number, asked: readonly string[]): number {
  const topic = skip(chunks, behind, BEHIND_NOUN);
  const joining = wordsIn(chunks, behind, topic);
  const [noun = ''] = wordsIn(chunks, behind - 1, behind);
  const connects =
    joining.some((word) => CONNECTORS.has(word)) ||
    (!SURVEYS.has(noun) && joining.some((word) => PAPERS_CONNECT.has(word)));
  if (connects || topic === chunks.length) return topic;
  return joining.length === 0 && asked.some((word) => NEWEST.has(word)) ? behind : 0;
}

/** The first chunk from there on that is none of the words. */
function skip(chunks: readonly Chunk[], from: number, words: ReadonlySet<string>): number {
  let at = from;
  while (words.has(chunks[at]?.word ?? '')) at += 1;
  return at;
}

function wordsIn(chunks: readonly Chunk[], from: number, to: number): string[] {
  return chunks.slice(from, to).map(({ word }) => word);
}

/** How many words at the end ask: `world model papers`, `world models survey`. */
function countTail(chunks: readonly Chunk[], lead: number): number {
  const words = wordsIn(chunks, 0, chunks.length);
  let from = words.length;
  while (from > lead + 1 && PAPERS.has(words[from - 1] ?? '')) from -= 1;
  const isOfPapers = from < words.length;
  const last = words[from - 1] ?? '';
  if (from > lead + 1 && (isOfPapers || last !== 'review') && SURVEYS.has(last)) from -= 1;
  if (from > lead + 1 && (words[from - 1] === 'latest' || words[from - 1] === 'newest')) from -= 1;
  return words.length - from;
}
