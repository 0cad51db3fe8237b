import { z } from 'zod';
import type { SummaryStyle } from '../core/summary.ts';
import type { Points } from './extractive.ts';
import { bulletLabels } from './language.ts';
import { clip } from './length.ts';
import { fold, splitSentences } from './sentences.ts';

/** What a model said, in our shape but not yet held against the paper. */
export interface Answer {
  readonly quote: string;
  /** At most three; a sentence each. */
  readonly points: Points;
}

const QUOTE = z.string().max(1_000);
const SENTENCE = z.string().max(1_500);
const SENTENCES = z.strictObject({ quote: QUOTE, sentences: z.array(SENTENCE).min(1).max(6) });
const BULLETS = z.strictObject({ quote: QUOTE, problem: SENTENCE, method: SENTENCE, result: SENTENCE });
const MOST: Readonly<Record<SummaryStyle, number>> = { tldr: 1, short: 3, bullets: 3 };

/** The JSON schema of an answer, for servers that hold a model to one. Their dialect knows no lengths. */
export function answerSchema(style: SummaryStyle): Record<string, unknown> {
  const text = { type: 'string' };
  const properties =
    style === 'bullets'
      ? { quote: text, problem: text, method: text, result: text }
      : { quote: text, sentences: { type: 'array', items: text } };
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

/** Reads what a model answered; else the complaint, in words that the model gets to read. */
export function parseAnswer(text: string, style: SummaryStyle, language: string): Answer | string {
  const json = jsonIn(text);
  if (json === undefined) return 'It holds no complete JSON object.';
  const parsed = style === 'bullets' ? BULLETS.safeParse(json) : SENTENCES.safeParse(json);
  if (!parsed.success) return `The JSON has another shape: ${z.prettifyError(parsed.error).slice(0, 500)}.`;
  const { data } = parsed;
  const points =
    'sentences' in data
      ? data.sentences.flatMap(sentencesOf).map((sentence) => ({ text: sentence }))
      : labelled([data.problem, data.method, data.result], language);
  if (points.length === 0) return 'It says nothing.';
  return { quote: data.quote, points: points.slice(0, MOST[style]) };
}

function labelled(texts: readonly string[], language: string): Points {
  const labels = bulletLabels(language);
  return texts.flatMap((text, i) => {
    const [sentence] = sentencesOf(text);
    return sentence === undefined ? [] : [{ label: labels[i] ?? '', text: sentence }];
  });
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
