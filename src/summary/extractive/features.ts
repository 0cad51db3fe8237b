import { COMMON, listStems, splitWords, toStem } from '../text/words.ts';
import { listTrimmings } from './trim.ts';

/** Named numbers; a name that is left out is 0. */
export type Features = Map<string, number>;

/** An abstract as the ranking sees it. */
export interface Abstract {
  readonly sentences: readonly string[];
  /** Stems of each sentence. */
  readonly stems: ReadonlyArray<ReadonlySet<string>>;
  readonly title: ReadonlySet<string>;
  /** Where `we` or `this paper` speaks. */
  readonly own: readonly boolean[];
  readonly firstOwn: number;
  /** The first sentence in which something is proposed, shown or studied; -1 when there is none. */
  readonly firstDone: number;
}

/** A sentence, or a shorter form of one, that could be the summary. */
export interface Candidate {
  readonly at: number;
  readonly text: string;
  readonly bare: boolean;
}

const OWN = /\b(?:we|this (?:paper|work|study))\b/i;
const DONE =
  /\b(?:we|paper|work) (?:\w+ )?(?:propose|present|introduce|develop|describe|design|study|investigate|explore|address|show|demonstrate)/i;

/** How a sentence says what it is for. */
export const CUES: Readonly<Record<string, RegExp>> = {
  we: /\bwe\b/i,
  our: /\bour\b/i,
  thisPaper: /\bthis (?:paper|work|study|article)\b/i,
  propose: /\b(?:we|paper|work) (?:\w+ )?(?:propose|present|introduce)s?\b/i,
  develop:
    /\b(?:we|paper|work) (?:\w+ )?(?:develop|design|devise|construct|build|create|formulate|extend|derive|combine)s?\b/i,
  show: /\bwe (?:\w+ )?(?:show|demonstrate|prove|establish)\b/i,
  find: /\bwe (?:\w+ )?(?:find|observe|discover|reveal|argue|identify)\b/i,
  study:
    /\b(?:we|paper|work) (?:\w+ )?(?:study|studies|investigates?|analyze|examine|explores?|consider|address|focus|revisit)\b/i,
  evaluate: /\bwe (?:\w+ )?(?:evaluate|test|compare|validate|apply|conduct|perform|report|discuss|verify)\b/i,
  use: /\bwe (?:\w+ )?(?:use|employ|adopt|leverage|train|learn|provide|give|exploit)\b/i,
  passive: /\b(?:is|are) (?:proposed|presented|introduced|developed|shown)\b/i,
  novel: /\b(?:novel|new|simple|first|efficient|effective)\b/i,
  method: /\b(?:method|approach|framework|algorithm|model|architecture|technique)s?\b/i,
  results: /\b(?:results?|experiments?|experimentally|empirically|evaluations?)\b/i,
  better: /\b(?:state-of-the-art|outperform\w*|superior|better than|achieves?|improves?|significantly)\b/i,
  problem:
    /\b(?:problem|challeng\w+|difficult|however|but|lack|limited|limitation|despite|unfortunately|suffer)\b/i,
  general:
    /\b(?:recent|recently|often|many|most|typically|commonly|widely|existing|previous|prior|current|has been|have been)\b/i,
  startsThis: /^(?:this|these|it|they|such)\b/i,
  startsOur: /^our\b/i,
  startsMore: /^(?:furthermore|moreover|additionally|in addition|finally|also|second|third|lastly)\b/i,
  startsSo: /^(?:specifically|in particular|for example|for instance|that is|concretely)\b/i,
  code: /\b(?:code|github|https?|available)\b/i,
  doubt: /\b(?:hypothesi[sz]e|conjecture|believe|assume|may|might|could)\b/i,
  number: /\d/,
  question: /\?/,
  colon: /[:;]/,
  formula: /\$|\\/,
  cited: /\(\d{4}\)|et al/,
};

/** What the ranking looks at in an abstract as a whole. */
export function readAbstract(sentences: readonly string[], title: string): Abstract {
  const own = sentences.map((sentence) => OWN.test(sentence));
  return {
    sentences,
    stems: sentences.map((sentence) => new Set(listStems(sentence))),
    title: new Set(listStems(title).filter((stem) => !COMMON.has(stem))),
    own,
    firstOwn: own.indexOf(true),
    firstDone: sentences.findIndex((sentence) => DONE.test(sentence)),
  };
}

