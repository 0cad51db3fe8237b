import { filterGroundedSentences } from '../../src/summary/grounding/grounding.ts';
import { splitSentences } from '../../src/summary/text/sentences.ts';
import type { JudgedSummary } from './judged.ts';

type Verdict = (judged: JudgedSummary) => boolean | undefined;

const detector =
  (name: string): Verdict =>
  ({ detectors }) => {
    const said = detectors.get(name);
    return said === undefined ? undefined : said >= 0.5;
  };

/** Whether a summary passes, by system. */
const SYSTEMS: Readonly<Record<string, Verdict>> = {
  'everything passes': () => true,
  'Paperboy’s check of words': ({ source, summary }) => {
    const sentences = splitSentences(summary);
    return filterGroundedSentences(sentences, source).length === sentences.length;
  },
  'HHEM-2.1': detector('hhem-2.1'),
  TrueTeacher: detector('trueteacher'),
  'GPT-4o as a judge': detector('gpt_4o'),
};

/** How well each system separates summaries that people found right from others: a table in Markdown, in percent. */
export function writeCheckTable(samples: readonly JudgedSummary[]): string {
  const head = [
    'system',
    'balanced accuracy',
    'right ones that pass',
    'wrong ones that are stopped',
    'judged',
  ];
  const rows = Object.entries(SYSTEMS).map(([name, verdict]) => {
    const judged = samples.flatMap((sample) => {
      const passes = verdict(sample);
      return passes === undefined ? [] : [{ passes, isRight: sample.isRight }];
    });
    const right = share(judged.filter(({ isRight }) => isRight).map(({ passes }) => passes));
    const wrong = share(judged.filter(({ isRight }) => !isRight).map(({ passes }) => !passes));
    return [name, ...[(right + wrong) / 2, right, wrong].map((one) => one.toFixed(1)), String(judged.length)];
  });
  return [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function share(all: readonly boolean[]): number {
  return (100 * all.filter(Boolean).length) / Math.max(1, all.length);
}
