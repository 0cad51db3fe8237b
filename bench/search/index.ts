import { parseArgs } from 'node:util';
import { benchFolder } from './bench-folder.ts';
import { ENGINES } from './engines/index.ts';
import { PARTS } from './parts.ts';
import { benchWithout } from './without.ts';

/**
 * `npm run bench:search -- FOLDER…`: every engine on every collection, one table a folder; `--only ENGINE` (again for another
 * one) measures those alone. With `--without PART[,PART…]` or `--without all` our own engine alone, and what leaving each part
 * out changes. Ends with 1 where a folder could not be measured.
 */
const { values, positionals: folders } = parseArgs({
  options: { only: { type: 'string', multiple: true }, without: { type: 'string' } },
  allowPositionals: true,
});
const { only, without } = values;
const parts =
  without === 'all' ? Object.keys(PARTS).filter((part) => part !== 'nothing') : without?.split(',');
const unknown = only?.find((name) => ENGINES[name] === undefined);
if (unknown !== undefined) {
  refuse(`There is no engine ${unknown}. There are ${Object.keys(ENGINES).join('; ')}.`);
} else if (folders.length === 0) {
  refuse('Name folders with corpus.jsonl.gz, queries.jsonl and qrels.tsv.');
} else {
  for (const folder of folders) await bench(folder);
}

async function bench(folder: string): Promise<void> {
  try {
    const report = parts ? benchWithout(folder, parts) : await benchFolder(folder, only);
    process.stdout.write(`\n${report}\n`);
  } catch (error) {
    refuse(error instanceof Error ? error.message : String(error));
  }
}

function refuse(why: string): void {
  process.stderr.write(`${why}\n`);
  process.exitCode = 1;
}
