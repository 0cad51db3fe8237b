import { z } from 'zod';
import type { SummaryStyle } from '../core/summary.ts';
import type { Points } from './extractive.ts';
import { bulletLabels } from './language.ts';
import { clip } from './length.ts';
import { fold, splitSentences } from './sentences.ts';

/** A sentence, and where it is in another language what it says in English: that can be held against the paper. */
export type Claim = Points[number] & { readonly english?: string };

/** What a model said, in our shape but not yet held against the paper. */
export interface Answer {
  readonly quote: string;
  /** At most three; a sentence each. */
  readonly claims: readonly Claim[];
}

const QUOTE = z.string().max(1_000);
const SENTENCE = z.string().max(1_500);
const TRANSLATED = z.strictObject({ english: SENTENCE, translation: SENTENCE });
type Sentence = string | z.infer<typeof TRANSLATED>;
const MOST: Readonly<Record<SummaryStyle, number>> = { tldr: 1, short: 3, bullets: 3 };

/** The JSON schema of an answer, for servers that hold a model to one. Their dialect knows no lengths. */
export function answerSchema(style: SummaryStyle, language: string): Record<string, unknown> {
  const text = { type: 'string' };
  const sentence = language === 'en' ? text : objectOf({ english: text, translation: text });
  return style === 'bullets'
    ? objectOf({ quote: text, problem: sentence, method: sentence, result: sentence })
    : objectOf({ quote: text, sentences: { type: 'array', items: sentence } });
}

function objectOf(properties: Record<string, unknown>): Record<string, unknown> {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

/** Reads what a model answered; else the complaint, in words that the model gets to read. */
export function parseAnswer(text: string, style: SummaryStyle, language: string): Answer | string {
  const json = jsonIn(text);
  if (json === undefined) return 'It holds no complete JSON object.';
  const sentence: z.ZodType<Sentence> = language === 'en' ? SENTENCE : TRANSLATED;
  const parsed =
    style === 'bullets'
      ? z
          .strictObject({ quote: QUOTE, problem: sentence, method: sentence, result: sentence })
          .safeParse(json)
      : z.strictObject({ quote: QUOTE, sentences: z.array(sentence).min(1).max(6) }).safeParse(json);
  if (!parsed.success) return `The JSON has another shape: ${z.prettifyError(parsed.error).slice(0, 500)}.`;
  const { data } = parsed;
  const claims =
    'sentences' in data
      ? data.sentences.flatMap(claimsOf)
      : labelled([data.problem, data.method, data.result], language);
  if (claims.length === 0) return 'It says nothing.';
  return { quote: data.quote, claims: claims.slice(0, MOST[style]) };
}

function labelled(sentences: readonly Sentence[], language: string): Claim[] {
  const labels = bulletLabels(language);
  return sentences.flatMap((sentence, i) => {
    const [claim] = claimsOf(sentence);
    return claim === undefined ? [] : [{ label: labels[i] ?? '', ...claim }];
  });
}

/** Where a model put several sentences into one. */
function claimsOf(sentence: Sentence): Claim[] {
  if (typeof sentence === 'string') return sentencesOf(sentence).map((text) => ({ text }));
  return sentencesOf(sentence.translation).map((text) => ({ text, english: sentence.english }));
}

/** Without list marks and markdown, which the platforms would show as they are. */
function sentencesOf(text: string): string[] {
  const plain = fold(text)
    .replace(/^(?:[-*•]|\d+[.)])\s+/, '')
    .replace(/\*\*|__|`/g, '');
  return splitSentences(plain).map(clip);
}

/** The object in an answer that may think aloud first, or put a fence of backticks around it. */
function jsonIn(text: string): unknown {
  const said = text.replace(/<think>[\s\S]*?<\/think>/g, '');
  const [from, to] = [said.indexOf('{'), said.lastIndexOf('}')];
  if (from < 0 || to < from) return undefined;
  try {
    return JSON.parse(said.slice(from, to + 1));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
