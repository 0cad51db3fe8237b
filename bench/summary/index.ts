// How well one sentence of an abstract serves as its summary: npm run bench:summary -- FILE (SciTLDR's shape, gzip or not).
import { extract } from '../../src/summary/extractive.ts';
import { splitSentences } from '../../src/summary/sentences.ts';
import { readSamples, type Sample } from './dataset.ts';
import { MEASURES, rouge } from './rouge.ts';

const CUE = /\b(?:we|this paper)\b/i;

const SYSTEMS: Readonly<Record<string, (sample: Sample) => string>> = {
  Paperboy: ({ sentences }) =>
    extract(sentences.join(' '), '', 'tldr')
      .map(({ text }) => text)
      .join(' '),
  'first sentence': ({ sentences }) => sentences[0] ?? '',
  'first with "we" or "this paper"': ({ sentences }) =>
    sentences.find((one) => CUE.test(one)) ?? sentences[0] ?? '',
  'best possible sentence': ({ sentences, targets }) =>
    sentences.toSorted((a, b) => rouge('rouge1', b, targets) - rouge('rouge1', a, targets))[0] ?? '',
};

const write = (cells: readonly string[]): void => {
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
};

const [file] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write('Name a file in the shape of SciTLDR: npm run bench:summary -- FILE\n');
  process.exitCode = 2;
} else {
  const samples = readSamples(file);
  process.stdout.write(`${samples.length} abstracts, F1 with stemming, best of the targets, in percent\n\n`);
  write(['system', 'ROUGE-1', 'ROUGE-2', 'ROUGE-L', 'words']);
  write(Array(5).fill('---'));
  for (const [name, summarize] of Object.entries(SYSTEMS)) {
    const summaries = samples.map((sample) => ({ text: summarize(sample), targets: sample.targets }));
    const mean = (of: (one: (typeof summaries)[number]) => number) =>
      summaries.reduce((sum, one) => sum + of(one), 0) / samples.length;
    const scores = MEASURES.map((measure) =>
      (100 * mean(({ text, targets }) => rouge(measure, text, targets))).toFixed(2),
    );
    write([name, ...scores, mean(({ text }) => text.split(/\s+/).length).toFixed(1)]);
  }
  process.stdout.write(
    `\n${samples.reduce((n, { sentences }) => n + splitSentences(sentences.join(' ')).length, 0)} sentences in all\n`,
  );
}
