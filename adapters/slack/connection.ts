import { App } from '@slack/bolt';
import { retryTransient } from '../../src/core/async/retry-transient.ts';
import { PaperboyError, StoppedError } from '../../src/core/base/errors.ts';
import { createSampledLog } from '../../src/core/base/sampled-log.ts';
import type { Inbound } from '../../src/core/platform/inbound.ts';
import type { Connection } from '../../src/core/platform/platform.ts';
import { EventsMissedNotifier } from '../shared/events-missed.ts';
import { TaskTracker } from '../shared/task-tracker.ts';
import { createBoltLogger } from './api/bolt-logger.ts';
import type { Identity } from './api/identity.ts';
import { toSlackTenantId } from './api/ids.ts';
import type { People } from './api/people.ts';
import { buildClientOptions, type Web } from './api/web.ts';
import type { Workspaces } from './api/workspaces.ts';
import { createAnswers } from './events/answers.ts';
import type { Connection as EventConnection } from './events/connection.ts';
import { createConversation } from './events/conversation.ts';
import { createDedupe } from './events/dedupe.ts';
import { guardReceiver } from './events/guard-app.ts';
import { createHttpConnection } from './events/http-connection.ts';
import { listen } from './events/listeners.ts';
import { createSocket } from './events/socket.ts';
import { readEndpoint, type SlackOptions } from './options.ts';
import type { Posts } from './posts/posts.ts';
import { problems } from './texts/errors.ts';

/** How long a stop waits for answers in progress. */
const ANSWERS_MS = 6000;

interface SlackParts {
  readonly web: Web;
  readonly identity: () => Promise<Identity>;
  readonly workspaces: Workspaces;
  readonly people: People;
  readonly posts: Posts;
}

/** Receives Slack's events, by Socket Mode or by HTTP, and answers them. */
export class SlackConnection implements Connection {
  readonly #options: SlackOptions;
  readonly #parts: SlackParts;
  readonly #stopping = new AbortController();
  readonly #sampled;
  readonly #tasks: TaskTracker;
  #events: EventConnection | undefined;

  constructor(options: SlackOptions, parts: SlackParts) {
    const { log, appToken, http } = options;
    if (appToken === undefined && http === undefined) throw createNoWayInError();
    this.#options = options;
    this.#parts = parts;
    this.#sampled = createSampledLog(log);
    this.#tasks = new TaskTracker((err) => log.error({ err }, 'an event from Slack could not be handled'));
  }

  async start(inbound: Inbound): Promise<void> {
    const { log, http } = this.#options;
    const identity = await this.#askIdentity();
    const { team, isOrganization } = identity;
    await inbound.addTenants('slack', (channel) => this.#parts.posts.findTenant(channel));
    // The token works, so the app is installed, perhaps again.
    if (!isOrganization) await inbound.onBotPresent(toSlackTenantId(team));
    this.#stopping.signal.throwIfAborted();
    const eventsMissed = new EventsMissedNotifier(this.#tasks, () => inbound.onEventsMissed('slack'), log);
    this.#events = this.#createEvents(() => {
      log.info({ team, mode: http ? 'http' : 'socket' }, 'connected to Slack');
      eventsMissed.notify();
    });
    this.#listen(this.#events, identity, inbound);
    await this.#events.open();
  }

  isUp(): boolean {
    return this.#events?.isUp() ?? false;
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new StoppedError());
    await this.#events?.close();
    this.#sampled.flush();
    const answersLeft = await this.#tasks.settle(ANSWERS_MS);
    if (answersLeft > 0) this.#options.log.warn({ answersLeft }, 'stopped with answers unfinished');
  }

  #askIdentity(): Promise<Identity> {
    const { log, tuning } = this.#options;
    return retryTransient(this.#parts.identity, {
      signal: this.#stopping.signal,
      onWait: (err, waitMs) => log.warn({ err, waitMs }, 'Slack cannot be reached yet'),
      ...(tuning?.backoffMs === undefined ? {} : { firstMs: tuning.backoffMs }),
    });
  }

  #createEvents(onConnected: () => void): EventConnection {
    const { http, appToken, clock, log, tuning = {}, onEnd = () => undefined } = this.#options;
    const { backoffMs, pingTimeoutMs } = tuning;
    const sampled = this.#sampled;
    if (http) return createHttpConnection({ ...http, clock, log, sampled, onConnected });
    if (appToken === undefined) throw createNoWayInError();
    return createSocket({
      ...readEndpoint(this.#options),
      appToken,
      sampled,
      onConnected,
      onEnd,
      ...(backoffMs === undefined ? {} : { backoffMs }),
      ...(pingTimeoutMs === undefined ? {} : { pingTimeoutMs }),
    });
  }

  /** Passes events on to the listeners. */
  #listen(events: EventConnection, { team, user, bot }: Identity, inbound: Inbound): void {
    const { botToken, clock, log, unfurl = true } = this.#options;
    const { web, posts, people, workspaces } = this.#parts;
    const app = new App({
      receiver: guardReceiver(events.receiver, log, this.#sampled),
      authorize: async () => ({ botToken, botId: bot, botUserId: user, teamId: team }),
      clientOptions: buildClientOptions(readEndpoint(this.#options)),
      logger: createBoltLogger(log),
      convoStore: false,
    });
    const answers = createAnswers({ web, posts, log });
    const { directMessages } = posts;
    const conversation = createConversation({ inbound, people, answers, directMessages, log });
    const shared = { inbound, workspaces, people, answers, conversation };
    listen(app, { ...shared, web, tasks: this.#tasks, dedupe: createDedupe(clock), unfurl, log });
  }
}

function createNoWayInError(): PaperboyError {
  return new PaperboyError(problems.slackNoWayIn());
}
