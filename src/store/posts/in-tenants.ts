import { type RawBuilder, sql } from 'kysely';
import type { TenantId } from '../../core/base/ids.ts';

/** A channel's own id has only these: without them at its end, its id in our form is that of its tenant with a slash. */
const OWN_ID = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';

/** Whether a channel is of one of these tenants: SQLite and PostgreSQL both have `rtrim`, and no other way to split a text. */
export function isInTenants(column: string, tenants: readonly TenantId[]): RawBuilder<boolean> {
  const prefixes = sql.join(tenants.map((tenant) => `${tenant}/`));
  return sql<boolean>`rtrim(${sql.ref(column)}, ${OWN_ID}) in (${prefixes})`;
}
