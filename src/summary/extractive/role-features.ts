import { splitWords, toStem } from '../text/words.ts';
import { CUES, type Features, readAbstract } from './features.ts';
import { ROLE_CUES } from './roles.ts';

/** How a sentence says what it is for, by name: what the roles are learned from besides words and positions. */
const ALL_CUES: Readonly<Record<string, RegExp>> = { ...CUES, ...ROLE_CUES };
/** Of the sentences before and behind these say something as well. */
const AROUND = [
  'we',
  'propose',
  'problem',
  'general',
  'results',
  'CONTRASTS',
  'LACKS',
  'MAKES',
  'TESTS_SHOW',
] as const;
const FIFTHS = 5;
/** In a longer text than an abstract a position says nothing. */
const LONGEST_ABSTRACT = 25;
/** What may stand between `we` and its verb. */
const BETWEEN = new Set(
  'also first then further here instead thus next therefore now will can have'.split(' '),
);

/** What is known of each sentence of a text, from which its role is guessed. `=stem` features of words come last. */
export function computeRoleFeatures(sentences: readonly string[]): Features[] {
  const abstract = readAbstract(sentences, '');
  const said = sentences.map(
    (sentence) => new Set(Object.keys(ALL_CUES).filter((name) => ALL_CUES[name]?.test(sentence))),
  );
  return sentences.map((sentence, at) => {
    const names = [
      'any',
      ...listPositionFeatures(at, sentences.length),
      ...listRelations('own', at, abstract.firstOwn),
      ...listRelations('done', at, abstract.firstDone),
      ...[...(said[at] ?? [])].map((name) => `says:${name}`),
      ...AROUND.filter((name) => said[at - 1]?.has(name)).map((name) => `before:${name}`),
      ...AROUND.filter((name) => said[at + 1]?.has(name)).map((name) => `after:${name}`),
      ...listAlone(said[at] ?? new Set()),
      ...words(sentence),
    ];
    return new Map([
      ...names.map((name): [string, number] => [name, 1]),
      ['length', Math.log1p(sentence.length) / 5],
    ]);
  });
}

const FINDS = ['TESTS_SHOW', 'WE_FIND', 'GAINS'] as const;

/** What a cue means where no stronger one stands beside it: who builds a benchmark reports no finding yet. */
function listAlone(said: ReadonlySet<string>): string[] {
  return [
    ...(said.has('DOES') && !FINDS.some((cue) => said.has(cue)) ? ['alone:DOES'] : []),
    ...(said.has('study') && !said.has('MAKES') ? ['alone:study'] : []),
  ];
}

function listPositionFeatures(at: number, count: number): string[] {
  if (count > LONGEST_ABSTRACT) return [];
  const fromEnd = count - 1 - at;
  return [
    `fifth:${Math.floor((FIFTHS * at) / count)}`,
    ...(at < 3 ? [`at:${at}`] : []),
    ...(fromEnd < 3 ? [`end:${fromEnd}`] : []),
  ];
}

/** Where a sentence is beside the first one in which the authors speak, or do something. */
function listRelations(name: string, at: number, other: number): string[] {
  if (other < 0) return [`${name}:none`];
  const distance = Math.max(-2, Math.min(3, at - other));
  return [`${name}:${distance}`];
}

function words(sentence: string): string[] {
  const all = splitWords(sentence);
  const [first = '', second = ''] = all;
  return [
    `first:${toStem(first)}`,
    `second:${toStem(second)}`,
    ...all.flatMap((word, at) => (word === 'we' ? [`we:${toStem(findVerbAfter(all, at))}`] : [])),
    ...new Set(all.map((word) => `=${toStem(word)}`)),
  ];
}

function findVerbAfter(words: readonly string[], at: number): string {
  for (let next = at + 1; next < Math.min(words.length, at + 4); next++) {
    const word = words[next] ?? '';
    if (!BETWEEN.has(word) && !word.endsWith('ly')) return word;
  }
  return '';
}
