import { randomBytes } from 'node:crypto';
import { SourceError } from '../../core/base/errors.ts';
import type { Paper } from '../../core/paper/paper.ts';
import type { PaperSection, SummaryStyle } from '../../core/summary/summary.ts';
import { createAnswerSchema } from '../grounding/answer.ts';
import { problems } from '../text/texts.ts';
import { estimateTokens } from '../text/tokens.ts';
import type { Budget } from './budget.ts';
import type { Completion } from './completion.ts';
import { EmptyAnswer, RequestTooLong } from './failed-calls.ts';
import type { Model } from './model.ts';
import { buildPrompt, type ChatMessage } from './prompt.ts';
import type { SummaryReaders } from './readers.ts';
import { OUTPUT_TOKENS, type RequestSize, SOURCE_TOKENS, shrinkSize } from './request-size.ts';
import type { SourceText } from './source-text.ts';

export interface RequestOptions {
  readonly model: Model;
  readonly budget: Budget;
  /** How much of a paper is shown to the model. */
  readonly sourceTokens?: number | undefined;
  /** What reads the paper's text. */
  readonly readers: SummaryReaders;
}

/** What is to be summarized, and how. */
export interface SummaryTask {
  readonly paper: Paper;
  /** Of the full text, where it could be had. */
  readonly sections: readonly PaperSection[];
  readonly style: SummaryStyle;
  /** Canonical. */
  readonly language: string;
  readonly signal: AbortSignal;
  /** Heard when the model is asked: what it is shown of the paper is read before. */
  readonly onAsk?: () => void;
}

export interface Written extends Completion {
  /** What was shown of the paper. */
  readonly source: SourceText;
}

export interface SummaryRequests {
  /** The size of the next request: smaller than asked for once the server has refused longer ones. */
  readonly size: RequestSize;
  /**
   * Asks the model for a summary, with less of the paper where the server takes no more. Throws what `Model` throws,
   * `budget-used`, or `nothing-to-read`.
   */
  send(task: SummaryTask, followUp?: readonly ChatMessage[]): Promise<Written>;
}

/** The one place in which a model is asked, so that `check` asks what summaries ask. */
export function createSummaryRequests({
  model,
  budget,
  sourceTokens = SOURCE_TOKENS,
  readers,
}: RequestOptions): SummaryRequests {
  let size: RequestSize = { sourceTokens, outputTokens: OUTPUT_TOKENS };

  /** One call, priced whether it succeeds or not. */
  async function call(
    messages: readonly ChatMessage[],
    { style, language, signal }: SummaryTask,
    outputTokens: number,
  ): Promise<Completion> {
    const asked = messages.reduce((sum, { content }) => sum + estimateTokens(content), 0);
    const room = await budget.reserve({ inputTokens: asked, outputTokens });
    if (!room) throw new SourceError(problems.budgetUsed());
    let used = { inputTokens: 0, outputTokens: 0 };
    try {
      const answer = await model.complete(
        messages,
        createAnswerSchema(style, language),
        outputTokens,
        signal,
      );
      used = answer.usage;
      return answer;
    } catch (error) {
      // Given up while the server may have been writing: it read, and will want to be paid for that.
      if (signal.aborted || (error instanceof SourceError && error.code === 'model-timeout'))
        used = { inputTokens: asked, outputTokens: 0 };
      else if (error instanceof EmptyAnswer) used = error.usage;
      throw error;
    } finally {
      await room.settle(used);
    }
  }

  async function send(task: SummaryTask, followUp: readonly ChatMessage[] = []): Promise<Written> {
    const { paper, sections, style, language } = task;
    const tried = size;
    const source = await readers.sourceText(paper, sections, tried.sourceTokens);
    if (paper.abstract.trim() === '' && !source.hasFullText) throw new SourceError(problems.nothingToRead());
    task.onAsk?.();
    const prompt = buildPrompt(source.text, style, language, randomBytes(8).toString('hex'));
    try {
      return { ...(await call([...prompt, ...followUp], task, tried.outputTokens)), source };
    } catch (error) {
      if (!(error instanceof RequestTooLong)) throw error;
      const next = shrinkSize(tried, error.limits);
      if (next === undefined) throw error;
      // Another call in progress may have found out more meanwhile.
      if (next.sourceTokens <= size.sourceTokens) size = next;
      return send(task, followUp);
    }
  }

  return {
    get size() {
      return size;
    },
    send,
  };
}
