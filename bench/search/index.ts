import { benchFolder } from './bench-folder.ts';

/**
 * `npm run bench:search -- FOLDER…`: every engine on every collection, one table a folder. Ends with 1 where a folder
 * could not be measured.
 */
const folders = process.argv.slice(2);
if (folders.length === 0) {
  process.stderr.write('Name folders with corpus.jsonl.gz, queries.jsonl and qrels.tsv.\n');
  process.exitCode = 1;
}
for (const folder of folders) {
  try {
    process.stdout.write(`\n${await benchFolder(folder)}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}
