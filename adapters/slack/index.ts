import { App, webApi } from '@slack/bolt';
import type { Clock } from '../../src/core/base/clock.ts';
import { type DeliveryError, PaperboyError, StoppedError } from '../../src/core/base/errors.ts';
import type { Log } from '../../src/core/base/log.ts';
import { type Reach, retryUntilReached } from '../../src/core/base/retry-until-reached.ts';
import { createSampledLog } from '../../src/core/base/sampled-log.ts';
import type { Inbound } from '../../src/core/platform/inbound.ts';
import type { ChatPlatform } from '../../src/core/platform/platform.ts';
import { EventsMissedNotifier } from '../shared/events-missed.ts';
import { TaskTracker } from '../shared/task-tracker.ts';
import { boltLogger } from './api/bolt-logger.ts';
import { createIdentity } from './api/identity.ts';
import { tenantId, userOf } from './api/ids.ts';
import { createPeople, type Managers } from './api/people.ts';
import { createPosts } from './api/posts.ts';
import { createRateLimiter } from './api/rate-limiter.ts';
import { createSharing } from './api/sharing.ts';
import { createVisibility } from './api/visibility.ts';
import { clientOptions, createWeb } from './api/web.ts';
import { createWorkspaces } from './api/workspaces.ts';
import { check } from './check.ts';
import { createAnswers } from './events/answers.ts';
import type { Connection } from './events/connection.ts';
import { createConversation } from './events/conversation.ts';
import { createDedupe } from './events/dedupe.ts';
import { guardReceiver } from './events/guard-app.ts';
import { createHttpConnection, type HttpConnectionSettings } from './events/http-connection.ts';
import { listen } from './events/listeners.ts';
import { createSocket } from './events/socket.ts';
import { CHANNEL_RATE, RATES, type Rate, type SlackMethod } from './render/limits.ts';
import { renderMessage } from './render/render.ts';
import { problems } from './texts/errors.ts';

export interface SlackOptions {
  /** `xoxb-…` */
  readonly botToken: string;
  /** `xapp-…`, for Socket Mode. Either this or `http`. */
  readonly appToken?: string;
  /** For an app that Slack calls by HTTP. */
  readonly http?: HttpConnectionSettings;
  /** Slack's own unless told otherwise. */
  readonly apiUrl?: string;
  readonly log: Log;
  readonly clock: Clock;
  /** Who besides admins may change a channel's subscription: `admins` means whoever made the channel, too. */
  readonly managers?: Managers;
  /** Whether paper links that people post turn into a card. On unless told otherwise. */
  readonly unfurl?: boolean;
  /** No event will come any more: the token was taken back, or Socket Mode is not allowed. */
  readonly onEnd?: (error: DeliveryError) => void;
  /** For rehearsals against a server that knows no limits, and for tests. */
  readonly tuning?: Tuning;
}

interface Tuning {
  /** A socket that is silent for so long is dead. */
  readonly pingTimeoutMs?: number;
  readonly timeoutMs?: number;
  readonly backoffMs?: number;
  readonly rates?: Readonly<Record<SlackMethod, Rate>>;
  readonly channelRate?: Rate;
}

const SLACK_API = 'https://slack.com/api/';

/** How long a stop waits for answers that are being given. */
const ANSWERS_MS = 6000;

/** Fifty reactions a minute are allowed; what waits is safer in the store. */
const REACTIONS_AT_ONCE = 16;

