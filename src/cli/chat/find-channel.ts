import { DeliveryError, InputError } from '../../core/base/errors.ts';
import { type ChannelId, parseChannelId, parsePlatform, splitId, toChannelId } from '../../core/base/ids.ts';
import type { ChannelAccess } from '../../core/platform/platform.ts';
import { isMissingTenant, isPossibleChannel } from '../../core/platform/platform-info.ts';
import { addTenants } from '../../jobs/tenants/add-tenants.ts';
import type { App } from '../base/app.ts';
import { problems } from '../base/texts.ts';

export interface FindOptions {
  /** Nothing is asked and nothing stored: of a Slack channel the workspace may stay unknown. */
  readonly isDry?: boolean;
}

/**
 * A channel as typed on the command line. A Slack channel without its workspace is the one of the workspace that the bot is
 * installed in: Slack names it, or else the stored one is used. Throws an `InputError` that shows the form.
 */
export async function findChannel(
  app: Pick<App, 'store' | 'platforms' | 'platformInfo' | 'log'>,
  text: string,
  { isDry = false }: FindOptions = {},
): Promise<ChannelId> {
  const channel = parseChannelId(text);
  if (!channel) throw createNotChannelError(app, text);
  // An id that its platform cannot have would never get a post. One that was stored before may look otherwise, and can
  // still be unsubscribed.
  if (!isPossibleChannel(app.platformInfo, channel) && !(await app.store.subscriptions.find(channel)))
    throw createNotChannelError(app, text);
  if (!isMissingTenant(app.platformInfo, channel)) return channel;
  const { platform, id } = splitId(channel);
  const online = isDry ? undefined : app.platforms.get(platform)?.channels;
  const found = online && (await askPlatform(app, online, channel));
  if (typeof found === 'string') return found;
  const stored = await findStored(app, channel);
  if (stored) return stored;
  if (found) throw found;
  if (isDry) return channel;
  throw new InputError(problems.workspaceUnknown({ channel, id }));
}

/** Why it did not say, if it did not. */
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
    .filter((one) => parsePlatform(one) === platform && splitId(one).id === id);
  const [only, ...others] = subscribed;
  if (only !== undefined && others.length === 0) return only;
  const [tenant, ...more] = await store.tenants.listKnown(platform);
  return subscribed.length === 0 && tenant !== undefined && more.length === 0
    ? toChannelId(tenant, id)
    : undefined;
}

function createNotChannelError({ platformInfo }: Pick<App, 'platformInfo'>, typed: string): InputError {
  const info = platformInfo.find(({ name }) => typed.startsWith(`${name}:`));
  return new InputError(
    problems.channelInvalid({ typed: typed.slice(0, 60), where: info?.whereIdsAre ?? '' }),
  );
}
