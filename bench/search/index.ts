import { benchFolder } from './bench-folder.ts';
import { PARTS } from './parts.ts';
import { benchWithout } from './without.ts';

/**
 * `npm run bench:search -- FOLDER…`: every engine on every collection, one table a folder. With `--without PART[,PART…]` or
 * `--without all` our own engine alone, and what leaving each part out changes. Ends with 1 where a folder could not be measured.
 */
const args = process.argv.slice(2);
const at = args.indexOf('--without');
const named = at < 0 ? [] : (args.splice(at, 2)[1]?.split(',') ?? []);
const parts = named.includes('all') ? Object.keys(PARTS).filter((part) => part !== 'nothing') : named;
if (args.length === 0) {
  process.stderr.write('Name folders with corpus.jsonl.gz, queries.jsonl and qrels.tsv.\n');
  process.exitCode = 1;
}
for (const folder of args) {
  try {
    const report = parts.length > 0 ? benchWithout(folder, parts) : await benchFolder(folder);
    process.stdout.write(`\n${report}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}
