import { splitSentences } from '../../src/summary/text/sentences.ts';
import { writeCheckTable } from './check-table.ts';
import { readDataset } from './dataset.ts';
import { readJudged } from './judged.ts';
import { readLabeled } from './labeled.ts';
import { writeRoleTable } from './role-table.ts';
import { writeTable } from './table.ts';

/**
 * `npm run bench:summary -- FILE…`: our extractive summary beside simpler rules and the best possible sentence, or, of a
 * file with marked spans, how often the labels of our bullets are right. Ends with 1 where a file could not be scored.
 */
const files = process.argv.slice(2);
if (files.length === 0) {
  process.stderr.write(
    'Name files in the shape of SciTLDR: JSON lines with source and target, gzip or not.\n',
  );
  process.exitCode = 1;
}
for (const file of files) {
  try {
    score(file);
  } catch (error) {
    process.stderr.write(`${file}: ${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}

function score(file: string): void {
  const judged = readJudged(file);
  if (judged) {
    process.stdout.write(`\n## ${file}: ${judged.length} judged summaries\n\n${writeCheckTable(judged)}\n`);
    return;
  }
  const labeled = readLabeled(file, splitSentences);
  if (labeled) {
    process.stdout.write(
      `\n## ${file}: roles in ${labeled.length} abstracts\n\n${writeRoleTable(labeled)}\n`,
    );
    return;
  }
  const { samples, skipped } = readDataset(file);
  for (const line of skipped) process.stderr.write(`${line}\n`);
  if (samples.length === 0) throw new Error('holds no paper with source and target.');
  process.stdout.write(`\n## ${file}: ${samples.length} papers\n\n${writeTable(samples)}\n`);
}
