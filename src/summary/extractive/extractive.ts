import type { Summary, SummaryStyle } from '../../core/summary/summary.ts';
import { barredIn } from '../text/barred.ts';
import { clip, fits } from '../text/length.ts';
import { splitSentences, visible } from '../text/sentences.ts';
import { COMMON, listStems, splitWords } from '../text/words.ts';
import { type Ranked, rank } from './ranking.ts';
import { hasRole, type Role, tellsOfOthers } from './roles.ts';

export type Points = Summary['points'];

const RESULT =
  /\b(?:results?|experiments?|experimental\w*|empirical\w*|evaluations?|outperform\w*|achiev\w*|improv\w*|surpass\w*|state-of-the-art|faster|accura\w*|reduc(?:es|ing|tion)|we (?:\w+ )?(?:find|show|demonstrate|observe|prove))\b|\d ?%/i;
const METHOD =
  /\b(?:we|this (?:paper|work|report)|here) (?:\w+ )?(?:propos|present|introduc|develop|design|build|devis|describ|formulat)\w*\b|\bis (?:proposed|presented|introduced)\b/i;
/** `We release the evaluation code` speaks of no result. */
const RELEASE = /\b(?:publicly|available|github|open-source[ds]?|releas(?:e|ed|ing))\b/i;
const PROBLEM =
  /\b(?:however|but|problem|challeng\w*|difficult\w*|lack\w*|limit\w*|despite|unfortunately|suffer\w*|costly|expensive|remain\w*|unclear|fail\w*|struggl\w*|slow|lose|yet|wast\w*|wrong|rarely|seldom|ignor\w*|overlook\w*|existing|bottleneck\w*)\b/i;
/** Such a sentence points back at the one before. */
const POINTS_BACK =
  /^(?:this|these|those|it|its|they|their|such|both|under this)\b(?! (?:paper|work|article|study))/i;

/** What a role is worth beside being informative, on the scale of the learned scores (which spread by about 1). */
const ROLE_WORTH = 0.8;
/** A sentence that says what was done is taken before one that is more informative but says something else. */
const METHOD_WORTH = 2;
/** A sentence that certainly has a role is taken for it before one that may have it. */
const SURE_WORTH = 2;
const ROLES: readonly Role[] = ['Problem', 'Method', 'Result'];
/** What was known before says nothing of the paper. */
const BACKGROUND_COSTS = 1;
const POINTING_BACK_COSTS = 0.5;
const REPEATING_COSTS = 1.5;
/** More of a text is not read: an abstract has ten sentences, a hostile one any number. */
const SENTENCES_READ = 120;
/** The cues of sentences are patterns with windows of words: what is longer is a text without full stops. */
const MAX_SENTENCE_LENGTH = 2_000;
const CHARACTERS_READ = 40_000;

/** A text's own sentences that say what was done and found, chosen and trimmed. Empty when there are none. */
export function extract(text: string, title: string, style: SummaryStyle): Points {
  if (style === 'bullets') return withShort(toPoints(extractBullets(text, title)), text, title);
  return chooseInformative(rankText(text, title), style === 'tldr' ? 1 : 3);
}

/** The `count` sentences of a text that together cover most, in its order. */
export function extractSentences(text: string, title: string, count: number): string[] {
  return chooseInformative(rankText(text, title), count).map((point) => point.text);
}

/** A sentence that may represent a text by itself, and how well. */
export interface LineCandidate {
  readonly text: string;
  readonly score: number;
}

/** The sentences of a text, sorted by how well they represent it: findings before methods. */
export function rankLines(text: string, title: string): LineCandidate[] {
  return rankText(text, title)
    .filter(({ sentence }) => !RELEASE.test(sentence))
    .map((one) => {
      const role = isResult(one) || METHOD.test(one.sentence) ? ROLE_WORTH : 0;
      return { text: one.text, score: one.score + role - (isBackground(one, title) ? BACKGROUND_COSTS : 0) };
    })
    .toSorted((a, b) => b.score - a.score);
}

const OWN = new Set(['we', 'our', 'this']);

/** Nearly every abstract begins with what was known before, unless its first sentence speaks of the paper itself. */
function isBackground(one: Ranked, title: string): boolean {
  if (one.at > 0 || isResult(one) || METHOD.test(one.sentence)) return false;
  const name = nameIn(title);
  const isNamed = name !== undefined && one.sentence.includes(name);
  return !isNamed && !splitWords(one.sentence).some((word) => OWN.has(word));
}

function rankText(text: string, title: string): Ranked[] {
  const sentences = splitSentences(visible(text.slice(0, CHARACTERS_READ)));
  // A sentence that gives orders, or leads readers elsewhere, is no part of the paper's story.
  const selected = sentences
    .slice(0, SENTENCES_READ)
    .map((sentence) => sentence.slice(0, MAX_SENTENCE_LENGTH))
    .filter((sentence) => barredIn(sentence) === undefined);
  return rank(selected, title);
}

