import { benchFolder } from './bench-folder.ts';

/** `npm run bench:search -- FOLDER…`: every engine on every collection, one table a folder. */
const folders = process.argv.slice(2);
if (folders.length === 0) {
  process.stderr.write('Name folders with corpus.jsonl.gz, queries.jsonl and qrels.tsv.\n');
  process.exitCode = 1;
}
for (const folder of folders) process.stdout.write(`\n${await benchFolder(folder)}\n`);
