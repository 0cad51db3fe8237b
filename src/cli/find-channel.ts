import { DeliveryError, InputError } from '../core/base/errors.ts';
import {
  type ChannelId,
  hasTenant,
  type PlatformName,
  parseTypedChannel,
  platformOf,
  splitId,
  toChannelId,
} from '../core/base/ids.ts';
import type { ChannelAccess } from '../core/platform/platform.ts';
import { addTenants } from '../jobs/add-tenants.ts';
import type { App } from './app.ts';
import { problems, texts } from './texts.ts';

/** What the platforms' own ids look like: one that its platform cannot have would never get a post. */
const CHANNEL_IDS: Readonly<Record<PlatformName, RegExp>> = {
  discord: /^\d{17,20}$/,
  slack: /^[CDG][A-Z0-9]{5,}$/,
  terminal: /^local$/,
};

const WORKSPACE = /^T[A-Z0-9]+$/;

export interface FindOptions {
  /** Nothing is asked and nothing stored: of a Slack channel the workspace may stay unknown. */
  readonly isDry?: boolean;
}

/**
 * A channel as typed on the command line. A Slack channel without its workspace is the one of the workspace that the bot is
 * installed in: Slack tells which, or else what is stored. Throws an `InputError` that shows the form.
 */
export async function findChannel(
  app: Pick<App, 'store' | 'platforms' | 'log'>,
  text: string,
  { isDry = false }: FindOptions = {},
): Promise<ChannelId> {
  const channel = parseTypedChannel(text);
  if (!channel) throw notChannel(text);
  const { platform, tenant, id } = splitId(channel);
  const isPossible = CHANNEL_IDS[platform].test(id) && (!tenant || WORKSPACE.test(splitId(tenant).id));
  if (!isPossible) throw notChannel(text);
  if (hasTenant(channel)) return channel;
  const online = isDry ? undefined : app.platforms.get(platform)?.channels;
  const told = online && (await askPlatform(app, online, channel));
  if (typeof told === 'string') return told;
  const stored = await findStored(app, channel);
  if (stored) return stored;
  if (told) throw told;
  if (isDry) return channel;
  throw new InputError(problems.workspaceUnknown({ channel, id }));
}

/** Why it did not tell, where it did not. */
async function askPlatform(
  { store, log }: Pick<App, 'store' | 'log'>,
  channels: ChannelAccess,
  channel: ChannelId,
): Promise<ChannelId | DeliveryError> {
  try {
    const { platform, id } = splitId(channel);
    const tenant = await channels.findTenant(id);
    await addTenants({ store, log }, platform, channels.findTenant);
    return toChannelId(tenant, id);
  } catch (error) {
    if (error instanceof DeliveryError) return error;
    throw error;
  }
}

/** The one subscribed channel with this id; else the channel of the one workspace that is known. */
async function findStored({ store }: Pick<App, 'store'>, channel: ChannelId): Promise<ChannelId | undefined> {
  const { platform, id } = splitId(channel);
  const subscribed = (await store.subscriptions.list())
    .map((one) => one.channel)
    .filter((one) => platformOf(one) === platform && splitId(one).id === id);
  const [only, ...others] = subscribed;
  if (only !== undefined && others.length === 0) return only;
  const [tenant, ...more] = await store.tenants.known(platform);
  return subscribed.length === 0 && tenant !== undefined && more.length === 0
    ? toChannelId(tenant, id)
    : undefined;
}

function notChannel(typed: string): InputError {
  const platforms = Object.keys(CHANNEL_IDS) as PlatformName[];
  const platform = platforms.find((one) => typed.startsWith(`${one}:`)) ?? 'none';
  return new InputError(problems.channelInvalid({ typed, where: texts.whereIdsAre({ platform }) }));
}
