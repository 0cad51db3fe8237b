import { type App, EXIT } from '../base/app.ts';
import { texts } from '../base/texts.ts';
import { readTenant } from './link.ts';

type TenantApp = Pick<App, 'store' | 'platformInfo' | 'print' | 'askYesNo'>;

export interface DeleteTenantOptions {
  readonly yes?: true;
}

/** Prints everything about one server or workspace as JSON: its channels, posts, votes and people. */
export async function exportTenant(app: TenantApp, text: string): Promise<number> {
  const tenant = readTenant(app, text);
  const data = await app.store.tenants.read(tenant);
  app.print(JSON.stringify({ tenant, ...data }, null, 2));
  return EXIT.ok;
}

/** Deletes it, after asking back. */
export async function deleteTenant(
  app: TenantApp,
  text: string,
  { yes }: DeleteTenantOptions,
): Promise<number> {
  const tenant = readTenant(app, text);
  const rows = Object.values(await app.store.tenants.read(tenant)).reduce(
    (sum, { length }) => sum + length,
    0,
  );
  if (rows === 0) {
    app.print(texts.tenantNothing({ tenant }));
    return EXIT.ok;
  }
  if (!yes && !(await app.askYesNo(texts.tenantDelete({ tenant, rows })))) {
    app.print(texts.tenantNotDeleted());
    return EXIT.refused;
  }
  await app.store.tenants.erase(tenant);
  app.print(texts.tenantDeleted({ tenant }));
  return EXIT.ok;
}
