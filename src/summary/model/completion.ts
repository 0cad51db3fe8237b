import { SourceError } from '../../core/base/errors.ts';
import { problems } from '../text/texts.ts';
import { estimateTokens } from '../text/tokens.ts';
import type { Usage } from './budget.ts';
import { createDeclinedError, EmptyAnswer } from './failed-calls.ts';
import type { ChatMessage } from './prompt.ts';

export interface Completion {
  readonly text: string;
  /** Whether it ended because the tokens were used up. */
  readonly isCut: boolean;
  readonly usage: Usage;
}

/** Of an answer with its thoughts; the answer comes last. */
const MAX_ANSWER_LENGTH = 40_000;

/** Reads a reply that may have any shape. Throws an `EmptyAnswer` where nothing is said. */
export function readCompletion(reply: unknown, messages: readonly ChatMessage[], model: string): Completion {
  if (typeof reply === 'string') throw new SourceError(problems.pageInstead({ model }));
  const choice = readField(readItems(readField(reply, 'choices'))[0]);
  const message = readField(choice.message);
  const text = readText(message.content).slice(-MAX_ANSWER_LENGTH);
  const asked = messages.map(({ content }) => content).join('\n');
  const counts = readField(readField(reply).usage);
  const usage = {
    inputTokens: count(counts.prompt_tokens) ?? estimateTokens(asked),
    outputTokens: count(counts.completion_tokens) ?? estimateTokens(text),
  };
  if (text !== '') return { text, isCut: choice.finish_reason === 'length', usage };
  const isRefusal = typeof message.refusal === 'string' && message.refusal !== '';
  if (isRefusal || hasRefusal(message.content) || choice.finish_reason === 'content_filter')
    throw createDeclinedError(model, usage);
  throw new EmptyAnswer(problems.emptyAnswer(), usage);
}

/** Content is a text, or a list of parts of which some are thoughts. */
function readText(content: unknown): string {
  if (typeof content === 'string') return content;
  return readItems(content)
    .map((part) => {
      const { type, text } = readField(part);
      return typeof text === 'string' && (type === 'text' || type === 'output_text') ? text : '';
    })
    .join('');
}

function hasRefusal(content: unknown): boolean {
  return readItems(content).some((part) => readField(part).type === 'refusal');
}

function readItems(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function readField(value: unknown): Record<string, unknown>;
function readField(value: unknown, name: string): unknown;
function readField(value: unknown, name?: string): unknown {
  const fields: Record<string, unknown> = typeof value === 'object' && value !== null ? { ...value } : {};
  return name === undefined ? fields : fields[name];
}

/** More than any model reads or writes for one answer; a larger number could not be summed in the database. */
const MAX_TOKENS = 10_000_000;

function count(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && value <= MAX_TOKENS ? Math.ceil(value) : undefined;
}
