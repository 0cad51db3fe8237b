import { SourceError } from '../core/errors.ts';
import type { Paper } from '../core/paper.ts';
import type { Clock, Log } from '../core/ports.ts';
import type {
  FullText,
  Summarizer,
  Summary,
  SummaryKey,
  SummaryStore,
  SummaryStyle,
} from '../core/summary.ts';
import { type BudgetSettings, createBudget } from './budget.ts';
import { extract } from './extractive.ts';
import { Flights } from './flight.ts';
import { BY_ABSTRACT, fromHuggingFace, onCard } from './free-rungs.ts';
import { canonicalLanguage } from './language.ts';
import { lateProgress } from './late-progress.ts';
import type { Model } from './model.ts';
import { PROMPT_VERSION } from './prompt.ts';
import { checksumOf, createWriter } from './writer.ts';

/** What is needed beside a model: where its summaries and its cost are kept, and what it may cost. */
export interface ModelRung {
  readonly model: Model;
  readonly store: SummaryStore;
  readonly budget: BudgetSettings;
  readonly clock: Clock;
  readonly log: Log;
  readonly fullText?: FullText;
  /** How much of a paper is shown to the model, in tokens. */
  readonly sourceTokens?: number;
  /** From when on progress is told, in milliseconds. */
  readonly progressAfterMs?: number;
}

const PROGRESS_AFTER_MS = 1_000;

/**
 * Summaries as a ladder, each rung named in `by`: a model where one is configured, else Hugging Face's AI summary where
 * there is one and it fits the style, else the abstract's own sentences.
 */
export function createSummarizer(rung?: ModelRung): Summarizer {
  const written = rung && createModelRung(rung);
  return {
    async summarize(paper, style, tag, signal, onProgress): Promise<Summary> {
      signal?.throwIfAborted();
      const language = canonicalLanguage(tag);
      const notes: string[] = [];
      if (written) {
        try {
          return await written(paper, style, language, signal, onProgress);
        } catch (error) {
          signal?.throwIfAborted();
          if (!(error instanceof SourceError)) throw error;
          notes.push(`No model wrote this: ${error.message}.`);
        }
      }
      if (language !== 'en') notes.push('Other languages need a model; this summary is in English.');
      const { points, by } = fromHuggingFace(paper, style) ?? {
        points: extract(paper.abstract, paper.title, style),
        by: BY_ABSTRACT,
      };
      if (points.length === 0) notes.push('Nobody has told us the abstract of this paper.');
      return { style, points, by, notes };
    },
    forCard: onCard,
  };
}

/** The model's summary, kept or written now; throws a `SourceError` when the next rung has to serve. */
function createModelRung(rung: ModelRung) {
  const { model, store, clock, log, progressAfterMs = PROGRESS_AFTER_MS } = rung;
  const budget = createBudget(rung.budget, store, clock);
  const writer = createWriter({ ...rung, budget });
  const flights = new Flights<Summary>();

  async function keptOrWritten(
    key: SummaryKey,
    paper: Paper,
    signal: AbortSignal,
    progress: (doing: string) => void,
  ): Promise<Summary> {
    const textChecksum = checksumOf(paper);
    const kept = await store.get(key);
    if (kept?.textChecksum === textChecksum) return kept.summary;
    const { style, language } = key;
    const summary = await writer.write({ paper, style, language, signal, progress });
    await store.put(key, { summary, textChecksum });
    return summary;
  }

  return async (
    paper: Paper,
    style: SummaryStyle,
    language: string,
    signal?: AbortSignal,
    onProgress?: (doing: string) => void,
  ): Promise<Summary> => {
    const key = { paperId: paper.id, style, language, model: model.name, promptVersion: PROMPT_VERSION };
    const progress = lateProgress((doing) => onProgress?.(doing), progressAfterMs);
    try {
      return await flights.join(
        JSON.stringify([key, checksumOf(paper)]),
        (shared, say) => keptOrWritten(key, paper, shared, say),
        signal,
        progress.say,
      );
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof SourceError)
        log.info({ paper: paper.id, code: error.code }, 'The next rung summarizes');
      else log.error({ err: error, paper: paper.id }, 'The model rung broke; the next one summarizes');
      throw error instanceof SourceError
        ? error
        : new SourceError('model-broken', 'something went wrong on our side', { cause: error });
    } finally {
      progress.end();
    }
  };
}
