import { extract } from '../../src/summary/extractive/extractive.ts';
import type { Sample } from './dataset.ts';
import { listStems, type Measure, rouge } from './rouge.ts';

/** In the order of the columns; the first is the one that is meant where nothing else is said. */
const COLUMNS: Readonly<Record<Measure, string>> = {
  rouge1: 'ROUGE-1',
  rouge1Counted: 'ROUGE-1, repeats counted',
  rouge2: 'ROUGE-2',
  rougeL: 'ROUGE-L',
};
const MEASURES = Object.keys(COLUMNS) as Measure[];

type System = (sample: Sample) => string;

const SYSTEMS: Readonly<Record<string, System>> = {
  'first sentence': ({ sentences }) => sentences[0] ?? '',
  'first with "we" or "this paper"': ({ sentences }) =>
    sentences.find((sentence) => /\b(?:we|this paper)\b/i.test(sentence)) ?? sentences[0] ?? '',
  'Paperboy, abstract alone': (sample) => writeTldr(sample, ''),
  'Paperboy, abstract and title': (sample) => writeTldr(sample, sample.title),
  'best possible sentence': ({ sentences, targets }) => {
    const worth = sentences.map((sentence) => rouge('rouge1', sentence, targets));
    return sentences[worth.indexOf(Math.max(...worth))] ?? '';
  },
};

/** What the chat bot would show: from the running text, which it splits by itself. */
function writeTldr({ sentences }: Sample, title: string): string {
  return extract(sentences.join(' '), title, 'tldr')
    .map(({ text }) => text)
    .join(' ');
}

/** Scores every system on the samples: a table in Markdown, ROUGE F1 in percent. */
export function writeTable(samples: readonly Sample[]): string {
  const head = ['system', ...Object.values(COLUMNS), 'words', 'ms'];
  const rows = Object.entries(SYSTEMS).map(([name, system]) => [name, ...writeCells(samples, system)]);
  return [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function writeCells(samples: readonly Sample[], system: System): string[] {
  const began = performance.now();
  const summaries = samples.map(system);
  const ms = (performance.now() - began) / samples.length;
  const mean = (of: (sample: Sample, summary: string) => number): number =>
    samples.reduce((sum, sample, i) => sum + of(sample, summaries[i] ?? ''), 0) / samples.length;
  const scores = MEASURES.map((measure) =>
    (100 * mean(({ targets }, summary) => rouge(measure, summary, targets))).toFixed(2),
  );
  return [...scores, mean((_, summary) => listStems(summary).length).toFixed(1), ms.toFixed(2)];
}
