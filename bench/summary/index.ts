import { readSamples } from './dataset.ts';
import { tableOf } from './table.ts';

/** `npm run bench:summary -- FILE…`: our extractive summary beside simpler rules and the best possible sentence. */
const files = process.argv.slice(2);
if (files.length === 0) {
  process.stderr.write(
    'Name files in the shape of SciTLDR: JSON lines with source and target, gzip or not.\n',
  );
  process.exitCode = 1;
}
for (const file of files) {
  const samples = readSamples(file);
  process.stdout.write(`\n## ${file}: ${samples.length} papers\n\n${tableOf(samples)}\n`);
}
