// Lists the longest functions: `npm run functions`.
import { findQuantile, measureFunctions } from '../support/functions.ts';

const SHOWN = 40;

const functions = measureFunctions();
for (const { lines, file, name } of functions.slice(0, SHOWN))
  process.stdout.write(`${String(lines).padStart(3)} ${file} ${name}\n`);
process.stdout.write(
  `of ${functions.length} functions 95 in a hundred have at most ${findQuantile(functions, 0.95)} lines\n`,
);
