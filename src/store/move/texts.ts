import { createProblems } from '../../core/base/catalog.ts';

export const problems = createProblems({
  moveSource: {
    what: 'There is no SQLite database {url}.',
    fix: 'Give --from file:PATH, for example file:data/paperboy.sqlite.',
  },
  moveTarget: {
    what: 'The database to move to is not on a PostgreSQL server.',
    fix: 'Give --to postgres://HOST/NAME, or set DATABASE_URL to it.',
  },
  moveServing: {
    what: 'A bot runs on the database {database}.',
    fix: 'Stop it, and run the command again: what it writes meanwhile would be lost.',
  },
  moveTargetInUse: {
    what: 'The database {database} already has data in it ({table}).',
    fix: 'Move to an empty database.',
  },
  moveDiffers: {
    what: 'What was copied to {database} differs from the source (in the table {table}).',
    fix: 'Run the command again with an empty database, and report the error if it comes back. The source is unchanged.',
  },
});
