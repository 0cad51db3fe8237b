import { webApi } from '@slack/bolt';
import type { ChatPlatform } from '../../src/core/platform/platform.ts';
import { createIdentity } from './api/identity.ts';
import { toUserId } from './api/ids.ts';
import { createPeople } from './api/people.ts';
import { createRateLimiter } from './api/rate-limiter.ts';
import { CHANNEL_RATE, RATES } from './api/rates.ts';
import { createSharing } from './api/sharing.ts';
import { createVisibility } from './api/visibility.ts';
import { buildClientOptions, createWeb } from './api/web.ts';
import { createWorkspaces } from './api/workspaces.ts';
import { check } from './check.ts';
import { SlackConnection } from './connection.ts';
import { readEndpoint, type SlackOptions } from './options.ts';
import { createPosts } from './posts/posts.ts';
import { renderMessage } from './render/render.ts';
import { parseUserGroup } from './render/user-group.ts';
import { problems } from './texts/errors.ts';
import { texts } from './texts/messages.ts';

/** Fifty reactions a minute are allowed; pending work is safer in the store. */
const REACTIONS_AT_ONCE = 16;

/** Slack as a platform. */
export function createSlack(options: SlackOptions): ChatPlatform {
  const { botToken, clock, log, managers = 'admins', tuning = {} } = options;
  const limiter = createRateLimiter(tuning.rates ?? RATES, tuning.channelRate ?? CHANNEL_RATE);
  const web = createWeb({ ...readEndpoint(options), token: botToken, limiter });
  const identity = createIdentity(web);
  const workspaces = createWorkspaces({ web, identity, clock, log });
  const people = createPeople({ web, workspaces, identity, clock, log, managers });
  const posts = createPosts({ web, identity, workspaces, people, log });
  const { directMessages } = posts;
  const connection = new SlackConnection(options, { web, identity, workspaces, people, posts });
  const appClient = createAppClient(options);
  return {
    name: 'slack',
    problems,
    specialLayouts: ['folded', 'carousel'],
    render: renderMessage,
    send: posts.send,
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
        limiter.close();
      },
    },
    finder: posts,
    editor: posts,
    deleter: posts,
    // A thread is its parent's ts: there is nothing to open.
    threads: { open: async ({ channel, messageId }) => ({ channel, thread: messageId }) },
    reactions: {
      concurrency: REACTIONS_AT_ONCE,
      addPreset: posts.addPresetReactions,
      removePreset: posts.removePresetReactions,
      read: posts.readPost,
    },
    directMessages: {
      notify: posts.notify,
      findChannel: async (person) => {
        const user = toUserId(person);
        return user === undefined ? undefined : directMessages(user);
      },
    },
    channels: {
      findTenant: posts.findTenant,
      findSharingObstacle: createSharing({ web, identity, people, directMessages }),
      canSee: createVisibility({ web, identity, workspaces, people, clock, directMessages }),
    },
    checks: { run: (channel) => check({ web, ...(appClient ? { appClient } : {}) }, channel) },
  };
}

/** Checks whether a socket could be opened, if the app uses one. */
function createAppClient(options: SlackOptions): webApi.WebClient | undefined {
  const { appToken, http } = options;
  if (!appToken || http) return undefined;
  const headers = { Authorization: `Bearer ${appToken}` };
  return new webApi.WebClient(undefined, { ...buildClientOptions(readEndpoint(options)), headers });
}
