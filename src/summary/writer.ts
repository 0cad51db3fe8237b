import { createHash, randomBytes } from 'node:crypto';
import { SourceError } from '../core/errors.ts';
import type { Paper } from '../core/paper.ts';
import type { Log } from '../core/ports.ts';
import type { PaperSection, Summary, SummaryStyle } from '../core/summary.ts';
import { answerSchema, parseAnswer } from './answer.ts';
import type { Budget } from './budget.ts';
import type { Progress } from './flight.ts';
import { type Grounded, ground } from './grounding.ts';
import { languageName } from './language.ts';
import { EmptyAnswer, type Model } from './model.ts';
import { type ChatMessage, promptOf, repairOf } from './prompt.ts';
import { type SourceText, sourceText } from './source-text.ts';
import { strayLanguage } from './stray-language.ts';
import { estimateTokens } from './tokens.ts';

export interface WriterOptions {
  readonly model: Model;
  readonly budget: Budget;
  readonly log: Log;
  /** How much of a paper is shown to the model. */
  readonly sourceTokens?: number | undefined;
}

export interface Writing {
  readonly paper: Paper;
  /** Of the full text, where it could be had. */
  readonly sections: readonly PaperSection[];
  readonly style: SummaryStyle;
  /** Canonical. */
  readonly language: string;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

const SOURCE_TOKENS = 6_000;
/** An answer has 300 at most; the rest is for models that think first, which count that, too. */
const OUTPUT_TOKENS = 3_000;

/**
 * Lets the model write, holds what it wrote against the paper, and asks it once to mend. Throws a `SourceError` when
 * nothing usable came of it (`model-useless`, `budget-used`, `nothing-to-read`, or what `Model` throws).
 */
export function createWriter({ model, budget, log, sourceTokens = SOURCE_TOKENS }: WriterOptions) {
  /** One call, priced whatever becomes of it. */
  async function say(
    messages: readonly ChatMessage[],
    { style, language, signal }: Writing,
  ): Promise<string> {
    const asked = messages.reduce((sum, { content }) => sum + estimateTokens(content), 0);
    const most = { inputTokens: asked, outputTokens: OUTPUT_TOKENS };
    const room = await budget.reserve(most);
    if (!room) throw new SourceError('budget-used', "today's budget for the model is used up");
    let used = { inputTokens: 0, outputTokens: 0 };
    try {
      const answer = await model.complete(messages, answerSchema(style, language), OUTPUT_TOKENS, signal);
      used = answer.usage;
      return answer.text;
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

  return {
    async write(writing: Writing): Promise<Summary> {
      const { paper, sections, style, language, progress } = writing;
      const source = sourceText(paper, sections, sourceTokens);
      if (paper.abstract.trim() === '' && !source.hasFullText)
        throw new SourceError('nothing-to-read', 'neither its abstract nor its full text is known');
      const messages = promptOf(source.text, style, language, randomBytes(8).toString('hex'));
      progress(`${model.name} is writing`);
      const first = await say(messages, writing);
      const judged = judge(first, source, style, language);
      if (judged.kind === 'held') return summaryOf(judged, source, model.name, style);
      log.info({ paper: paper.id, model: model.name, reason: judged.reason }, 'A summary is sent back once');
      progress(`${model.name} is mending its answer`);
      const second = await say([...messages, ...repairOf(first, judged.reason)], writing);
      const mended = judge(second, source, style, language);
      if (mended.kind === 'held') return summaryOf(mended, source, model.name, style);
      log.warn({ paper: paper.id, model: model.name, reason: mended.reason }, 'A summary is refused');
      throw new SourceError('model-useless', faultOf(mended.kind, model.name, language));
    },
  };
}

/** Of what a written summary depends on: when this changes, it is written anew. */
export function checksumOf({ title, abstract }: Paper): string {
  return createHash('sha256').update(`${title}\n${abstract}`).digest('hex').slice(0, 16);
}

type Judged = Grounded | { readonly kind: 'stray' | 'unreadable'; readonly reason: string };

function faultOf(kind: 'stray' | 'unreadable' | 'refused', name: string, language: string): string {
  if (kind === 'stray') return `${name} did not write in ${languageName(language)}`;
  if (kind === 'unreadable') return `${name} did not answer in the form it was asked for`;
  return `what ${name} wrote did not hold against the paper`;
}

function judge(text: string, source: SourceText, style: SummaryStyle, language: string): Judged {
  const answer = parseAnswer(text, style, language);
  if (typeof answer === 'string') return { kind: 'unreadable', reason: answer };
  const sentences = answer.claims.map(({ text }) => text);
  const stray = strayLanguage(sentences, language);
  return stray === undefined ? ground(answer, source.text, language) : { kind: 'stray', reason: stray };
}

function summaryOf(
  { points, invented }: Extract<Grounded, { kind: 'held' }>,
  source: SourceText,
  model: string,
  style: SummaryStyle,
): Summary {
  const notes: string[] = [];
  if (invented.length > 0) {
    const sentences = invented.length === 1 ? 'A sentence was' : `${invented.length} sentences were`;
    notes.push(`${sentences} dropped: the paper does not have ${invented.map(quoted).join(', ')}.`);
  }
  if (source.instructions > 0)
    notes.push('The paper holds text that gives orders to language models; it was left out.');
  const from = source.hasFullText ? 'the full text' : 'the abstract';
  return { style, points, by: `${model}, checked against ${from}`, notes };
}

function quoted(invention: string): string {
  return `“${invention.slice(0, 40)}”`;
}
