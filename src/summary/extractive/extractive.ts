import type { Summary, SummaryStyle } from '../../core/summary/summary.ts';
import { findBarred } from '../text/barred.ts';
import { clip, fits } from '../text/length.ts';
import { splitSentences, toVisible } from '../text/sentences.ts';
import { COMMON, listStems, splitWords } from '../text/words.ts';
import { findNameIn, type Ranked, rank } from './ranking.ts';
import { assignRoles, isCertain, isPossible } from './role-chances.ts';
import { ROLE_CUES, ROLES, type Role } from './roles.ts';
import { cannotStandAlone, isAdvice } from './stand-alone.ts';

export type Points = Summary['points'];

/** `We release the evaluation code` speaks of no result. */
const RELEASE = /\b(?:publicly|available|github|open-source[ds]?|releas(?:e|ed|ing))\b/i;
/** Such a sentence points back at the one before. */
const POINTS_BACK =
  /^(?:this|these|those|it|its|they|their|such|both|under this)\b(?! (?:paper|work|article|study))/i;

/** What a role is worth beside being informative, on the scale of the learned scores (which spread by about 1). */
const ROLE_WORTH = 0.8;
/** What was known before says nothing of the paper. */
const BACKGROUND_COSTS = 1;
const POINTING_BACK_COSTS = 0.5;
const REPEATING_COSTS = 1.5;
/** So likely the problem, a sentence without the authors in it may say the opposite of what was found. */
const MOSTLY_PROBLEM = 0.5;
/** More of a text is not read: an abstract has ten sentences, a hostile one any number. */
const SENTENCES_READ = 120;
/** The cues of sentences are patterns with windows of words: what is longer is a text without full stops. */
export const MAX_SENTENCE_LENGTH = 2_000;
const CHARACTERS_READ = 40_000;

/** A text of which several things are chosen: its sentences are ranked when the first of them asks, and once, which takes milliseconds. */
export class RankedText {
  readonly text: string;
  readonly title: string;
  #ranked: readonly Ranked[] | undefined;

  constructor(text: string, title: string) {
    this.text = text;
    this.title = title;
  }

  get ranked(): readonly Ranked[] {
    this.#ranked ??= rankText(this.text, this.title);
    return this.#ranked;
  }
}

/** A text's own sentences that say what was done and found, chosen and trimmed. Empty when there are none. */
export function extract(text: string, title: string, style: SummaryStyle): Points {
  if (style === 'bullets') return withShort(toPoints(extractBullets(text, title)), text, title);
  const ranked = rankText(text, title);
  return style === 'tldr' ? chooseInformative(preferTldr(ranked), 1) : chooseInformative(ranked, 3);
}

/**
 * Those that can be all that one reads of a paper: none that points back, says what others did wrong, or gives advice. All of
 * them where none is left.
 */
function preferTldr(ranked: readonly Ranked[]): readonly Ranked[] {
  const left = ranked.filter(
    ({ text, sentence, chances }) =>
      !cannotStandAlone(text) &&
      !isAdvice(text) &&
      (chances.Problem < MOSTLY_PROBLEM || (ROLE_CUES.OURS?.test(sentence) ?? false)),
  );
  return left.length > 0 ? left : ranked;
}

/** The `count` sentences of a text that together cover most, in its order. */
export function extractSentences({ ranked }: RankedText, count: number): string[] {
  return chooseInformative(ranked, count).map((point) => point.text);
}

/** A sentence that may represent a text by itself, and how well. */
export interface LineCandidate {
  readonly text: string;
  readonly score: number;
}

/** The sentences of a text, sorted by how well they represent it: findings before methods. */
export function rankLines({ ranked, title }: RankedText): LineCandidate[] {
  return ranked
    .filter(({ sentence }) => !RELEASE.test(sentence))
    .map((one) => {
      const role = isResult(one) || isCertain('Method', one.chances) ? ROLE_WORTH : 0;
      return { text: one.text, score: one.score + role - (isBackground(one, title) ? BACKGROUND_COSTS : 0) };
    })
    .toSorted((a, b) => b.score - a.score);
}

const OWN = new Set(['we', 'our', 'this']);

/** Nearly every abstract begins with what was known before, unless its first sentence speaks of the paper itself. */
function isBackground(one: Ranked, title: string): boolean {
  if (one.at > 0 || isResult(one) || isCertain('Method', one.chances)) return false;
  const name = findNameIn(title);
  const isNamed = name !== undefined && one.sentence.includes(name);
  return !isNamed && !splitWords(one.sentence).some((word) => OWN.has(word));
}

function rankText(text: string, title: string): Ranked[] {
  const sentences = splitSentences(toVisible(text.slice(0, CHARACTERS_READ)));
  // A sentence that gives orders, or leads readers elsewhere, is no part of the paper's story.
  const selected = sentences
    .slice(0, SENTENCES_READ)
    .map((sentence) => sentence.slice(0, MAX_SENTENCE_LENGTH))
    .filter((sentence) => findBarred(sentence) === undefined);
  return rank(selected, title);
}

