import { InputError } from '../core/base/errors.ts';
import type { TenantId } from '../core/base/ids.ts';
import { type App, EXIT } from './app.ts';

/** Joins communities into one whose votes add up. */
export async function link({ store, print }: App, tenants: readonly string[]): Promise<number> {
  const [first, ...others] = tenants.map(readTenant);
  if (first === undefined || others.length === 0)
    throw new InputError('link-needs-two', 'Give at least two communities.', { fix: EXAMPLE });
  for (const other of others) await store.votes.link(first, other);
  const members = await store.votes.community(first);
  print(`One community now: ${members.join(', ')}`);
  return EXIT.ok;
}

/** Takes one tenant out of its community. */
export async function unlink({ store, print }: App, text: string): Promise<number> {
  const tenant = readTenant(text);
  const was = await store.votes.unlink(tenant);
  print(was ? `${tenant} is a community of its own again` : `${tenant} was not linked`);
  return was ? EXIT.ok : EXIT.usage;
}

const EXAMPLE = 'Example: npx node src/main.ts link discord:123456789012345678 slack:T0123456789';

function readTenant(text: string): TenantId {
  if (/^(?:discord:\d{5,20}|slack:[TE][A-Z0-9]{5,20}|terminal:local)$/.test(text)) return text;
  throw new InputError('space-invalid', `"${text}" is neither a Discord server nor a Slack workspace.`, {
    fix: EXAMPLE,
  });
}
