import type { webApi } from '@slack/bolt';
import type { Problem } from '../../src/core/base/catalog.ts';
import { DeliveryError } from '../../src/core/base/errors.ts';
import { toFailedLine } from '../../src/core/platform/check-line.ts';
import type { CheckLine } from '../../src/core/platform/platform.ts';
import type { Installations } from '../../src/core/store/installation-store.ts';
import { askIdentity, type Identity } from './api/identity.ts';
import { describeScope, OPTIONAL_SCOPES, SCOPES } from './api/needs.ts';
import { validateLayouts } from './api/validate-layouts.ts';
import type { Web } from './api/web.ts';
import { connectError } from './events/socket.ts';
import { findings } from './texts/check.ts';

export interface CheckOptions {
  readonly web: Web;
  /** Opens nothing: checks whether a socket could be opened. Absent in HTTP mode. */
  readonly appClient?: webApi.WebClient;
}

/** What an app that many workspaces install says where no workspace is meant. */
export async function checkInstallations({ count }: Pick<Installations, 'count'>): Promise<CheckLine[]> {
  return [{ ok: true, finding: findings.installedIn({ count: await count() }) }];
}

const MINOR = { minor: true } as const;

/**
 * Whether the tokens are valid and have the scopes that the code needs; without `channel`, whether Slack accepts every layout,
 * and otherwise whether we may post there.
 */
export async function check({ web, appClient }: CheckOptions, channel?: string): Promise<CheckLine[]> {
  const lines: CheckLine[] = [];
  const identity = await asLine(lines, findings.botTokenAccepted(), () => askIdentity(web));
  if (!identity) return lines;
  const bot = findings.bot({ name: identity.name, workspace: identity.teamName });
  lines.push({ ok: true, finding: bot }, checkScopes(identity));
  if (appClient) await asLine(lines, findings.appTokenAccepted(), () => mayConnect(appClient), MINOR);
  lines.push(
    ...(await (channel === undefined ? validateLayouts(web) : checkChannel(web, channel, identity))),
  );
  return lines;
}

async function mayConnect(client: webApi.WebClient): Promise<void> {
  try {
    await client.apps.connections.open({});
  } catch (error) {
    throw connectError(error);
  }
}

function checkScopes({ scopes }: Identity): CheckLine {
  if (scopes.length === 0) return { ok: true, finding: findings.scopesUnknown() };
  const missing = SCOPES.filter((scope) => !scopes.includes(scope));
  if (missing.length === 0) return { ok: true, finding: findings.scopesComplete() };
  if (missing.every((scope) => OPTIONAL_SCOPES.includes(scope)))
    return { ok: true, finding: findings.scopesOptional({ scopes: missing.map(describeScope).join(', ') }) };
  const finding = findings.scopesMissing({ scopes: missing.map(describeScope).join(', ') });
  const canPost = !missing.includes('chat:write');
  return { ok: false, finding, ...(canPost ? MINOR : {}) };
}

async function checkChannel(web: Web, channel: string, { name, scopes }: Identity): Promise<CheckLine[]> {
  const lines: CheckLine[] = [];
  const ask = () => web.call('conversations.info', (client) => client.conversations.info({ channel }));
  const found = (await asLine(lines, findings.channelFound({ channel }), ask))?.channel;
  if (!found) return lines;
  const label = found.name ? `#${found.name}` : channel;
  if (found.is_archived)
    return [...lines, { ok: false, finding: findings.channelArchived({ channel: label }) }];
  if (found.is_im || found.is_member)
    return [...lines, { ok: true, finding: findings.botInChannel({ channel: label }) }];
  const invite = { text: `/invite @${name}`, code: true };
  const finding = findings.botNotInChannel({ invite, channel: label });
  const canPost = found.is_private === false && scopes.includes('chat:write.public');
  return [...lines, { ok: false, finding, ...(canPost ? MINOR : {}) }];
}

/** Adds a line on whether `ask` worked; the answer if it did. */
async function asLine<T>(
  lines: CheckLine[],
  finding: Problem,
  ask: () => Promise<T>,
  more: Pick<CheckLine, 'minor'> = {},
): Promise<T | undefined> {
  try {
    const answer = await ask();
    lines.push({ ok: true, finding });
    return answer;
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    lines.push(toFailedLine(error, more));
    return undefined;
  }
}