/** Slack as a platform. */
export function createSlack(options: SlackOptions): ChatPlatform {
  const { botToken, appToken, http, apiUrl = SLACK_API, log, clock, tuning = {} } = options;
  const { timeoutMs = 30_000, rates = RATES, channelRate = CHANNEL_RATE, backoffMs, pingTimeoutMs } = tuning;
  if (appToken === undefined && http === undefined) throw noWayIn();

  const limiter = createRateLimiter(rates, channelRate);
  const web = createWeb({ token: botToken, apiUrl, timeoutMs, limiter, log });
  const identity = createIdentity(web);
  const workspaces = createWorkspaces({ web, identity, clock, log });
  const managers = options.managers ?? 'admins';
  const people = createPeople({ web, workspaces, identity, clock, log, managers });
  const tasks = new TaskTracker((err) => log.error({ err }, 'an event from Slack could not be handled'));
  const posts = createPosts({ web, identity, workspaces, people, log });
  const answers = createAnswers({ web, posts, log });
  const library = clientOptions({ apiUrl, timeoutMs, log });
  const stopping = new AbortController();
  const reach: Reach = (ask) =>
    retryUntilReached(ask, {
      signal: stopping.signal,
      onWait: (err, waitMs) => log.warn({ err, waitMs }, 'Slack cannot be reached yet'),
      ...(backoffMs === undefined ? {} : { firstMs: backoffMs }),
    });
  const sampled = createSampledLog(log);
  let connection: Connection | undefined;

  function connect(onConnected: () => void): Connection {
    if (http) return createHttpConnection({ ...http, clock, log, sampled, onConnected });
    if (appToken === undefined) throw noWayIn();
    const onEnd = options.onEnd ?? (() => undefined);
    return createSocket({
      appToken,
      apiUrl,
      timeoutMs,
      log,
      sampled,
      onConnected,
      onEnd,
      ...(backoffMs === undefined ? {} : { backoffMs }),
      ...(pingTimeoutMs === undefined ? {} : { pingTimeoutMs }),
    });
  }

  async function start(inbound: Inbound): Promise<void> {
    const { team, user: botUserId, bot: botId, isOrganization } = await reach(identity);
    // The token is good, so the app is installed: perhaps again.
    if (!isOrganization) await inbound.onBotPresent(tenantId(team));
    stopping.signal.throwIfAborted();
    const eventsMissed = new EventsMissedNotifier(tasks, () => inbound.onEventsMissed('slack'), log);
    connection = connect(() => {
      log.info({ team, mode: http ? 'http' : 'socket' }, 'connected to Slack');
      eventsMissed.notify();
    });
    const app = new App({
      receiver: guardReceiver(connection.receiver, log, sampled),
      authorize: async () => ({ botToken, botId, botUserId, teamId: team }),
      clientOptions: library,
      logger: boltLogger(log),
      convoStore: false,
    });
    const { directMessages } = posts;
    const conversation = createConversation({ inbound, people, answers, directMessages, log });
    const dedupe = createDedupe(clock);
    const unfurl = options.unfurl ?? true;
    const shared = { inbound, workspaces, people, answers, conversation };
    listen(app, { ...shared, web, tasks, dedupe, unfurl, log });
    await connection.open();
  }

  async function stop(): Promise<void> {
    stopping.abort(new StoppedError());
    await connection?.close();
    sampled.flush();
    const answersLeft = await tasks.settle(ANSWERS_MS);
    if (answersLeft > 0) log.warn({ answersLeft }, 'stopped with answers unfinished');
    limiter.close();
  }

  const appClient =
    appToken && !http
      ? new webApi.WebClient(undefined, { ...library, headers: { Authorization: `Bearer ${appToken}` } })
      : undefined;

  return {
    name: 'slack',
    render: renderMessage,
    send: posts.send,
    connection: { start, stop },
    finder: posts,
    editor: posts,
    deleter: posts,
    // A thread is its parent's ts: nothing is to be opened.
    threads: { open: async ({ channel, messageId }) => ({ channel, thread: messageId }) },
    reactions: {
      concurrency: REACTIONS_AT_ONCE,
      addPreset: posts.addPresetReactions,
      list: posts.listReactions,
    },
    directMessages: {
      notify: posts.notify,
      findChannel: async (person) => {
        const user = userOf(person);
        return user === undefined ? undefined : posts.directMessages(user);
      },
    },
    channels: {
      findTenant: posts.findTenant,
      findSharingObstacle: createSharing({ web, identity, people, directMessages: posts.directMessages }),
      canSee: createVisibility({
        ...{ web, identity, workspaces, people, clock },
        directMessages: posts.directMessages,
      }),
    },
    checks: { run: (channel) => check({ web, ...(appClient ? { appClient } : {}) }, channel) },
  };
}

function noWayIn(): PaperboyError {
  return new PaperboyError(problems.slackNoWayIn());
}