export function listCandidates({ sentences }: Abstract): Candidate[] {
  return sentences.flatMap((sentence, at) => listTrimmings(sentence).map((form) => ({ at, ...form })));
}

/** For each stem of an abstract, the features that predict whether a summary has it. Common words are marked by `common:`. */
export function wordFeatures(abstract: Abstract): Map<string, Features> {
  const { stems, title, firstOwn, firstDone, own } = abstract;
  const last = stems.length - 1;
  const times = countStems(abstract.sentences);
  const names = findNames(abstract.sentences);
  const features = new Map<string, Features>();
  for (const stem of new Set(stems.flatMap((set) => [...set]))) {
    const inSentence = stems.map((set) => set.has(stem));
    const sentences = inSentence.filter(Boolean).length;
    const ours = inSentence.filter((is, at) => is && own[at]).length;
    const kind = COMMON.has(stem) ? 'common:' : '';
    const all: Array<[string, number]> = [
      [`${kind}word`, 1],
      [`${kind}sentences`, Math.log(sentences)],
      [`${kind}share`, sentences / stems.length],
      [`${kind}times`, Math.log(times.get(stem) ?? 1)],
      [`${kind}inFirst`, Number(inSentence[0])],
      [`${kind}inLast`, Number(inSentence[last])],
      [`${kind}inFirstOwn`, Number(inSentence[firstOwn] ?? false)],
      [`${kind}inFirstDone`, Number(inSentence[firstDone] ?? false)],
      [
        `${kind}inFirstAndOwn`,
        Number(firstOwn > 0 && inSentence[0] === true && inSentence[firstOwn] === true),
      ],
      [`${kind}inOwn`, Math.log1p(ours)],
      [`${kind}begins`, inSentence.indexOf(true) / stems.length],
      ['name', Number(names.has(stem))],
      ['digit', Number(/\d/.test(stem))],
      ['inTitle', Number(title.has(stem))],
      [`=${stem}`, 1],
    ];
    features.set(stem, new Map(all.filter(([, value]) => value !== 0)));
  }
  return features;
}

function countStems(sentences: readonly string[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const stem of sentences.flatMap(listStems)) times.set(stem, (times.get(stem) ?? 0) + 1);
  return times;
}

/** Stems of words with a capital inside a sentence and another capital or digit: `ResNet`, `GPT-4`, `BERT`. */
function findNames(sentences: readonly string[]): Set<string> {
  const names = sentences.flatMap((sentence) => sentence.match(/(?<=\S )[A-Z]\S*[A-Z0-9]\S*/g) ?? []);
  return new Set(names.flatMap(splitWords).map(toStem));
}

/** How many words a written summary has on average. */
const USUAL_LENGTH = 20;

/** What is known of a candidate, given for each stem the chance that a summary would hold it. */
export function computeCandidateFeatures(
  abstract: Abstract,
  { at, text, bare }: Candidate,
  chance: ReadonlyMap<string, number>,
): Features {
  const stems = listStems(text);
  const words = [...new Set(stems)];
  const sum = (some: readonly string[]): number =>
    some.reduce((all, stem) => all + (chance.get(stem) ?? 0), 0);
  const expected = sum(words);
  const all: Array<[string, number]> = [
    ['expectedF1', (20 * expected) / (stems.length + USUAL_LENGTH)],
    ['expectedPrecision', (5 * expected) / Math.max(1, stems.length)],
    ['expectedWords', expected / 5],
    ['expectedRecall', (5 * expected) / Math.max(1, sum([...chance.keys()]))],
    ['expectedContent', sum(words.filter((stem) => !COMMON.has(stem))) / 3],
    ['first', Number(at === 0)],
    ['second', Number(at === 1)],
    ['third', Number(at === 2)],
    ['last', Number(at === abstract.sentences.length - 1)],
    ['position', at / abstract.sentences.length],
    ['positionSquared', (at / abstract.sentences.length) ** 2],
    ['firstOwn', Number(at === abstract.firstOwn)],
    ['firstDone', Number(at === abstract.firstDone)],
    ['beforeOwn', Number(at < abstract.firstOwn)],
    ['nothingOwn', Number(abstract.firstOwn < 0)],
    ['bare', Number(bare)],
    ...Object.entries(CUES).map(([name, cue]): [string, number] => [`says:${name}`, Number(cue.test(text))]),
  ];
  return new Map(all.filter(([, value]) => value !== 0));
}
