import { basename, dirname, extname, join } from 'node:path';
import { findFilePath, isPostgresUrl } from '../../core/store/database-url.ts';

/** What the database is called unless somebody names it. */
const USUAL = 'paperboy';

/** Where the index of a database on a server is. */
const FOLDER = 'data';

/** The folder of a database's search index: beside it, and for each database in a folder another one. */
export function chooseSearchFolder(databaseUrl: string): string {
  const path = isPostgresUrl(databaseUrl)
    ? join(FOLDER, basename(URL.parse(databaseUrl)?.pathname ?? '') || USUAL)
    : (findFilePath(databaseUrl) ?? databaseUrl);
  const name = basename(path, extname(path));
  return join(dirname(path), name === USUAL ? 'search' : `search-${name}`);
}
