/**
 * Grammar alone, written beside the labels of `labeled-cuts.ts` and without the code that cuts: whether a reader takes the beginning of
 * a sentence for a sentence.
 */
export function endsWell(sentence: string, cut: string): boolean {
  const rest = sentence.slice(cut.length).trim().split(/\s+/).filter(Boolean);
  if (rest.length === 0) return true;
  const tokens = cut.trim().split(/\s+/);
  const last = tokens.at(-1) ?? '';
  if (/[;:–—]$/u.test(last)) return true;
  return last.endsWith(',') ? endsAtComma(tokens, rest) : endsAtWord(last, rest);
}

function endsAtWord(last: string, [next = '']: readonly string[]): boolean {
  if (NEVER_LAST.has(toWord(last))) return false;
  return OPENS_PHRASE.has(toWord(next)) || isParticiple(toWord(next));
}

function endsAtComma(tokens: readonly string[], rest: readonly string[]): boolean {
  const isOpening =
    INTRODUCES.has(toWord(tokens[0] ?? '')) && tokens.filter((token) => token.endsWith(',')).length === 1;
  if (isOpening) return false;
  if (OPENS_PHRASE.has(toWord(rest[0] ?? '')) || PRONOUNS.has(toWord(rest[0] ?? ''))) return true;
  // `text, images and sound`: the next word or two are items of a list.
  return (
    !rest.slice(0, 2).some((token) => token.endsWith(',')) &&
    !rest.slice(1, 3).some((token) => CONJUNCTIONS.has(toWord(token)))
  );
}

const toSet = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** Determiners, prepositions, conjunctions, auxiliaries: a word or a phrase belongs behind each. */
const NEVER_LAST = toSet(
  `a an the this that these those which who whose what how whether if than as of to in on at by for with from into over across between and
  or but nor is are was were be been has have had can could may might will would must not no its their our his her it they we both either
  lets let makes make such more most less about each every all one two three whole any many few only also just very`,
);
/** Prepositions and conjunctions that begin a phrase or a clause which the sentence can do without. */
const OPENS_PHRASE = toSet(
  `which who while where when because although though since before after until unless so yet by via through using with without within under
  for from in on over across against into at to during toward between among together and but or even based guided trained played
  often above including compared`,
);
const INTRODUCES = toSet('when to over before after with where on by in while although if given unlike');
const PRONOUNS = toSet('it they we he she people each no');
const CONJUNCTIONS = toSet('and or');
/** Nouns of this field that end as a participle does. */
const NOUNS = toSet(
  'reasoning training learning understanding setting modeling editing coding tuning planning',
);

function isParticiple(word: string): boolean {
  return word.length > 5 && word.endsWith('ing') && !NOUNS.has(word);
}

function toWord(token: string): string {
  return token.toLowerCase().replace(/[^\p{L}\p{N}’'-]/gu, '');
}
