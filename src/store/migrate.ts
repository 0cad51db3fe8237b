import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { PaperboyError } from '../core/base/errors.ts';
import { findOperations } from './dialect/dialect.ts';
import { first } from './migrations/0000-0009/0001-first.ts';
import { personal } from './migrations/0000-0009/0002-personal.ts';
import { follows } from './migrations/0000-0009/0003-follows.ts';
import { summaries } from './migrations/0000-0009/0004-summaries.ts';
import { quietHours } from './migrations/0000-0009/0005-quiet-hours.ts';
import { votesOfATenant } from './migrations/0000-0009/0006-votes-of-a-tenant.ts';
import { shownLists } from './migrations/0000-0009/0007-shown-lists.ts';
import { quotedTopics } from './migrations/0000-0009/0008-quoted-topics.ts';
import { presetReactions } from './migrations/0000-0009/0009-preset-reactions.ts';
import { shownTallies } from './migrations/0010-0019/0010-shown-tallies.ts';
import { sourceWaits } from './migrations/0010-0019/0011-source-waits.ts';
import { secondLooks } from './migrations/0010-0019/0012-second-looks.ts';
import { identity } from './migrations/0010-0019/0013-identity.ts';
import { personalData } from './migrations/0010-0019/0014-personal-data.ts';
import { tenants } from './migrations/0010-0019/0015-tenants.ts';
import { unknownOutcomes } from './migrations/0010-0019/0016-unknown-outcomes.ts';
import { ownReactions } from './migrations/0010-0019/0017-own-reactions.ts';
import { reasons } from './migrations/0010-0019/0018-reasons.ts';
import { slackWorkspaces } from './migrations/0010-0019/0019-slack-workspaces.ts';
import { mailboxes } from './migrations/0020-0029/0020-mailboxes.ts';
import { webhooks } from './migrations/0020-0029/0021-webhooks.ts';
import { publicPages } from './migrations/0020-0029/0022-public-pages.ts';
import { recaps } from './migrations/0020-0029/0023-recaps.ts';
import { allTables } from './migrations/0020-0029/0024-all-tables.ts';
import { summaryFeedback } from './migrations/0020-0029/0024-summary-feedback.ts';
import { cards } from './migrations/0020-0029/0025-cards.ts';
import { alerts } from './migrations/0020-0029/0026-alerts.ts';
import { similarPapers } from './migrations/0020-0029/0027-similar-papers.ts';
import { plainTables } from './migrations/0020-0029/0028-plain-tables.ts';
import { installations } from './migrations/0020-0029/0029-installations.ts';
import { manyProcesses } from './migrations/0030-0039/0030-many-processes.ts';
import { sharedCards } from './migrations/0030-0039/0031-shared-cards.ts';
import { paperPages } from './migrations/0030-0039/0032-paper-pages.ts';
import { summaryNotes } from './migrations/0030-0039/0033-summary-notes.ts';
import { shortLived } from './migrations/0030-0039/0034-short-lived.ts';
import { POSTGRES_NAMES, type SQLITE_NAMES } from './migrations/names.ts';
import { listExecuted } from './migrations-done.ts';
import type { Schema } from './tables/schema.ts';
import { problems } from './tables/texts.ts';

type Migrations = Readonly<Record<string, Migration>>;

/** Every migration of a file, sorted by name. Append only: a released migration is never changed. */
export const SQLITE_MIGRATIONS: Readonly<Record<(typeof SQLITE_NAMES)[number], Migration>> = {
  '0001-first': first,
  '0002-personal': personal,
  '0003-follows': follows,
  '0004-summaries': summaries,
  '0005-quiet-hours': quietHours,
  '0006-votes-of-a-tenant': votesOfATenant,
  '0007-shown-lists': shownLists,
  '0008-quoted-topics': quotedTopics,
  '0009-preset-reactions': presetReactions,
  '0010-shown-tallies': shownTallies,
  '0011-source-waits': sourceWaits,
  '0012-second-looks': secondLooks,
  '0013-identity': identity,
  '0014-personal-data': personalData,
  '0015-tenants': tenants,
  '0016-unknown-outcomes': unknownOutcomes,
  '0017-own-reactions': ownReactions,
  '0018-reasons': reasons,
  '0019-slack-workspaces': slackWorkspaces,
  '0020-mailboxes': mailboxes,
  '0021-webhooks': webhooks,
  '0022-public-pages': publicPages,
  '0023-recaps': recaps,
  '0024-summary-feedback': summaryFeedback,
  '0025-cards': cards,
  '0026-alerts': alerts,
  '0027-similar-papers': similarPapers,
  '0028-plain-tables': plainTables,
  '0029-installations': installations,
  '0030-many-processes': manyProcesses,
  '0031-shared-cards': sharedCards,
  '0032-paper-pages': paperPages,
  '0033-summary-notes': summaryNotes,
  '0034-short-lived': shortLived,
};

/** Those of a server. */
export const POSTGRES_MIGRATIONS: Migrations = Object.fromEntries(
  POSTGRES_NAMES.map((name) => [name, name === '0024-all-tables' ? allTables : SQLITE_MIGRATIONS[name]]),
);

/** Brings the schema up to date and returns the applied migrations; rejects a database that is not ours, or newer. */
export async function migrate(db: Kysely<Schema>, path: string, migrations: Migrations): Promise<string[]> {
  await refuseForeign(db, path, migrations);
  const migrator = new Migrator({
    db: findOperations(db).adaptForMigrations(db),
    provider: { getMigrations: async () => ({ ...migrations }) },
  });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error === undefined) return results.map(({ migrationName }) => migrationName);
  if (error instanceof PaperboyError) throw error;
  throw new PaperboyError(problems.storeMigration({ path }), { cause: error });
}

async function refuseForeign(db: Kysely<Schema>, path: string, known: object): Promise<void> {
  const tables = await findOperations(db).listTables(db);
  if (tables.length === 0) return;
  if (!tables.includes('kysely_migration')) {
    throw new PaperboyError(problems.storeForeign({ path }));
  }
  const unknown = (await listExecuted(db)).filter((name) => !(name in known));
  if (unknown.length > 0) {
    throw new PaperboyError(problems.storeNewer({ path, migrations: unknown.join(', ') }));
  }
}
