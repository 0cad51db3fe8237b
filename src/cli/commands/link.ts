import { InputError } from '../../core/base/errors.ts';
import { parsePlatform, parseTenantId, type TenantId } from '../../core/base/ids.ts';
import { READERS } from '../../core/mail/mailbox.ts';
import { type App, EXIT } from '../base/app.ts';
import { problems, texts } from '../base/texts.ts';

type LinkApp = Pick<App, 'store' | 'print'>;

/** Joins communities into one whose votes add up. */
export async function link({ store, print }: LinkApp, tenants: readonly string[]): Promise<number> {
  const [first, ...others] = tenants.map(readTenant);
  if (first === undefined || others.length === 0) throw new InputError(problems.linkNeedsTwo());
  for (const other of others) await store.votes.link(first, other);
  const members = await store.votes.community(first);
  print(texts.linked({ members: members.join(', ') }));
  return EXIT.ok;
}

/** Takes one tenant out of its community. */
export async function unlink({ store, print }: LinkApp, text: string): Promise<number> {
  const tenant = readTenant(text);
  const was = await store.votes.unlink(tenant);
  print(was ? texts.unlinked({ tenant }) : texts.notLinked({ tenant }));
  return was ? EXIT.ok : EXIT.usage;
}

function readTenant(text: string): TenantId {
  const tenant = parseTenantId(text);
  if (tenant === READERS || (tenant && parsePlatform(tenant) === 'webhook')) return tenant;
  if (tenant && /^(?:discord:\d{5,20}|slack:[TE][A-Z0-9]{5,20}|terminal:local)$/.test(text)) return tenant;
  throw new InputError(problems.tenantInvalid({ typed: text }));
}
