import { createHash } from 'node:crypto';
import type { Progress } from '../../core/async/keyed-single-flight.ts';
import { SourceError } from '../../core/base/errors.ts';
import type { Log } from '../../core/base/log.ts';
import type { Paper } from '../../core/paper/paper.ts';
import type { SummaryNote, SummaryStyle, WrittenSummary } from '../../core/summary/summary.ts';
import { FairQueue } from '../calls/fair-queue.ts';
import type { Grounded } from '../grounding/grounding.ts';
import { nameLanguage } from '../text/language.ts';
import { problems, texts } from '../text/texts.ts';
import { createDeclinedError } from './failed-calls.ts';
import { buildRepair } from './prompt.ts';
import { createSummaryRequests, type RequestOptions, type SummaryTask } from './requests.ts';
import type { SourceText } from './source-text.ts';

export interface WriterOptions extends RequestOptions {
  readonly log: Log;
  /** Summaries that are written at once. */
  readonly concurrency?: number;
}

interface Writing extends SummaryTask {
  readonly progress: Progress;
  /** Whose share of the model it takes. */
  readonly asker: string;
}

/** What Ollama and hosted services take at once without a word. */
const CONCURRENCY = 4;

/**
 * Lets the model write, holds what it wrote against the paper, and asks it once for a correction. Throws a `SourceError` when
 * nothing usable came of it (`model-useless`, `model-declined`, `budget-used`, `nothing-to-read`, or what `Model`
 * throws), or when it would have to wait for too long (`model-busy`).
 */
export function createWriter({ log, concurrency = CONCURRENCY, ...options }: WriterOptions) {
  const queue = new FairQueue({ concurrency });
  const requests = createSummaryRequests(options);
  const { name } = options.model;
  const { judgeAnswer: judge } = options.readers;

  async function write(writing: Writing): Promise<WrittenSummary> {
    const { paper, style, language, progress } = writing;
    const onAsk = () => progress(texts.writing({ model: name }));
    const first = await requests.send({ ...writing, onAsk });
    const judged = await judge(first, first.source.text, style, language);
    if (judged.kind === 'held') return toWritten(judged, first.source, style);
    if (judged.kind === 'declined') throw createDeclinedError(name, first.usage);
    log.info({ paper: paper.id, model: name, reason: judged.reason }, 'A summary is sent back once');
    progress(texts.repairing({ model: name }));
    const second = await requests.send(writing, buildRepair(first.text, judged.reason));
    const corrected = await judge(second, second.source.text, style, language);
    if (corrected.kind === 'held') return toWritten(corrected, second.source, style);
    if (corrected.kind === 'declined') throw createDeclinedError(name, second.usage);
    log.warn({ paper: paper.id, model: name, reason: corrected.reason }, 'A summary is refused');
    throw new SourceError(problems[corrected.kind]({ model: name, language: nameLanguage(language) }));
  }

  return {
    write(writing: Writing): Promise<WrittenSummary> {
      const { asker, signal, progress } = writing;
      const onWait = () => progress(texts.waiting({ model: name }));
      return queue.add({ asker, signal, onWait, run: () => write(writing) });
    },
  };
}

/** What a written summary depends on: when this changes, it is written again. */
export function computeChecksum({ title, abstract }: Paper): string {
  return createHash('sha256').update(`${title}\n${abstract}`).digest('hex').slice(0, 16);
}

function toWritten(
  { points, invented, barred }: Extract<Grounded, { kind: 'held' }>,
  { hasFullText, instructions }: SourceText,
  style: SummaryStyle,
): WrittenSummary {
  const notes: SummaryNote[] = [];
  if (invented.length > 0) notes.push({ code: 'invented-dropped', values: { inventions: invented } });
  if (barred.length > 0) notes.push({ code: 'barred-dropped', values: { things: barred } });
  if (instructions > 0) notes.push({ code: 'orders-left-out', values: {} });
  return { style, points, source: hasFullText ? 'full' : 'abstract', notes };
}