function chooseInformative(ranked: readonly Ranked[], count: number): Points {
  const chosen: Ranked[] = [];
  const worth = (one: Ranked): number => {
    // The first is the learned choice alone; the others go with it.
    if (chosen.length === 0) return one.score;
    const foundSomething = !chosen.some(isResult) && isResult(one);
    const lonely = POINTS_BACK.test(one.text) && !chosen.some(({ at }) => at === one.at - 1);
    const repeated = Math.max(...chosen.map((other) => likeness(one, other)));
    return (
      one.score +
      (foundSomething ? ROLE_WORTH : 0) -
      (lonely ? POINTING_BACK_COSTS : 0) -
      REPEATING_COSTS * repeated
    );
  };
  while (chosen.length < count) {
    const next = best(
      ranked.filter((one) => !chosen.includes(one)),
      worth,
    );
    if (!next) break;
    chosen.push(next);
  }
  return chosen.toSorted((a, b) => a.at - b.at).map(({ text }) => ({ text: clip(text) }));
}

/** A sentence for a part of the story, and whether it certainly is that part. */
export interface Bullet {
  readonly role: Role;
  readonly isSure: boolean;
  readonly text: string;
}

/** What the problem is, what was done and what came of it: each the best sentence for it, where there is one. */
export function extractBullets(text: string, title: string): Bullet[] {
  const ranked = rankText(text, title);
  const name = nameIn(title);
  const count = ranked.length;
  const isSure = (role: Role, { at, sentence }: Ranked): boolean =>
    hasRole(role, sentence, { at, count }, name);
  const preferSure = (role: Role, one: Ranked): number => (isSure(role, one) ? SURE_WORTH : 0);
  const isMethod = ({ sentence }: Ranked): boolean =>
    METHOD.test(sentence) || (name !== undefined && sentence.includes(name));
  const method = best(
    ranked,
    (one) =>
      one.score +
      (isMethod(one) ? METHOD_WORTH : 0) +
      preferSure('Method', one) -
      (tellsOfOthers(one.sentence) ? METHOD_WORTH : 0),
  );
  if (!method) return [];
  const found: Readonly<Record<Role, Ranked | undefined>> = {
    Problem: best(
      ranked.filter((one) => one.at < method.at && (PROBLEM.test(one.sentence) || isSure('Problem', one))),
      (one) =>
        one.score + preferSure('Problem', one) - (POINTS_BACK.test(one.text) ? POINTING_BACK_COSTS : 0),
    ),
    Method: method,
    Result: best(
      ranked.filter((one) => one.at > method.at && (isResult(one) || isSure('Result', one))),
      (one) => one.score + preferSure('Result', one) - REPEATING_COSTS * likeness(one, method),
    ),
  };
  return ROLES.flatMap((role) => {
    const one = found[role];
    return one ? [{ role, isSure: isSure(role, one), text: clip(one.text) }] : [];
  });
}

/** A label that is not certain misleads more than none. */
export function toPoints(bullets: readonly Bullet[]): Points {
  return bullets.map(({ role, isSure, text }) => (isSure ? { label: role, text } : { text }));
}

/**
 * Points, and after them what the short style says besides, up to one for each part: bullets say no less than the short
 * style. What is added has no label.
 */
export function withShort(points: Points, text: string, title: string): Points {
  const known = new Set(points.map((point) => point.text));
  const more = extract(text, title, 'short').filter((point) => !known.has(point.text));
  return [...points, ...more.slice(0, Math.max(0, ROLES.length - points.length))];
}

/** `Sieve` in `Sieve: a cache that forgets well`. */
function nameIn(title: string): string | undefined {
  const [, name] = /^\s*(\S{3,30}(?: \S+)?):\s/.exec(title) ?? [];
  return name;
}

/** The one worth most among those that are not overlong; where all are, among all. */
function best(ranked: readonly Ranked[], worth: (one: Ranked) => number): Ranked | undefined {
  const fitting = ranked.filter(({ text }) => fits(text));
  const [top] = (fitting.length > 0 ? fitting : ranked)
    .map((one) => ({ one, worth: worth(one) }))
    .toSorted((a, b) => b.worth - a.worth);
  return top?.one;
}

function isResult({ sentence }: Ranked): boolean {
  return RESULT.test(sentence) && !RELEASE.test(sentence);
}

/** The share of the shorter one's significant words that both have. */
function likeness(a: Ranked, b: Ranked): number {
  const [inA, inB] = [significantStems(a), significantStems(b)];
  const shared = [...inA].filter((stem) => inB.has(stem)).length;
  return shared / Math.max(1, Math.min(inA.size, inB.size));
}

function significantStems({ text }: Ranked): Set<string> {
  return new Set(listStems(text).filter((stem) => !COMMON.has(stem)));
}
