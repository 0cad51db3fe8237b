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
/** What a survey is called. */
const SURVEYS = new Set('survey surveys overview overviews review reviews tutorial tutorials'.split(' '));
/** One of these in its title makes a survey of a paper; `reviews` in a title are mostly those of customers. */
export const SURVEY_TITLES: readonly string[] = [...SURVEYS, 'surveying', 'primer', 'roadmap'].filter(
  (word) => word !== 'reviews',
);
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
/** Between the noun and the connector. */
const BEFORE_CONNECTOR = new Set(
  `and are available been exist good has have interesting is new published recent that there to was were which with
    written`.split(/\s+/),
);
/** Behind a connector no other words are skipped: `papers focused on focused ultrasound`. */
const PREPOSITIONS = new Set('about around by for from in of on regarding to with'.split(' '));
/** What joins papers or surveys to their topic, and what may precede it. */
const TO_PAPERS = { connectors: new Set([...CONNECTORS, ...PAPERS_CONNECT]), before: BEFORE_CONNECTOR };
const TO_SURVEYS = { connectors: CONNECTORS, before: new Set([...BEFORE_CONNECTOR, ...PAPERS_CONNECT]) };
const BEHIND_NEWEST = new Set([...CONNECTORS, ...PAPERS_CONNECT, ...BEFORE_CONNECTOR, 'the']);
/** A review of these is no survey: `peer review papers`, `customer reviews`. */
const REVIEWED = new Set(
  `amazon app book books code customer customers film hotel movie movies online paper peer product products restaurant user
    users yelp`.split(/\s+/),
);

interface Chunk {
  /** In small letters; '' for what is no plain word. */
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
  const asked = [
    ...listWordsBetween(chunks, 0, lead),
    ...listWordsBetween(chunks, chunks.length - tail, chunks.length),
  ];
  const topic = query.slice(chunks[lead]?.start ?? query.length, chunks.at(-1 - tail)?.end ?? 0);
  const newest = asked.some((word) => NEWEST.has(word));
  if (lead + tail < chunks.length) return { topic, newest, survey: asked.some((word) => SURVEYS.has(word)) };
  const isList = newest && asked.some((word) => NOUNS.has(word) && !SURVEYS.has(word));
  return isList ? { topic: '', newest, survey: false } : undefined;
}

/** Between spaces; in quotes they separate nothing, as in `splitQuery`. */
function readChunks(query: string): Chunk[] {
  const chunks: Chunk[] = [];
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at <= query.length; at++) {
    const character = query.charAt(at);
    const isQuote = character === '"' || character === (isQuoted ? '”' : '“');
    if (isQuote) isQuoted = !isQuoted;
    const isEnd = at === query.length || (!isQuoted && character.trim() === '');
    if (!isEnd) continue;
    if (at > start) chunks.push(toChunk(query.slice(start, at), start));
    start = at + 1;
  }
  return chunks;
}

function toChunk(typed: string, start: number): Chunk {
  return { word: typed.includes(':') ? '' : readWord(typed), start, end: start + typed.length };
}

/** The word that a piece is but for what ends it; '' for an operator, a phrase and what is to be left out: they do not ask. */
function readWord(typed: string): string {
  const [word = ''] = typed.replaceAll('’', "'").split("'", 1);
  let end = word.length;
  while (end > 0 && !isLetter(word.charCodeAt(end - 1))) end -= 1;
  const plain = word.slice(0, end).toLowerCase();
  for (let at = 0; at < plain.length; at++) if (!isLetter(plain.charCodeAt(at))) return '';
  return plain;
}

/** Words of asking are English. */
function isLetter(code: number): boolean {
  const lower = code | 32;
  return lower >= 97 && lower <= 122;
}

/** How many words at the beginning ask. */
function countLead(chunks: readonly Chunk[]): number {
  const before = skip(chunks, 0, ASKING);
  const behind = skip(chunks, before, NOUNS);
  const asked = listWordsBetween(chunks, 0, before);
  if (behind > before) return countThroughNoun(chunks, behind, asked);
  const newest = asked.findIndex((word) => NEWEST.has(word));
  if (newest >= 0) {
    // `what's new in agents`, `the latest on agents`, `latest agents`; but `new agents` are a topic.
    const connector = skip(chunks, newest + 1, BEFORE_CONNECTOR);
    const joined = skipConnector(chunks, connector, CONNECTORS);
    if (connector <= before && joined > connector) return joined;
    const isJoined = asked.slice(newest + 1).every((word) => BEHIND_NEWEST.has(word));
    const topic = isJoined ? before : newest + 1;
    return asked[newest] === 'new' && topic === newest + 1 ? 0 : topic;
  }
  const topic = skip(chunks, before, BEHIND_VERB);
  const isAsked = listWordsBetween(chunks, 0, topic).some(
    (word, i, all) => VERBS.has(word) && BEHIND_VERB.has(all[i + 1] ?? ''),
  );
  return isAsked ? topic : 0;
}

/** The noun ends before `behind`; what was asked before it may make up for a connector: `latest papers world models`. */
function countThroughNoun(chunks: readonly Chunk[], behind: number, asked: readonly string[]): number {
  const [noun = ''] = listWordsBetween(chunks, behind - 1, behind);
  const { connectors, before } = SURVEYS.has(noun) ? TO_SURVEYS : TO_PAPERS;
  const connector = skip(chunks, behind, before);
  const topic = skipConnector(chunks, connector, connectors);
  if (topic > connector || topic === chunks.length) return topic;
  return connector === behind && asked.some((word) => NEWEST.has(word)) ? behind : 0;
}

/** Past a connector and its prepositions; the same place where none is there. */
function skipConnector(chunks: readonly Chunk[], at: number, connectors: ReadonlySet<string>): number {
  return connectors.has(chunks[at]?.word ?? '') ? skip(chunks, at + 1, PREPOSITIONS) : at;
}

/** The first chunk from there on that is none of the words. */
function skip(chunks: readonly Chunk[], from: number, words: ReadonlySet<string>): number {
  let at = from;
  while (words.has(chunks[at]?.word ?? '')) at += 1;
  return at;
}

function listWordsBetween(chunks: readonly Chunk[], from: number, to: number): string[] {
  return chunks.slice(from, to).map(({ word }) => word);
}

/** How many words at the end ask: `world model papers`, `world models survey`. */
function countTail(chunks: readonly Chunk[], lead: number): number {
  const words = listWordsBetween(chunks, 0, chunks.length);
  let from = words.length;
  while (from > lead + 1 && PAPERS.has(words[from - 1] ?? '')) from -= 1;
  const isOfPapers = from < words.length;
  const last = words[from - 1] ?? '';
  const isNoSurvey = (last === 'review' || last === 'reviews') && REVIEWED.has(words[from - 2] ?? '');
  const isSurvey = SURVEYS.has(last) && !isNoSurvey && (isOfPapers || last !== 'review');
  if (from > lead + 1 && isSurvey) from -= 1;
  if (from > lead + 1 && (words[from - 1] === 'latest' || words[from - 1] === 'newest')) from -= 1;
  return words.length - from;
}
