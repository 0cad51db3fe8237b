import { KeyedSingleFlight, type Progress } from '../core/async/keyed-single-flight.ts';
import type { Clock } from '../core/base/clock.ts';
import { SourceError } from '../core/base/errors.ts';
import type { Log } from '../core/base/log.ts';
import type { Paper } from '../core/paper/paper.ts';
import {
  EXTRACT,
  type FullText,
  HUGGING_FACE,
  type PaperSection,
  type Summarizer,
  type Summary,
  type SummaryStore,
} from '../core/summary/summary.ts';
import { createLateProgress } from './calls/late-progress.ts';
import { fromHuggingFace, onCard } from './hugging-face.ts';
import type { BudgetSettings } from './model/budget.ts';
import type { Model } from './model/model.ts';
import { createModelProvider } from './model/model-provider.ts';
import { isCoveredByAbstract, quotePaper } from './model/own-words.ts';
import type { SummaryReaders } from './model/readers.ts';
import { toCanonicalLanguage } from './text/language.ts';
import { texts } from './text/texts.ts';

export interface SummarizerOptions {
  /** Writes summaries where one is configured. */
  readonly model?: Model | undefined;
  /** Fetches a paper's sections, for the model and for what an abstract leaves out. */
  readonly fullText?: FullText | undefined;
  /** Keeps what the model wrote, and what that cost. */
  readonly store: SummaryStore;
  readonly budget: BudgetSettings;
  readonly clock: Clock;
  readonly log: Log;
  /** How much of a paper is shown to the model, in tokens. */
  readonly sourceTokens?: number;
  /** What reads full texts and answers. */
  readonly readers: SummaryReaders;
  /** Summaries that the model writes at once. */
  readonly concurrency?: number;
  /** After which time progress is shown, in milliseconds. */
  readonly progressAfterMs?: number;
}

const PROGRESS_AFTER_MS = 1_000;

/**
 * Summaries as a fallback chain, each provider named in `by`: a model where one is configured, else Hugging Face's AI summary where
 * there is one and it fits the style, else the paper's own sentences. Without options it makes no requests.
 */
export function createSummarizer(options?: SummarizerOptions): Summarizer {
  const readSections = createSectionReader(options);
  const written = options?.model && createModelProvider({ ...options, model: options.model, readSections });

  async function tryProviders(
    paper: Paper,
    style: Summary['style'],
    language: string,
    signal: AbortSignal | undefined,
    progress: Progress,
    asker: string,
  ): Promise<Summary> {
    const notes: string[] = [];
    if (written) {
      try {
        const summary = await written(paper, style, language, signal, progress, asker);
        return { ...summary, origin: { provider: options.model?.name ?? '', language } };
      } catch (error) {
        signal?.throwIfAborted();
        if (!(error instanceof SourceError)) throw error;
        notes.push(texts.noModel({ why: error.sayWhat() }));
      }
    }
    if (language !== 'en') notes.push(written ? texts.inEnglish() : texts.needsModel());
    const ai = fromHuggingFace(paper, style);
    const { points, by } = ai ?? (await inOwnWords(paper, style, signal, progress));
    if (style === 'bullets' && points.some(({ label }) => label === undefined))
      notes.push(points.some(({ label }) => label) ? texts.restUnclear() : texts.partsUnclear());
    const origin = { provider: ai ? HUGGING_FACE : EXTRACT, language: 'en' };
    if (points.length > 0) return { style, points, by, notes, origin };
    return { style, points, by: texts.byNobody(), notes: [...notes, texts.noAbstract()] };
  }

  async function inOwnWords(
    paper: Paper,
    style: Summary['style'],
    signal: AbortSignal | undefined,
    progress: Progress,
  ) {
    if (isCoveredByAbstract(paper, style)) return quotePaper(paper, style, []);
    const sections = await readSections(paper, signal, progress);
    if (sections.length === 0 || !options) return quotePaper(paper, style, []);
    try {
      return await options.readers.quotePaper(paper, style, sections);
    } catch (err) {
      if (!(err instanceof SourceError)) throw err;
      options.log.warn({ err, paper: paper.id }, 'The full text cannot be read: the abstract has to do');
      return quotePaper(paper, style, []);
    }
  }

  return {
    hasModel: written !== undefined,
    async summarize(paper, style, tag, signal, onProgress, asker = ''): Promise<Summary> {
      signal?.throwIfAborted();
      const late = createLateProgress(onProgress, options?.progressAfterMs ?? PROGRESS_AFTER_MS);
      try {
        return await tryProviders(paper, style, toCanonicalLanguage(tag), signal, late.say, asker);
      } finally {
        late.end();
      }
    },
    findCardSummary: onCard,
  };
}

/**
 * Fetches sections: none where there is no full text, or where it cannot be fetched. Simultaneous requests for several styles of
 * a paper share one fetch.
 */
function createSectionReader(options?: SummarizerOptions) {
  const calls = new KeyedSingleFlight<readonly PaperSection[]>();
  return async (
    paper: Paper,
    signal: AbortSignal | undefined,
    progress: Progress,
  ): Promise<readonly PaperSection[]> => {
    if (!options?.fullText) return [];
    progress(texts.fetchingFullText());
    try {
      const { fullText } = options;
      const fetch = async (shared: AbortSignal) => (await fullText(paper, shared)) ?? [];
      return await calls.run(paper.id, fetch, signal);
    } catch (error) {
      signal?.throwIfAborted();
      options.log.warn(
        { err: error, paper: paper.id },
        'No full text: the summary is made from the abstract',
      );
      return [];
    }
  };
}
