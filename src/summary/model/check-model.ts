import { SourceError } from '../../core/base/errors.ts';
import type { CheckLine } from '../../core/platform/platform.ts';
import { findings } from '../text/texts.ts';
import type { Budget } from './budget.ts';
import type { Model } from './model.ts';
import { buildRepair } from './prompt.ts';
import type { SummaryReaders } from './readers.ts';
import { SOURCE_TOKENS } from './request-size.ts';
import { createSummaryRequests, type SummaryTask, type Written } from './requests.ts';
import { SAMPLE_PAPER, SAMPLE_SECTIONS } from './sample-paper.ts';

/**
 * Has the model summarize a made-up paper, with the request that any summary sends: a question that is shorter, or asks
 * for another form, is answered by servers that never write a summary. Costs about 7,000 tokens.
 */
export async function checkModel(
  model: Model,
  budget: Budget,
  signal: AbortSignal,
  readers: SummaryReaders,
): Promise<CheckLine> {
  const requests = createSummaryRequests({ model, budget, readers });
  const judge = (written: Written) =>
    readers.judgeAnswer(written, written.source.text, task.style, task.language);
  const task: SummaryTask = {
    ...{ paper: SAMPLE_PAPER, sections: SAMPLE_SECTIONS, style: 'short', language: 'en', signal },
  };
  try {
    let written = await requests.send(task);
    let judged = await judge(written);
    if (judged.kind === 'unreadable' || judged.kind === 'cut') {
      written = await requests.send(task, buildRepair(written.text, judged.reason));
      judged = await judge(written);
    }
    if (judged.kind === 'cut') return { ok: false, finding: findings.cut({ model: model.name }) };
    if (judged.kind === 'unreadable' || judged.kind === 'declined')
      return { ok: false, finding: findings.otherForm({ model: model.name }) };
    return toAnswers(model.name, requests.size.sourceTokens);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    const failed = findings.failed({ why: error.message });
    return { ok: false, finding: { ...failed, fix: () => error.fix ?? failed.fix() } };
  }
}

function toAnswers(name: string, sourceTokens: number): CheckLine {
  if (sourceTokens >= SOURCE_TOKENS) return { ok: true, finding: findings.answers({ model: name }) };
  const shown = { shown: String(sourceTokens), wanted: String(SOURCE_TOKENS) };
  return { ok: true, finding: findings.smallContext({ model: name, ...shown }) };
}
