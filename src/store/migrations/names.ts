/** The migrations of a file, sorted. Known by name alone: an up-to-date database needs no code of theirs. */
export const SQLITE_NAMES = [
  '0001-first',
  '0002-personal',
  '0003-follows',
  '0004-summaries',
  '0005-quiet-hours',
  '0006-votes-of-a-tenant',
  '0007-shown-lists',
  '0008-quoted-topics',
  '0009-preset-reactions',
  '0010-shown-tallies',
  '0011-source-waits',
  '0012-second-looks',
  '0013-identity',
  '0014-personal-data',
  '0015-tenants',
  '0016-unknown-outcomes',
  '0017-own-reactions',
  '0018-reasons',
  '0019-slack-workspaces',
  '0020-mailboxes',
  '0021-webhooks',
  '0022-public-pages',
  '0023-recaps',
  '0024-summary-feedback',
  '0025-cards',
  '0026-alerts',
  '0027-similar-papers',
  '0028-plain-tables',
  '0029-installations',
  '0030-many-processes',
  '0031-shared-cards',
  '0032-paper-pages',
  '0033-summary-notes',
  '0034-short-lived',
] as const;

/** The last one before PostgreSQL was supported; `0024-all-tables` makes the same schema there, hence the same number. */
const LAST_SQLITE_ONLY = '0024-summary-feedback';

/** Those of a server: it begins with the tables that the first ones make, and has every later one. */
export const POSTGRES_NAMES = [
  '0024-all-tables',
  ...SQLITE_NAMES.filter((name) => name > LAST_SQLITE_ONLY),
] as const;
