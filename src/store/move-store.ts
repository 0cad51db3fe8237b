import { existsSync } from 'node:fs';
import { PaperboyError } from '../core/base/errors.ts';
import type { Log } from '../core/base/log.ts';
import { findFilePath, isPostgresUrl } from '../core/store/database-url.ts';
import { type Database, openDatabase } from './database.ts';
import { type Copying, copyDatabase } from './move/copy-database.ts';
import { problems } from './move/texts.ts';

export interface MoveWish extends Pick<Copying, 'signal' | 'onProgress'> {
  readonly from: string;
  readonly to: string;
  readonly log: Log;
}

/** Moves a store from a file to a server; the file stays as it is. Returns the number of rows. */
export async function moveStore({ from, to, log, ...rest }: MoveWish): Promise<number> {
  const path = findFilePath(from);
  if (path === undefined || !existsSync(path))
    throw new PaperboyError(problems.moveSource({ url: isPostgresUrl(from) ? '' : from }));
  if (!isPostgresUrl(to)) throw new PaperboyError(problems.moveTarget());
  return withClaim(await openDatabase(from, log), async (source) =>
    withClaim(await openDatabase(to, log, { mayBeHalfMoved: true }), (target) =>
      copyDatabase({ ...rest, source, target }),
    ),
  );
}

/** Works with a database that no bot uses meanwhile. */
async function withClaim<T>(database: Database, work: (database: Database) => Promise<T>): Promise<T> {
  try {
    const claim = await database.claim();
    if (!claim) throw new PaperboyError(problems.moveServing({ database: database.name }));
    try {
      return await work(database);
    } finally {
      await claim.release();
    }
  } finally {
    await database.close();
  }
}
