import type { webApi } from '@slack/bolt';
import { DeliveryError } from '../../src/core/base/errors.ts';
import { words } from '../../src/core/base/text.ts';
import type { CheckLine } from '../../src/core/platform/platform.ts';
import { askIdentity, type Identity } from './api/identity.ts';
import { REINSTALL, SCOPES } from './api/needs.ts';
import type { Web } from './api/web.ts';
import { connectError } from './events/socket.ts';

export interface CheckOptions {
  readonly web: Web;
  /** Opens nothing: asks whether a socket could be opened. Absent in HTTP mode. */
  readonly appClient?: webApi.WebClient;
}

const MINOR = { minor: true } as const;

/** Whether the tokens are good, may do what the code does, and whether we may post in `channel`. */
export async function check({ web, appClient }: CheckOptions, channel?: string): Promise<CheckLine[]> {
  const lines: CheckLine[] = [];
  const identity = await asLine(lines, 'Slack takes the bot token', () => askIdentity(web));
  if (!identity) return lines;
  lines.push({ ok: true, what: `The bot is @${identity.name} in ${identity.teamName}` }, scopeLine(identity));
  if (appClient)
    await asLine(lines, 'Slack takes the app token for Socket Mode', () => mayConnect(appClient), MINOR);
  if (channel !== undefined) lines.push(...(await channelLines(web, channel, identity)));
  return lines;
}

async function mayConnect(client: webApi.WebClient): Promise<void> {
  try {
    await client.apps.connections.open({});
  } catch (error) {
    throw connectError(error);
  }
}

function scopeLine({ scopes }: Identity): CheckLine {
  if (scopes.length === 0) return { ok: true, what: 'Slack does not say what the token may do' };
  const missing = SCOPES.filter(({ name }) => !scopes.includes(name));
  if (missing.length === 0) return { ok: true, what: 'The app has every permission it needs' };
  const named = missing.map(({ name, why }) => `${name} (${why})`).join(', ');
  const canPost = !missing.some(({ name }) => name === 'chat:write');
  return { ok: false, what: `The app lacks ${named}`, fix: REINSTALL, ...(canPost ? MINOR : {}) };
}

async function channelLines(web: Web, channel: string, { name, scopes }: Identity): Promise<CheckLine[]> {
  const lines: CheckLine[] = [];
  const ask = () => web.call('conversations.info', (client) => client.conversations.info({ channel }));
  const told = (await asLine(lines, `Channel ${channel} is there`, ask))?.channel;
  if (!told) return lines;
  const label = told.name ? `#${told.name}` : channel;
  if (told.is_archived) {
    return [
      ...lines,
      { ok: false, what: `${label} is archived`, fix: 'Unarchive it or choose another channel.' },
    ];
  }
  if (told.is_im || told.is_member) return [...lines, { ok: true, what: `The bot is in ${label}` }];
  const invite = { text: `/invite @${name}`, code: true };
  const fix = words`Type ${invite} in ${label}: without it the bot may post in public channels, but hears no votes.`;
  const canPost = told.is_private === false && scopes.includes('chat:write.public');
  return [...lines, { ok: false, what: `The bot is not in ${label}`, fix, ...(canPost ? MINOR : {}) }];
}

/** Adds a line on whether `ask` worked; the answer if it did. */
async function asLine<T>(
  lines: CheckLine[],
  what: string,
  ask: () => Promise<T>,
  more: Pick<CheckLine, 'minor'> = {},
): Promise<T | undefined> {
  try {
    const answer = await ask();
    lines.push({ ok: true, what });
    return answer;
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    lines.push({
      ok: false,
      what: error.message,
      ...(error.fix ? { fix: error.fix } : {}),
      ...(error.isPassing ? { unknown: true } : {}),
      ...more,
    });
    return undefined;
  }
}
