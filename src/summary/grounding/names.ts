import { STOP_WORDS } from '../../core/matching/stop-words.ts';
import { COMMON, toStem } from '../text/words.ts';
import { FAMOUS_NAMES } from './famous-names.ts';

/** Only Latin letters: in other scripts the name of a method is what is written in them. */
const TOKEN = /[\p{Script=Latin}\p{N}][\p{Script=Latin}\p{N}+#'’._/-]*/gu;
/** `7B` and `1.5M` are numbers. */
const AMOUNT = /^\d[\d.,]*[kKMBT]?[.,]?$/;
/** Fields, machines and countries rather than methods or data sets: nobody is misled by them. */
const COMMON_NAMES: ReadonlySet<string> = new Set('ai ml nlp llm gpu cpu api uk us usa eu tv'.split(' '));
const FUNCTION_WORDS = /^(?:an?|the|of|and|or|for|to|in|on|with|by|is|are|as|at|from|that|we)$/i;
/** What follows a name at the head of a sentence. */
const VERB =
  /^(?:is|was|has|does|can|cannot|will|uses|achieves|outperforms|improves|reduces|enables|introduces|proposes|presents|shows|reaches|beats|surpasses|exceeds|matches|combines|provides|learns|trains|generates|supports|addresses|leverages|integrates|employs|performs|attains|obtains|yields|offers|scales|extends|keeps|runs|requires|needs|relies|serves|wins|loses|fails)$/;
const NO_NAME =
  /^(?:it|this|that|he|she|there|here|what|who|which|each|one|everything|nothing|all|none|both)$/i;
/** How many words at the top initials are taken from: names are introduced there, and those of a whole paper would fit anything. */
const WORDS_WITH_INITIALS = 400;
const MAX_INITIALS_LENGTH = 6;

/** What may be between a name and its verb. */
const ADVERB = /^(?:also|even|still|often|now|thus|then|only|always|never|further|\p{Ll}+ly)$/u;
/** `Mamba, a cache, …`: what follows a name's comma. */
const APPOSITION = /^[\p{L}\p{N}'’+#./_-]+ ?, (?:an?|which|whose)\s/u;
/** Forms in which English makes common words, hardly ever names. */
const COMMON_FORM =
  /(?:ing|ed|ly|tion|sion|ment|ness|ity|ance|ence|acy|ism|ists?|ship|hood|wise|ward)s?$|(?:ers|ors)$/;
/** Common words at the head of sentences that are neither of those forms nor in `COMMON`. */
const COMMON_HEADS: ReadonlySet<string> = new Set(
  `today tomorrow now first second third last next later instead meanwhile overall together besides nonetheless
  nevertheless perhaps maybe sometimes often always never still three four author study people code texts words
  images memory theory analysis analyses time cost practice humans experts students many several everyone someone
  anyone nobody among across although because since until unlike like without within against per despite yet whether
  either neither my me him already almost another around become`.split(/\s+/),
);
/**
 * Languages in Latin letters that write nouns small, so that a capital inside a sentence is a name's. German is none of
 * them: its nouns have capitals, too, and nothing there distinguishes `Mamba` from `Modell`.
 */
const NOUNS_SMALL: ReadonlySet<string> = new Set(
  'en fr es it pt nl pl ca gl ro sv da no nb nn fi et lv lt cs sk sl hr hu tr id ms vi'.split(' '),
);

/** Of a text in its compatible form: a ligature is two or three letters, and one letter of the Arabic ones is eighteen. */
export const MAX_GROWTH = 10_000;

/** Without LaTeX, raised digits and hyphens of other kinds: `A$^2$Search` and `A²Search` are A2Search. */
export function withoutFormatting(text: string): string {
  return text
    .normalize('NFKC')
    .slice(0, text.length + MAX_GROWTH)
    .replace(/[$^{}\\]/g, '')
    .replace(/[\u2010\u2011]|(?<=\p{L})\u2013(?=\p{N})/gu, '-');
}

/** Everything by which a name may be known in a text. */
export function collectNames(text: string): ReadonlySet<string> {
  const tokens = withoutFormatting(text).match(TOKEN) ?? [];
  const keys = tokens.map(toKey);
  const known = new Set(keys);
  for (const [i, key] of keys.entries()) {
    // `Image Net` is ImageNet, `GPT 4` is GPT-4.
    known.add(key + (keys[i + 1] ?? ''));
    // `CIFAR` is known by CIFAR-10, and Qwen by Qwen2.5.
    const [family] = /^\p{L}{3,}(?=\p{N})/u.exec(key) ?? [];
    if (family !== undefined) known.add(family);
    const parts = AMOUNT.test(tokens[i] ?? '') ? [] : splitParts(tokens[i] ?? '').map(toKey);
    for (const [at, part] of parts.entries()) known.add(part).add(part + (parts[at + 1] ?? ''));
  }
  const words = tokens.slice(0, WORDS_WITH_INITIALS).flatMap(splitParts);
  // `Chain of Thought` is CoT, and `a mixture of experts` MoE; `state of the art` may be SA.
  const significant = words.filter((word) => !FUNCTION_WORDS.test(word));
  for (const initials of [...listInitials(words), ...listInitials(significant)]) known.add(initials);
  return known;
}

function listInitials(words: readonly string[]): string[] {
  const letters = words.map((word) => word.charAt(0).toLowerCase()).join('');
  const lengths = Array.from({ length: MAX_INITIALS_LENGTH - 1 }, (_, i) => i + 2);
  return words.flatMap((_, i) => lengths.map((length) => letters.slice(i, i + length)));
}

/** The text without the names that hold digits, such as `CIFAR-10`: what is left are numbers. */
export function withoutNumberedNames(text: string): string {
  return text.replace(TOKEN, (token) =>
    /\p{Lu}/u.test(token) && /\p{N}/u.test(token) && !AMOUNT.test(token) ? ' ' : token,
  );
}

/**
 * The names in a sentence: `ResNet`, `GPT-4o`, `BERT`, `LoRA-style`, `word2vec`, and those that are famous. A word with a
 * capital at its beginning alone counts where capitals mean something, in languages that write nouns small; in a script
 * without capitals every Latin word does.
 */
export function listNames(sentence: string, language: string): string[] {
  const plain = withoutFormatting(sentence);
  const found = [...plain.matchAll(TOKEN)];
  const tokens = found.map(([token]) => token);
  const isSmall = NOUNS_SMALL.has(language.split('-')[0] ?? '');
  // Greek letters are formulas.
  const isLatin = !/[^\P{L}\p{Script=Latin}\p{Script=Greek}]/u.test(sentence);
  return tokens
    .filter((token, i) => {
      if (!/\p{Script=Latin}/u.test(token) || token.length < 2 || AMOUNT.test(token)) return false;
      // In other languages they may be words, too: Spanish `se llama`, and `Llama` at the head.
      const mayBeFamous = language === 'en' || (/^\p{Lu}/u.test(token) && !(isSmall && i === 0));
      if (mayBeFamous && splitParts(token).some(isFamous)) return true;
      if (/^[^\p{L}\p{N}]*[\p{L}\p{N}].*\p{Lu}|^\P{Lu}*\p{Lu}.*\p{N}/u.test(token)) return true;
      if (!isLatin) return true;
      if (/^\p{L}.*\p{N}/u.test(token)) return true;
      if (!isSmall || i === 0 || !/^\p{Lu}/u.test(token)) return false;
      const word = token.toLowerCase();
      if (language === 'en' && (STOP_WORDS.has(word) || NO_NAME.test(word))) return false;
      // Behind a colon a sentence may begin. In English a common word there is no name.
      const isOpening = ':.?!'.includes(plain.slice(0, found[i]?.index).trimEnd().at(-1) ?? ' ');
      return !isOpening || (language === 'en' && !isCommon(word));
    })
    .map((token) => token.replace(/['’]s$/, '').replace(/(?<!['’._/-])['’._/-]+$/, ''));
}

/**
 * The name at the head of an English sentence, `Mamba outperforms …`, `Mamba also outperforms …`, `Mamba and Sieve …`,
 * `Mamba, a cache, …` or `Mamba’s …`: a capital there shows nothing, what is behind it does. It may be a word like
 * `Training`, which its other forms show.
 */
export function findOpeningName(sentence: string): string | undefined {
  const plain = withoutFormatting(sentence).trim();
  const [first = '', second = '', third = ''] = plain.match(TOKEN) ?? [];
  if (!/^\p{Lu}\p{Ll}/u.test(first) || NO_NAME.test(first)) return undefined;
  const name = first.replace(/['’]s$/, '');
  if (isCommon(name.toLowerCase())) return undefined;
  const isSubject =
    VERB.test(second) ||
    (ADVERB.test(second) && VERB.test(third)) ||
    (/^(?:and|or)$/.test(second) && /^\p{Lu}/u.test(third)) ||
    APPOSITION.test(plain);
  return name !== first || isSubject ? name : undefined;
}

function isCommon(word: string): boolean {
  return COMMON_HEADS.has(word) || COMMON.has(toStem(word)) || COMMON_FORM.test(word);
}

export function isKnown(name: string, known: ReadonlySet<string>): boolean {
  const key = toKey(name);
  if ([key, key.replace(/s$/, '')].some((one) => known.has(one) || COMMON_NAMES.has(one))) return true;
  const parts = splitParts(name);
  // `LoRA-based`: what is written small is no name. `GPT-5` is known by no 5 that is elsewhere.
  const isPartKnown = (part: string, i: number): boolean => {
    if (/^\p{Ll}+$/u.test(part) && !isFamous(part)) return true;
    if (/^\p{N}+$/u.test(part)) return known.has(toKey(parts[i - 1] ?? '') + part);
    return isKnown(part, known);
  };
  return parts.length > 1 && parts.every(isPartKnown);
}

function isFamous(name: string): boolean {
  return FAMOUS_NAMES.has(toKey(name));
}

function splitParts(token: string): string[] {
  return token.split(/[-/_.'’]/).filter((part) => part !== '');
}

function toKey(token: string): string {
  return token
    .toLowerCase()
    .replace(/['’]s$/, '')
    .replace(/[^\p{L}\p{N}+#]/gu, '');
}
