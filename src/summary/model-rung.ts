import { utcDay } from '../core/edition.ts';
import { SourceError } from '../core/errors.ts';
import type { Paper } from '../core/paper.ts';
import type { Clock, Log } from '../core/ports.ts';
import type { Summary, SummaryKey, SummaryStore, SummaryStyle } from '../core/summary.ts';
import { type BudgetSettings, createBudget } from './budget.ts';
import { Flights, type Progress } from './flight.ts';
import { PROMPT_VERSION } from './prompt.ts';
import { checksumOf, createWriter, type WriterOptions } from './writer.ts';

interface ModelRungOptions extends Omit<WriterOptions, 'budget'> {
  readonly store: SummaryStore;
  readonly budget: BudgetSettings;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The model's summary of a paper, kept or written now; who asks at once for the same shares one call. Throws a
 * `SourceError` when the next rung has to serve, or the reason of `signal`.
 */
export function createModelRung(options: ModelRungOptions) {
  const { model, store, clock, log } = options;
  const writer = createWriter({ ...options, budget: createBudget(options.budget, store, clock) });
  const flights = new Flights<Summary>();

  async function keptOrWritten(
    key: SummaryKey,
    paper: Paper,
    signal: AbortSignal,
    progress: Progress,
  ): Promise<Summary> {
    const whole = checksumOf(paper);
    // Good for a day: to ask for a full text that is away at every request would cost a call each time.
    const provisional = `${whole} ${utcDay(clock.now())}`;
    const kept = await store.get(key);
    if (kept && [whole, provisional].includes(kept.textChecksum)) return kept.summary;
    const { style, language } = key;
    try {
      const { summary, isProvisional } = await writer.write({ paper, style, language, signal, progress });
      await store.put(key, { summary, textChecksum: isProvisional ? provisional : whole });
      return summary;
    } catch (error) {
      // Another day's, of the abstract alone, still holds against this paper.
      if (error instanceof SourceError && kept?.textChecksum.startsWith(whole)) return kept.summary;
      throw error;
    }
  }

  return async (
    paper: Paper,
    style: SummaryStyle,
    language: string,
    signal: AbortSignal | undefined,
    progress: Progress,
  ): Promise<Summary> => {
    const key = { paperId: paper.id, style, language, model: model.name, promptVersion: PROMPT_VERSION };
    try {
      return await flights.join(
        JSON.stringify([key, checksumOf(paper)]),
        (shared, say) => keptOrWritten(key, paper, shared, say),
        signal,
        progress,
      );
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof SourceError) {
        log.info({ paper: paper.id, code: error.code }, 'The next rung summarizes');
        throw error;
      }
      log.error({ err: error, paper: paper.id }, 'The model rung broke; the next one summarizes');
      throw new SourceError('model-broken', 'something went wrong on our side', { cause: error });
    }
  };
}
