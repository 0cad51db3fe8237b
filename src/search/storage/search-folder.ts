import { basename, dirname, extname, join } from 'node:path';

/** What the database is called unless somebody names it. */
const USUAL = 'paperboy';

/** The folder of a database's search index: beside it, and for each database in a folder another one. */
export function chooseSearchFolder(databaseUrl: string): string {
  const path = databaseUrl.replace(/^file:/, '');
  const name = basename(path, extname(path));
  return join(dirname(path), name === USUAL ? 'search' : `search-${name}`);
}
