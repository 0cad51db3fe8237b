import { z } from 'zod';
import { parseTenantId, type TenantId } from '../../../src/core/base/ids.ts';

const named = z.object({ id: z.string() }).nullish();
const id = z.string().nullish();
const flag = z.union([z.boolean(), z.string()]).nullish();

/** Where Slack says in an event whose installation it is for. */
const source = z.object({
  team_id: id,
  enterprise_id: id,
  is_enterprise_install: flag,
  authorizations: z
    .array(z.object({ team_id: id, enterprise_id: id, is_enterprise_install: flag }))
    .optional(),
  team: named,
  enterprise: named,
  user: z.object({ team_id: id }).optional(),
  view: z.object({ app_installed_team_id: id }).nullish(),
});

const removal = z.object({
  team_id: z.string(),
  /** In seconds since the epoch. */
  event_time: z.number().optional(),
  event: z.discriminatedUnion('type', [
    z.object({ type: z.literal('app_uninstalled') }),
    // A person's own token is not ours: the bot has its own.
    z.object({
      type: z.literal('tokens_revoked'),
      tokens: z.object({ bot: z.array(z.string()).min(1) }),
    }),
  ]),
});

/**
 * The workspaces and organizations that an event may be for, the most certain first. In a channel that several workspaces share,
 * a press names the workspace of whoever pressed.
 */
export function listEventTenants(body: unknown): TenantId[] {
  const { data } = source.safeParse(body);
  if (!data) return [];
  const { authorizations: [authorization] = [], team_id, enterprise_id, team, enterprise, user, view } = data;
  const organization = enterprise_id ?? enterprise?.id;
  const ids = [
    isSet(authorization?.is_enterprise_install) ? authorization?.enterprise_id : authorization?.team_id,
    isSet(data.is_enterprise_install) ? organization : undefined,
    ...[view?.app_installed_team_id, team_id, team?.id, user?.team_id, organization],
  ];
  const tenants = ids.flatMap((one) => (one ? (parseTenantId(`slack:${one}`) ?? []) : []));
  return [...new Set(tenants)];
}

/** The workspace or organization that has removed the app, and when; `undefined` for any other event. */
export function readRemoval(body: unknown): { readonly tenant: TenantId; readonly at: number } | undefined {
  const { data } = removal.safeParse(body);
  const tenant = data && parseTenantId(`slack:${data.team_id}`);
  if (!tenant) return undefined;
  const { event_time: seconds } = data;
  return { tenant, at: seconds === undefined ? Number.POSITIVE_INFINITY : (seconds + 1) * 1000 };
}

function isSet(value: boolean | string | null | undefined): boolean {
  return value === true || value === 'true';
}
