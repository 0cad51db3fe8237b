import { sql } from 'kysely';

/** Whether a column begins with `prefix`, as a range that an index serves; `like` would take `_` and `%` for wildcards. */
export function beginsWith(column: string, prefix: string) {
  return sql<boolean>`(${sql.ref(column)} >= ${prefix} and ${sql.ref(column)} < ${findPrefixEnd(prefix)})`;
}

/** The smallest text that is greater than every text with this prefix. */
export function findPrefixEnd(prefix: string): string {
  const last = prefix.length - 1;
  return prefix.slice(0, last) + String.fromCharCode(prefix.charCodeAt(last) + 1);
}
