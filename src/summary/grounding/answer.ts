import { z } from 'zod';
import type { SummaryStyle } from '../../core/summary/summary.ts';
import type { Points } from '../extractive/extractive.ts';
import { chooseBulletLabels } from '../text/language.ts';
import { readSaid } from '../text/last-object.ts';
import { clip } from '../text/length.ts';
import { fold, splitSentences } from '../text/sentences.ts';
import type { FormReason } from './repair-reason.ts';

/** A sentence, and where it is in another language what it says in English: that can be checked against the paper. */
export type Claim = Points[number] & { readonly english?: string };

/** A model's answer, in our format but not yet checked against the paper. */
export interface Answer {
  readonly quote: string;
  /** At most three; a sentence each. */
  readonly claims: readonly Claim[];
}

const QUOTE = z.string().max(1_000);
const SENTENCE = z.string().max(1_500);
const TRANSLATED = z.strictObject({ english: SENTENCE, translation: SENTENCE });
type Sentence = string | z.infer<typeof TRANSLATED>;
const NOTHING = { english: '', translation: '' };
const MAX_CLAIMS: Readonly<Record<SummaryStyle, number>> = { tldr: 1, short: 3, bullets: 3 };

/** The fields of an answer, for the model's server and for the reader of what it says. */
function answerShape<S extends z.ZodType, L extends z.ZodType>(
  style: SummaryStyle,
  sentence: S,
  sentences: L,
) {
  return style === 'bullets'
    ? z.object({ quote: QUOTE, problem: sentence, method: sentence, result: sentence })
    : z.object({ quote: QUOTE, sentences });
}

/** The JSON schema of an answer, for servers that hold a model to one. Their dialect knows no lengths. */
export function createAnswerSchema(style: SummaryStyle, language: string): Record<string, unknown> {
  const sentence = language === 'en' ? SENTENCE : TRANSLATED;
  const { $schema: _, ...schema } = z.toJSONSchema(answerShape(style, sentence, z.array(sentence)), {
    override: ({ jsonSchema }) => {
      delete jsonSchema.maxLength;
    },
  });
  return schema;
}

/** Reads what a model answered; else why it cannot be read. */
export function parseAnswer(text: string, style: SummaryStyle, language: string): Answer | FormReason {
  const { object } = readSaid(text);
  if (object === undefined) return { code: 'no-object', values: {} };
  const json = unwrapObject(object);
  // What a paper does not say is left empty, and each field has only one form.
  const sentence: z.ZodType<Sentence> =
    language === 'en'
      ? z.preprocess((value) => value ?? '', SENTENCE)
      : z.preprocess((value) => (value === null || value === '' ? NOTHING : value), TRANSLATED);
  const read = answerShape(style, sentence, buildList(sentence)).safeParse(json);
  if (!read.success)
    return { code: 'other-shape', values: { why: z.prettifyError(read.error).slice(0, 500) } };
  const { data } = read;
  const said = 'sentences' in data ? data.sentences : [data.problem, data.method, data.result];
  if (said.some(isWithoutEnglish)) return { code: 'no-english', values: {} };
  const claims = style === 'bullets' ? toLabeledClaims(said, language) : said.flatMap(toClaims);
  if (claims.length === 0) return { code: 'empty', values: {} };
  return { quote: data.quote, claims: claims.slice(0, MAX_CLAIMS[style]) };
}

function isWithoutEnglish(sentence: Sentence): boolean {
  return typeof sentence !== 'string' && sentence.english.trim() === '' && sentence.translation.trim() !== '';
}

/** One text instead of a list is a list of one: it is split into its sentences anyway. */
function buildList(sentence: z.ZodType<Sentence>) {
  return z.preprocess(
    (value) => (typeof value === 'string' ? [value] : value),
    z.array(sentence).min(1).max(6),
  );
}

function toLabeledClaims(sentences: readonly Sentence[], language: string): Claim[] {
  const labels = chooseBulletLabels(language);
  return sentences.flatMap((sentence, i) => {
    const [claim] = toClaims(sentence);
    return claim === undefined ? [] : [{ label: labels[i] ?? '', ...claim }];
  });
}

/** A model may have put several sentences into one. */
function toClaims(sentence: Sentence): Claim[] {
  if (typeof sentence === 'string') return toSentences(sentence).map((text) => ({ text }));
  const [texts, english] = [toSentences(sentence.translation), toSentences(sentence.english)];
  if (texts.length === english.length) return texts.map((text, i) => ({ text, english: english[i] ?? '' }));
  return texts.length === 0 ? [] : [{ text: clip(texts.join(' ')), english: english.join(' ') }];
}

/** Without list marks and markdown, which the platforms would show as they are. */
function toSentences(text: string): string[] {
  const plain = fold(text)
    .replace(/^(?:[-*•]|\d+[.)])\s+/, '')
    .replace(/\*\*|__|`/g, '');
  return splitSentences(plain).map(clip);
}

/** How a model says that it will not, instead of writing an object. */
const DECLINES =
  /^(?:i['’]?m (?:very |really )?sorry|i am (?:sorry|unable|not able)|sorry\b|i apologi[sz]e|i (?:cannot|can['’]?t|can not|will not|won['’]?t)|unfortunately,? i\b)/i;
const MAX_REFUSAL_LENGTH = 600;

/** Whether a model declined in words of its own. */
export function isDeclining(answer: string): boolean {
  const { object, text } = readSaid(answer);
  return object === undefined && text.length <= MAX_REFUSAL_LENGTH && DECLINES.test(text);
}

/** The object itself, where a model put it into another one under a name of its own. */
function unwrapObject(object: unknown): unknown {
  if (typeof object !== 'object' || object === null || 'quote' in object) return object;
  const values: unknown[] = Object.values(object);
  return values.length === 1 && typeof values[0] === 'object' ? values[0] : object;
}
