import { KeyedSingleFlight, type Progress } from '../../core/async/keyed-single-flight.ts';
import { toUtcDay } from '../../core/base/calendar.ts';
import type { Clock } from '../../core/base/clock.ts';
import { SourceError } from '../../core/base/errors.ts';
import type { Log } from '../../core/base/log.ts';
import type { Paper } from '../../core/paper/paper.ts';
import type {
  PaperSection,
  Summary,
  SummaryKey,
  SummaryStore,
  SummaryStyle,
  WrittenSummary,
} from '../../core/summary/summary.ts';
import { problems } from '../text/texts.ts';
import { type BudgetSettings, createBudget } from './budget.ts';
import { PROMPT_VERSION } from './prompt.ts';
import { wordWritten } from './word-written.ts';
import { computeChecksum, createWriter, type WriterOptions } from './writer.ts';

interface ModelProviderOptions extends Omit<WriterOptions, 'budget'> {
  readonly store: SummaryStore;
  readonly budget: BudgetSettings;
  readonly clock: Clock;
  readonly log: Log;
  /** Empty where no full text can be had, for now or at all. */
  readonly readSections: (
    paper: Paper,
    signal: AbortSignal,
    progress: Progress,
  ) => Promise<readonly PaperSection[]>;
}

/**
 * The model's summary of a paper, stored or written now; simultaneous requests for the same one share a call. Throws a
 * `SourceError` when the next provider has to serve, or the reason of `signal`.
 */
export function createModelProvider(options: ModelProviderOptions) {
  const { model, store, clock, log, readSections } = options;
  const writer = createWriter({ ...options, budget: createBudget(options.budget, store, clock) });
  const calls = new KeyedSingleFlight<WrittenSummary>();

  async function findOrWrite(
    key: SummaryKey,
    paper: Paper,
    signal: AbortSignal,
    progress: Progress,
    asker: string,
  ): Promise<WrittenSummary> {
    const { style, language } = key;
    const whole = computeChecksum(paper);
    const ofAbstract = `${whole} ${toUtcDay(clock.now())}`;
    const stored = await store.find(key);
    if (stored && [whole, ofAbstract].includes(stored.textChecksum)) return stored.summary;
    const sections = await readSections(paper, signal, progress);
    const textChecksum = sections.length > 0 ? whole : ofAbstract;
    // What was made of the abstract stays good: once a day it is seen whether there is a full text to read by now.
    const earlier = stored?.textChecksum.startsWith(whole) ? stored.summary : undefined;
    let summary = sections.length === 0 ? earlier : undefined;
    try {
      summary ??= await writer.write({ paper, sections, style, language, signal, progress, asker });
    } catch (error) {
      if (!(error instanceof SourceError) || !earlier) throw error;
      return earlier;
    }
    await store.put(key, { summary, textChecksum });
    return summary;
  }

  return async (
    paper: Paper,
    style: SummaryStyle,
    language: string,
    signal: AbortSignal | undefined,
    progress: Progress,
    asker: string,
  ): Promise<Summary> => {
    const key = { paperId: paper.id, style, language, model: model.name, promptVersion: PROMPT_VERSION };
    try {
      const written = await calls.run(
        JSON.stringify([key, computeChecksum(paper)]),
        (shared, say) => findOrWrite(key, paper, shared, say, asker),
        signal,
        progress,
      );
      return wordWritten(written, model.name);
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof SourceError) {
        log.info(
          { paper: paper.id, code: error.code, reason: error.message },
          'The next provider summarizes',
        );
        throw error;
      }
      log.error({ err: error, paper: paper.id }, 'The model provider failed; the next one summarizes');
      throw new SourceError(problems.modelBroken(), { cause: error });
    }
  };
}
