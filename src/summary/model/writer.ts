import { createHash } from 'node:crypto';
import type { Progress } from '../../core/async/keyed-single-flight.ts';
import { SourceError } from '../../core/base/errors.ts';
import { speakEnglish } from '../../core/base/language.ts';
import type { Log } from '../../core/base/log.ts';
import type { Paper } from '../../core/paper/paper.ts';
import type { Summary, SummaryStyle } from '../../core/summary/summary.ts';
import { FairQueue } from '../calls/fair-queue.ts';
import type { Grounded } from '../grounding/grounding.ts';
import { nameLanguage } from '../text/language.ts';
import { barredNames, problems, texts } from '../text/texts.ts';
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

  async function write(writing: Writing): Promise<Summary> {
    const { paper, style, language, progress } = writing;
    const onAsk = () => progress(texts.writing({ model: name }));
    const first = await requests.send({ ...writing, onAsk });
    const judged = await judge(first, first.source.text, style, language);
    if (judged.kind === 'held') return toSummary(judged, first.source, name, style);
    if (judged.kind === 'declined') throw createDeclinedError(name, first.usage);
    log.info({ paper: paper.id, model: name, reason: judged.reason }, 'A summary is sent back once');
    progress(texts.repairing({ model: name }));
    const second = await requests.send(writing, buildRepair(first.text, judged.reason));
    const corrected = await judge(second, second.source.text, style, language);
    if (corrected.kind === 'held') return toSummary(corrected, second.source, name, style);
    if (corrected.kind === 'declined') throw createDeclinedError(name, second.usage);
    log.warn({ paper: paper.id, model: name, reason: corrected.reason }, 'A summary is refused');
    throw new SourceError(problems[corrected.kind]({ model: name, language: nameLanguage(language) }));
  }

  return {
    write(writing: Writing): Promise<Summary> {
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

function toSummary(
  { points, invented, barred }: Extract<Grounded, { kind: 'held' }>,
  source: SourceText,
  model: string,
  style: SummaryStyle,
): Summary {
  // It is stored, and shown to people of any language.
  return speakEnglish(() => {
    const notes: string[] = [];
    if (invented.length > 0) {
      const inventions = invented.map(quoteInvention).join(', ');
      notes.push(texts.inventedDropped({ count: invented.length, inventions }));
    }
    if (barred.length > 0)
      notes.push(texts.barredDropped({ things: joinWords(barred.map((one) => barredNames[one]())) }));
    if (source.instructions > 0) notes.push(texts.ordersLeftOut());
    const by = texts.byModel({ model, source: source.hasFullText ? 'full' : 'abstract' });
    return { style, points, by, notes };
  });
}

function joinWords(things: readonly string[]): string {
  return [...things.slice(0, -2), things.slice(-2).join(' or ')].join(', ');
}

function quoteInvention(invention: string): string {
  return `“${invention.slice(0, 40)}”`;
}
