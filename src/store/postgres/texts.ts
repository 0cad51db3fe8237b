import { createProblems } from '../../core/base/catalog.ts';

/** Errors of PostgreSQL. `database` is `HOST/NAME`, without user and password; `detail` is the server's own message. */
export const problems = createProblems({
  storeAway: {
    what: 'The database {database} cannot be reached ({detail}).',
    fix: 'Start PostgreSQL, or check the host and the port in DATABASE_URL. Paperboy connects again by itself.',
  },
  storeLogin: {
    what: 'The database {database} refuses the login ({detail}).',
    fix: 'Check the user and the password in DATABASE_URL, and what pg_hba.conf allows.',
  },
  storeMissing: {
    what: 'There is no database {database} ({detail}).',
    fix: 'Create it with createdb, or check the name in DATABASE_URL.',
  },
  storeNotAllowed: {
    what: 'The database {database} does not let Paperboy do this ({detail}).',
    fix: 'Let the user in DATABASE_URL own the database, or its schema.',
  },
  storeReadOnly: {
    what: 'The database {database} is read-only ({detail}).',
    fix: 'Point DATABASE_URL at the primary server, not at a standby.',
  },
  storeBusy: {
    what: 'The database {database} has been locked or busy for too long ({detail}).',
    fix: 'Look for a transaction that stays open (pg_stat_activity), or for too many connections.',
  },
  storeFull: {
    what: 'The database {database} cannot grow because its disk is full ({detail}).',
    fix: 'Make room on the disk of the server; nothing that was acknowledged is lost.',
  },
  storeOld: {
    what: 'The database {database} runs on PostgreSQL {version}.',
    fix: 'Use PostgreSQL 15 or newer.',
  },
  storeEncoding: {
    what: 'The database {database} stores texts as {encoding}.',
    fix: 'Create it with createdb --encoding=UTF8 --template=template0.',
  },
});
