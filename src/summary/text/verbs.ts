/** Finite forms that no base below gives. */
const FORMS =
  `is are was were can could cannot may must will has have does do did led makes gets gives wins developed introduced
  proposed presented demonstrated showed found`.split(/\s+/);

/** Verbs of abstracts and of summaries of them. Words that are more often nouns (`results`, `models`) are left out. */
const BASES =
  `achieve accelerate adapt address advance align allocate allow analyze apply assess augment automate avoid balance bridge
  build bypass capture combine compress compute confirm construct convert correct create cut decompose decouple define degrade
  deliver demonstrate derive describe detect develop discover disentangle distill double drop edit eliminate employ enable encode
  enhance ensure establish estimate evaluate exceed excel exhibit expand explain explore expose extend extract facilitate fail find
  formulate generalize generate guide handle help identify improve incorporate incur induce inject integrate introduce
  investigate leverage link lower maintain match maximize merge minimize mitigate narrow need offer optimize outperform
  overcome perform permit predict preserve present prevent produce propose prove provide prune quantify reach recover
  reconstruct reduce refine reformulate release remain remove replace represent require resolve reveal save scale select separate
  serve simulate solve speed stabilize standardize study suffer suggest support suppress surpass synthesize tackle train
  transfer transform translate turn unify unlock use yield learn focus examine highlight rely depend lead adopt argue
  consider halve combat mimic contain cover follow include increase decrease involve keep lack operate obtain outlast rival run show treat vary`.split(
    /\s+/,
  );

const VERBS: ReadonlySet<string> = new Set([
  ...FORMS,
  ...BASES.flatMap((base) => [base, toThirdPerson(base)]),
]);

function toThirdPerson(base: string): string {
  if (base.endsWith('y') && !'aeiou'.includes(base.at(-2) ?? '')) return `${base.slice(0, -1)}ies`;
  return ['s', 'x', 'ch', 'sh'].some((end) => base.endsWith(end)) ? `${base}es` : `${base}s`;
}

/** Whose verb is behind it belongs to a clause of its own. */
const RELATIVE: ReadonlySet<string> = new Set(['that', 'which', 'who', 'whose', 'where']);

/** Where a sentence has its verb, -1 where it has none: the first verb of a relative clause is not the sentence's own. */
export function findVerb(words: readonly string[]): number {
  let isRelative = false;
  for (const [at, word] of words.entries()) {
    if (word === 'we') return at + 1;
    if (RELATIVE.has(word)) isRelative = true;
    if (!isVerb(word) || words[at - 1] === 'to') continue;
    if (!isRelative) return at;
    isRelative = false;
  }
  return -1;
}

export function isVerb(word: string): boolean {
  return VERBS.has(word);
}
