import { InputError } from '../../core/base/errors.ts';
import { parseTenantId, splitId, type TenantId } from '../../core/base/ids.ts';
import { type App, EXIT } from '../base/app.ts';
import { problems, texts } from '../base/texts.ts';

type LinkApp = Pick<App, 'store' | 'platformInfo' | 'print'>;

/** Joins communities into one whose votes add up. */
export async function link(app: LinkApp, tenants: readonly string[]): Promise<number> {
  const { store, print } = app;
  const [first, ...others] = tenants.map((text) => readTenant(app, text));
  if (first === undefined || others.length === 0) throw new InputError(problems.linkNeedsTwo());
  for (const other of others) await store.votes.link(first, other);
  const members = await store.votes.listCommunity(first);
  print(texts.linked({ members: members.join(', ') }));
  return EXIT.ok;
}

/** Takes one tenant out of its community. */
export async function unlink(app: LinkApp, text: string): Promise<number> {
  const { store, print } = app;
  const tenant = readTenant(app, text);
  const was = await store.votes.unlink(tenant);
  print(was ? texts.unlinked({ tenant }) : texts.notLinked({ tenant }));
  return was ? EXIT.ok : EXIT.usage;
}

/** The server or workspace that somebody typed. */
export function readTenant({ platformInfo }: Pick<App, 'platformInfo'>, text: string): TenantId {
  const tenant = parseTenantId(text);
  const parts = tenant && splitId(tenant);
  const info = platformInfo.find(({ name }) => name === parts?.platform);
  if (tenant && info?.isTenantId(parts?.id ?? '')) return tenant;
  throw new InputError(problems.tenantInvalid({ typed: text }));
}
