import { webApi } from '@slack/bolt';
import { DeliveryError } from '../../src/core/base/errors.ts';
import { splitId } from '../../src/core/base/ids.ts';
import { toFailedLine } from '../../src/core/platform/check-line.ts';
import type { ChatPlatform } from '../../src/core/platform/platform.ts';
import { createIdentity } from './api/identity.ts';
import { toUserId } from './api/ids.ts';
import { buildClientOptions, createFixedClient } from './api/web.ts';
import { check, checkInstallations } from './check.ts';
import { SlackConnection } from './connection.ts';
import { createInstalled, createSingle, type Directory, type Installed } from './install/installed.ts';
import { Pool } from './install/pool.ts';
import { readEndpoint, type SlackOptions } from './options.ts';
import { renderMessage } from './render/render.ts';
import { parseUserGroup } from './render/user-group.ts';
import { problems } from './texts/errors.ts';
import { texts } from './texts/messages.ts';

/** Fifty reactions a minute are allowed; pending work is safer in the store. */
const REACTIONS_AT_ONCE = 16;

/** The same in each workspace: fifty a minute are some of one post after the other. */
const REACTIONS_OF_WORKSPACES = { concurrency: 500, perTenant: 2 } as const;

/** Enough for the five posts a second that Slack takes from an app in one workspace. */
const DELIVERIES_PER_WORKSPACE = 8;

/** Slack as a platform. */
export function createSlack(options: SlackOptions): ChatPlatform {
  const { install } = options;
  if (install) {
    const { installations, ...oauth } = install;
    const pool = new Pool({ ...options, installations, oauth, endpoint: readEndpoint(options) });
    const connection = new SlackConnection(options, { pool });
    const platform = createPlatform(options, pool, connection);
    const reactions = { ...platform.reactions, ...REACTIONS_OF_WORKSPACES };
    return { ...platform, reactions, deliveriesPerTenant: DELIVERIES_PER_WORKSPACE };
  }
  const single = createOnly(options);
  return createPlatform(options, createSingle(single), new SlackConnection(options, { single }));
}

/** The installation whose token the operator set. */
function createOnly(options: SlackOptions): Installed {
  const client = createFixedClient(options.botToken ?? '', readEndpoint(options));
  return createInstalled(options, { getClient: client, createIdentity });
}

function createPlatform(
  options: SlackOptions,
  directory: Directory,
  connection: SlackConnection,
): ChatPlatform {
  const appClient = createAppClient(options);
  return {
    name: 'slack',
    problems,
    specialLayouts: ['folded', 'carousel'],
    hasLongForms: true,
    render: renderMessage,
    send: async (to, message, key) => (await directory.get(to.tenant)).posts.send(to, message, key),
    mentions: {
      parse: parseUserGroup,
      whereIdsAre: texts.userGroupIds(),
      whereIdsAreInForm: texts.userGroupIdsInForm(),
    },
    connection: {
      start: (inbound) => connection.start(inbound),
      isUp: () => connection.isUp(),
      stop: async () => {
        await connection.stop();
        directory.close();
      },
    },
    ...createPostPorts(directory),
    directMessages: {
      notify: async (person, message) =>
        (await directory.get(splitId(person).tenant)).posts.notify(person, message),
      findChannel: async (person) => {
        const user = toUserId(person);
        if (user === undefined) return undefined;
        return (await directory.get(splitId(person).tenant)).posts.openDirectMessages(user);
      },
    },
    channels: {
      findTenant: async (channel, recorded) => (await directory.get(recorded)).posts.findTenant(channel),
      findSharingObstacle: async (channel, person) =>
        (await directory.get(splitId(person).tenant)).findSharingObstacle(channel, person),
      canSee: async (channel, person, tenant) => {
        const home = splitId(person).tenant;
        const installed = await directory.get(home);
        // Who asks from another workspace sees nothing of this one, unless both are of one organization.
        if (tenant !== undefined && tenant !== home && (await directory.get(tenant)) !== installed)
          return false;
        return installed.canSee(channel, person);
      },
    },
    checks: {
      run: async (channel, _layout, _wanted, tenant) => {
        if (options.install && tenant === undefined) return checkInstallations(options.install.installations);
        try {
          const { web } = await directory.get(tenant);
          return check({ web, ...(appClient ? { appClient } : {}) }, channel);
        } catch (error) {
          if (!(error instanceof DeliveryError)) throw error;
          return [toFailedLine(error)];
        }
      },
    },
  };
}

/** What is done with our own posts. */
function createPostPorts(
  directory: Directory,
): Pick<ChatPlatform, 'finder' | 'editor' | 'labeler' | 'deleter' | 'threads' | 'reactions'> {
  return {
    finder: {
      find: async (to, ...which) => (await directory.get(to.tenant)).posts.find(to, ...which),
      findAll: async (to, ...which) => (await directory.get(to.tenant)).posts.findAll(to, ...which),
    },
    editor: { edit: async (post, message) => (await directory.get(post.tenant)).posts.edit(post, message) },
    labeler: {
      relabel: async (message, labels) =>
        (await directory.get(message.tenant)).posts.relabel(message, labels),
    },
    deleter: { delete: async (post) => (await directory.get(post.tenant)).posts.delete(post) },
    // A thread is its parent's ts: there is nothing to open.
    threads: { open: async ({ channel, messageId, tenant }) => ({ channel, thread: messageId, tenant }) },
    reactions: {
      concurrency: REACTIONS_AT_ONCE,
      addPreset: async (post, ballots) =>
        (await directory.get(post.tenant)).posts.addPresetReactions(post, ballots),
      removePreset: async (post, ballots) =>
        (await directory.get(post.tenant)).posts.removePresetReactions(post, ballots),
      read: async (post) => (await directory.get(post.tenant)).posts.readPost(post),
    },
  };
}

/** Checks whether a socket could be opened, if the app uses one. */
function createAppClient(options: SlackOptions): webApi.WebClient | undefined {
  const { appToken, http } = options;
  if (!appToken || http) return undefined;
  const headers = { Authorization: `Bearer ${appToken}` };
  return new webApi.WebClient(undefined, { ...buildClientOptions(readEndpoint(options)), headers });
}
