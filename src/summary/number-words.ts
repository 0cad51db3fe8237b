/** What a word adds to the number that it is part of: `twenty`, `five`. */
const COUNTS: ReadonlyMap<string, number> = new Map([
  ...counted(
    1,
    1,
    'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen',
  ),
  ...counted(16, 1, 'sixteen seventeen eighteen nineteen'),
  ...counted(20, 10, 'twenty thirty forty fifty sixty seventy eighty ninety'),
]);
/** What a word multiplies by what stands before it: `five million`. */
const MAGNITUDES: ReadonlyMap<string, number> = new Map([
  ['hundred', 1e2],
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
]);
/** Words that are a number by themselves. A part may as well be told in percent, or by what was divided by. */
const ALONE: ReadonlyMap<string, readonly number[]> = new Map([
  ...allOf('dozen', [12]),
  ...allOf('twice double doubles doubled doubling', [2]),
  ...allOf('thrice triple triples tripled tripling', [3]),
  ...allOf('half halves halved halving', partOf(2)),
]);
const PARTS: ReadonlyMap<string, number> = new Map(
  counted(3, 1, 'third quarter fifth sixth seventh eighth ninth tenth'),
);

const WORD = `(?:${[...COUNTS.keys(), ...MAGNITUDES.keys()].join('|')})(?:fold)?`;
const RUN = new RegExp(`\\b${WORD}(?:(?:[- ]|(?<=hundred|thousand) and )${WORD})*\\b`, 'gi');
const SINGLE = new RegExp(`\\b(?:${[...ALONE.keys()].join('|')})\\b`, 'gi');
/** `the third` is an order, and `a third cache` may be one. */
const PART = /\b(?:one[- ](\w+)|an? (\w+)(?= of\b))/gi;

/** Numbers written in English words, each with all the values that it may stand for. `One` alone is an article. */
export function numberWordsIn(text: string): Array<{ text: string; values: readonly number[] }> {
  const runs = [...text.matchAll(RUN)]
    .map(([run]) => ({ text: run, values: valuesOf(run.toLowerCase()) }))
    .filter(({ text: run }) => run.toLowerCase() !== 'one')
    .flatMap(({ text: run, values }) => values.map((value) => ({ text: run, values: [value] })));
  const singles = [...text.matchAll(SINGLE)].map(([word]) => {
    return { text: word, values: ALONE.get(word.toLowerCase()) ?? [] };
  });
  const parts = [...text.matchAll(PART)].flatMap(([part, one = '', other = '']) => {
    const divisor = PARTS.get((one + other).toLowerCase());
    return divisor === undefined ? [] : [{ text: part, values: partOf(divisor) }];
  });
  return [...runs, ...singles, ...parts];
}

/** `two hundred and five` is 205, and `two three` are two numbers. */
function valuesOf(run: string): number[] {
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
  return [...found, whole + below1000];
}

function partOf(divisor: number): number[] {
  const percent = 100 / divisor;
  return [1 / divisor, percent, Math.round(percent * 10) / 10, Math.round(percent), divisor];
}

function allOf(words: string, values: readonly number[]): Array<[word: string, values: readonly number[]]> {
  return words.split(' ').map((word) => [word, values]);
}

function counted(from: number, step: number, words: string): Array<[word: string, value: number]> {
  return words.split(' ').map((word, i) => [word, from + i * step]);
}
