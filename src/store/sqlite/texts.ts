import { createProblems } from '../../core/base/catalog.ts';

/** Errors of SQLite and the file system. `detail` is their own message. */
export const problems = createProblems({
  storeBusy: {
    what: 'The database {path} has been locked by another process for too long ({detail}).',
    fix: 'Look for a second Paperboy, or for a database tool that has a transaction open on the file.',
  },
  storeNotWritable: {
    what: 'The database {path} {step, select, open {cannot be opened} other {cannot be written}} ({detail}).',
    fix: 'Let the user that runs Paperboy write the file and its folder, or point DATABASE_URL elsewhere.',
  },
  storeDisk: {
    what: 'The database {path} cannot be read or written because the disk fails ({detail}).',
    fix: 'Check the disk and the file system.',
  },
  storeDamaged: {
    what: 'The database {path} {part, select, header {is not an SQLite database, or its beginning is damaged} other {is damaged}} ({detail}).',
    fix: 'Put a backup in its place, or {part, select, header {point DATABASE_URL at another file} other {move it away to start over}}.',
  },
  storeFull: {
    what: 'The database {path} cannot grow because the disk is full ({detail}).',
    fix: 'Make room on the disk; nothing that was acknowledged is lost.',
  },
});