function chooseInformative(ranked: readonly Ranked[], count: number): Points {
  const chosen: Ranked[] = [];
  const computeWorth = (one: Ranked): number => {
    // The first is the learned choice alone; the others go with it.
    if (chosen.length === 0) return one.score;
    const lonely = POINTS_BACK.test(one.text) && !chosen.some(({ at }) => at === one.at - 1);
    const repeated = Math.max(...chosen.map((other) => measureLikeness(one, other)));
    return one.score - (lonely ? POINTING_BACK_COSTS : 0) - REPEATING_COSTS * repeated;
  };
  const finding = findRoles(ranked).get('Result');
  while (chosen.length < count) {
    // What was found is never left out where there is room beside what is most informative.
    const isOwed =
      chosen.length > 0 && finding !== undefined && isResult(finding) && !chosen.includes(finding);
    const next = isOwed
      ? finding
      : findBest(
          ranked.filter((one) => !chosen.includes(one)),
          computeWorth,
        );
    if (!next) break;
    chosen.push(next);
  }
  return chosen.toSorted((a, b) => a.at - b.at).map(({ text }) => ({ text: clip(text) }));
}

/** The sentence for each role among those that are not overlong; where all are, among all. */
function findRoles(ranked: readonly Ranked[]): ReadonlyMap<Role, Ranked> {
  const fitting = preferFitting(ranked);
  const found = assignRoles(fitting.map(({ chances }) => chances));
  return new Map(
    [...found].flatMap(([role, i]) => {
      const one = fitting[i];
      return one ? [[role, one] as const] : [];
    }),
  );
}

/** A sentence for a part of the story, and whether it certainly is that part. */
export interface Bullet {
  readonly role: Role;
  readonly isSure: boolean;
  readonly text: string;
}

/** What the problem is, what was done and what came of it: each the likeliest sentence for it, where one is likely at all. */
export function extractBullets(text: string, title: string): Bullet[] {
  const found = findRoles(rankText(text, title));
  return ROLES.flatMap((role) => {
    const one = found.get(role);
    if (!one || (role !== 'Method' && !isPossible(role, one.chances))) return [];
    return [{ role, isSure: isCertain(role, one.chances), text: clip(one.text) }];
  });
}

/** The sentence of a text that is surely for one part of the story, where there is one. */
export function extractBullet(text: string, title: string, role: Role): Bullet | undefined {
  const one = findBest(rankText(text, title), ({ chances }) => chances[role]);
  return one && isCertain(role, one.chances) ? { role, isSure: true, text: clip(one.text) } : undefined;
}

/** A label that is not certain misleads more than none. */
export function toPoints(bullets: readonly Bullet[]): Points {
  return bullets.map(({ role, isSure, text }) => (isSure ? { label: role, text } : { text }));
}

/**
 * Points, and what the short style says besides, up to one for each part: bullets say no less than the short style. What is
 * added has no label, and where a label is missing the text's own order tells the story.
 */
export function withShort(points: Points, text: string, title: string): Points {
  const known = new Set(points.map((point) => point.text));
  const more = extract(text, title, 'short').filter((point) => !known.has(point.text));
  const all = [...points, ...more.slice(0, Math.max(0, ROLES.length - points.length))];
  return all.every(({ label }) => label) ? all : sortAsIn(text, all);
}

/** How many characters of a sentence tell where it is; its end may be cut. */
const BEGINNING_LENGTH = 40;

/** As they are where not all are from this text. */
function sortAsIn(text: string, points: Points): Points {
  const findPosition = ({ text: said }: Points[number]) => text.indexOf(said.slice(0, BEGINNING_LENGTH));
  return points.some((point) => findPosition(point) < 0)
    ? points
    : points.toSorted((a, b) => findPosition(a) - findPosition(b));
}

/** The one worth most among those that are not overlong; where all are, among all. */
function findBest(ranked: readonly Ranked[], worth: (one: Ranked) => number): Ranked | undefined {
  const [top] = preferFitting(ranked)
    .map((one) => ({ one, worth: worth(one) }))
    .toSorted((a, b) => b.worth - a.worth);
  return top?.one;
}

function preferFitting(ranked: readonly Ranked[]): readonly Ranked[] {
  const fitting = ranked.filter(({ text }) => fits(text));
  return fitting.length > 0 ? fitting : ranked;
}

function isResult({ chances }: Ranked): boolean {
  return isCertain('Result', chances);
}

/** The share of the shorter one's significant words that both have. */
function measureLikeness(a: Ranked, b: Ranked): number {
  const [inA, inB] = [listSignificantStems(a), listSignificantStems(b)];
  const shared = [...inA].filter((stem) => inB.has(stem)).length;
  return shared / Math.max(1, Math.min(inA.size, inB.size));
}

function listSignificantStems({ text }: Ranked): Set<string> {
  return new Set(listStems(text).filter((stem) => !COMMON.has(stem)));
}
