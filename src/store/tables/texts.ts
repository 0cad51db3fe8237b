import { createProblems } from '../../core/base/catalog.ts';

export const problems = createProblems({
  storeDamaged: {
    what: 'The column {column} of the row {key} in the table {table} does not hold what Paperboy writes there.',
    fix: 'Put a backup of the database in its place, or fix that row by hand.',
  },
  storeMigration: {
    what: 'The database {path} could not be brought up to date; it is as it was.',
    fix: 'Keep a copy of it, go back to the former version, and report the error.',
  },
  storeForeign: {
    what: 'The database {path} belongs to another program.',
    fix: 'Point DATABASE_URL at a database of its own.',
  },
  storeNewer: {
    what: 'The database {path} comes from a newer version of Paperboy (it has {migrations}).',
    fix: 'Start that version again, or point DATABASE_URL at another database.',
  },
  storeHalfMoved: {
    what: 'The move to the database {path} is not finished.',
    fix: 'Run the command `move` again: it continues where it stopped.',
  },
  storeUrl: {
    what: 'DATABASE_URL names no database that Paperboy can open.',
    fix: 'Set DATABASE_URL to file:PATH, for example file:data/paperboy.sqlite, or to postgres://HOST/NAME.',
  },
  deliveryNotPlanned: {
    what: 'The delivery to {channel} at {at} cannot be planned: {why, select, missing {it is not recorded} planned {other papers were chosen for it before} other {it is already {state}}}.',
    fix: 'Read the delivery again and go on with what it says.',
  },
  postUnknown: { what: 'There is no post {id} to mark as {state}.' },
  voteSource: { what: 'Votes from “{source}” do not come from “{prefix}”.' },
});
