/** What a word adds to the number that it is part of: `twenty`, `five`. */
const COUNTS: ReadonlyMap<string, number> = new Map([
  ...countUp(
    1,
    1,
    'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen'.split(' '),
  ),
  ...countUp(16, 1, 'sixteen seventeen eighteen nineteen'.split(' ')),
  ...countUp(20, 10, 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')),
]);
/** The factor that a word applies to the number before it: `five million`. */
export const MAGNITUDES: ReadonlyMap<string, number> = new Map([
  ['hundred', 1e2],
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
]);
/** What a whole is divided by. */
const PARTS: ReadonlyMap<string, number> = new Map(
  countUp(3, 1, 'third quarter fifth sixth seventh eighth ninth tenth'.split(' ')),
);
const MULTIPLES: ReadonlyMap<string, number> = new Map([
  ...giveValue(['dozen'], 12),
  ...giveValue('twice double doubles doubled doubling'.split(' '), 2),
  ...giveValue('thrice triple triples tripled tripling'.split(' '), 3),
  ...giveValue('quadruple quadruples quadrupled quadrupling'.split(' '), 4),
]);

const COUNT = matchAny(COUNTS);
const MAGNITUDE = matchAny(MAGNITUDES);
const PART = matchAny(PARTS);

/** One number, with all of its possible values: a third is .333 and .33. */
type Values = readonly number[];

/** How numbers are written in words, what binds most first, each with the numbers in a match (in lower case). */
const FORMS: ReadonlyArray<readonly [pattern: RegExp, toNumbers: (match: readonly string[]) => Values[]]> = [
  [
    new RegExp(`\\b(?:(${COUNT}) and a half(?:[- ](${MAGNITUDE}))?|half an? (${MAGNITUDE}))\\b`, 'gi'),
    ([, count = '', times = '', halfOf = '']) => [
      [((COUNTS.get(count) ?? 0) + 0.5) * (MAGNITUDES.get(times || halfOf) ?? 1)],
    ],
  ],
  [
    // `The third` is an order, and `a third cache` may be one.
    new RegExp(
      `\\b(?:(${COUNT})[- ](${PART})s?|(?<=\\b(?:by|to|than|about|nearly|least|only|just) )an? (${PART})|an? (${PART})(?= of\\b))\\b`,
      'gi',
    ),
    ([, count = '', part = '', byPart = '', partOf = '']) => [
      share((COUNTS.get(count) ?? 1) / (PARTS.get(part || byPart || partOf) ?? 1)),
    ],
  ],
  [
    // Neither `half-precision` nor `the second half of the text` is a quantity.
    /(?<!\b(?:first|second|latter|other|upper|lower|left|right|top|bottom) )\b(?:half(?!-)|halves|halved|halving)\b/gi,
    () => [share(1 / 2)],
  ],
  [
    new RegExp(
      `\\b(?:(?:${COUNT})(?:fold)?|an? (?:${MAGNITUDE}))(?:(?:[- ]|(?<=hundred|thousand) and )(?:${COUNT}|${MAGNITUDE})(?:fold)?)*\\b`,
      'gi',
    ),
    ([run = '']) => listSums(run).map((sum) => [sum]),
  ],
  [new RegExp(`\\b(?:${matchAny(MULTIPLES)})\\b`, 'gi'), ([word = '']) => [[MULTIPLES.get(word) ?? 0]]],
];

/** Numbers written in English words: `twelve`, `two hundred and five`, `half a million`, `a third of`, `twice`. */
export function listNumberWords(text: string): Array<{ text: string; values: Values }> {
  const found: Array<{ text: string; values: Values }> = [];
  let rest = text;
  for (const [pattern, toNumbers] of FORMS) {
    for (const match of rest.matchAll(pattern)) {
      const numbers = toNumbers([...match].map((group) => group?.toLowerCase() ?? ''));
      for (const values of numbers) found.push({ text: match[0], values });
    }
    rest = rest.replace(pattern, ' ');
  }
  return found;
}

/** `two hundred and five` is 205, and `two three` are two numbers. `One` is an article. */
function listSums(run: string): number[] {
  const found: number[] = [];
  let whole = 0;
  let below1000 = 0;
  for (const word of run.split(/[- ](?:and )?/)) {
    const bare = word.replace(/fold$/, '');
    const magnitude = MAGNITUDES.get(bare);
    const count = COUNTS.get(bare) ?? 0;
    if (magnitude === 100) below1000 = (below1000 || 1) * 100;
    else if (magnitude !== undefined) {
      whole += (below1000 || 1) * magnitude;
      below1000 = 0;
    } else {
      const isTens = below1000 % 100 >= 20 && below1000 % 10 === 0;
      if (below1000 % 100 > 0 && !(isTens && count < 10)) {
        found.push(whole + below1000);
        whole = 0;
        below1000 = 0;
      }
      below1000 += count;
    }
  }
  return [...found, whole + below1000].filter((sum) => sum !== 1);
}

/** A part of a whole, as it is and as percents round it: a third is 33 % or 33.3 %. */
function share(part: number): number[] {
  return [part, Number(part.toFixed(2)), Number(part.toFixed(3))];
}

function matchAny(words: ReadonlyMap<string, number>): string {
  return [...words.keys()].join('|');
}

function giveValue(words: readonly string[], value: number): Array<[word: string, value: number]> {
  return words.map((word) => [word, value]);
}

function countUp(from: number, step: number, words: readonly string[]): Array<[word: string, value: number]> {
  return words.map((word, i) => [word, from + i * step]);
}
