import { App, type Receiver, type ReceiverEvent } from '@slack/bolt';
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
import { buildClientOptions } from './api/web.ts';
import { createAnswers } from './events/answers.ts';
import type { Connection as EventConnection } from './events/connection.ts';
import { createConversation } from './events/conversation.ts';
import { createSharedDedupe, type SharedDedupe } from './events/dedupe.ts';
import { listEventTenants, readRemoval } from './events/event-source.ts';
import { type GuardOptions, guardEvents, guardReceiver } from './events/guard-app.ts';
import { createHttpConnection } from './events/http-connection.ts';
import { listen } from './events/listeners.ts';
import { createSocket } from './events/socket.ts';
import { createWorkObjects, type WorkObjects } from './events/work-objects.ts';
import type { Installed } from './install/installed.ts';
import type { Pool } from './install/pool.ts';
import { readEndpoint, type SlackOptions } from './options.ts';
import { problems } from './texts/errors.ts';

/** How long a stop waits for answers in progress. */
const ANSWERS_MS = 6000;

/** The only installation, or those of all workspaces. */
export type Installations = { readonly single: Installed } | { readonly pool: Pool };

/** Its events come from the connection's own receiver. */
const NO_RECEIVER: Receiver = {
  init: () => undefined,
  start: async () => undefined,
  stop: async () => undefined,
};

/** Receives Slack's events, by Socket Mode or by HTTP, and answers them. */
export class SlackConnection implements Connection {
  readonly #options: SlackOptions;
  readonly #installations: Installations;
  readonly #stopping = new AbortController();
  readonly #sampled;
  readonly #tasks: TaskTracker;
  readonly #dedupe: SharedDedupe;
  readonly #workObjects: WorkObjects;
  /** Each installation's events go to an app of its own, which has nothing of another one. */
  readonly #apps = new WeakMap<Installed, App>();
  #events: EventConnection | undefined;

  constructor(options: SlackOptions, installations: Installations) {
    const { log, clock, appToken, http } = options;
    if (appToken === undefined && http === undefined) throw createNoWayInError();
    this.#options = options;
    this.#installations = installations;
    this.#sampled = createSampledLog(log);
    this.#tasks = new TaskTracker((err) => log.error({ err }, 'an event from Slack could not be handled'));
    this.#dedupe = createSharedDedupe(clock, log, options.seenEvents);
    this.#workObjects = createWorkObjects(clock, log);
  }

  start(inbound: Inbound): Promise<void> {
    return 'pool' in this.#installations
      ? this.#startPool(inbound, this.#installations.pool)
      : this.#startSingle(inbound, this.#installations.single);
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

  async #startSingle(inbound: Inbound, installed: Installed): Promise<void> {
    const identity = await this.#askIdentity(installed);
    const { team, isOrganization } = identity;
    await inbound.addTenants('slack', (channel) => installed.posts.findTenant(channel));
    // The token works, so the app is installed, perhaps again.
    if (!isOrganization) await inbound.onBotPresent(toSlackTenantId(team));
    this.#stopping.signal.throwIfAborted();
    this.#events = this.#createEvents(inbound, team);
    const receiver = guardReceiver(this.#events.receiver, this.#guardOptions(inbound));
    this.#createApp(receiver, installed, identity, inbound);
    await this.#events.open();
  }

  async #startPool(inbound: Inbound, pool: Pool): Promise<void> {
    pool.listen({
      onInstalled: (tenant) => inbound.onBotPresent(tenant),
      onRemoved: (tenant) => inbound.onBotRemoved('slack', tenant),
    });
    this.#events = this.#createEvents(inbound);
    const handle = (event: ReceiverEvent) => this.#passOn(event, pool, inbound);
    guardEvents(this.#events.receiver, handle, this.#guardOptions(inbound));
    await this.#events.open();
  }

  #guardOptions({ onAcknowledged }: Inbound): GuardOptions {
    const { log } = this.#options;
    return {
      ...{ log, sampled: this.#sampled },
      ...(onAcknowledged ? { onAcknowledged: (seconds: number) => onAcknowledged('slack', seconds) } : {}),
    };
  }

  /** Passes an event on to the app of the installation that it is for. */
  async #passOn(event: ReceiverEvent, pool: Pool, inbound: Inbound): Promise<void> {
    const removal = readRemoval(event.body);
    if (removal) {
      await pool.remove(removal.tenant, removal.at);
      return event.ack();
    }
    for (const tenant of listEventTenants(event.body)) {
      const installed = await pool.find(tenant);
      if (!installed) continue;
      const app = await this.#findApp(installed, inbound);
      return app.processEvent(event);
    }
    this.#sampled.count({}, 'an event of a workspace that has not installed the app was ignored');
    await event.ack();
  }

  async #findApp(installed: Installed, inbound: Inbound): Promise<App> {
    const known = this.#apps.get(installed);
    if (known) return known;
    const app = this.#createApp(NO_RECEIVER, installed, await installed.getIdentity(), inbound);
    this.#apps.set(installed, app);
    return app;
  }

  #askIdentity({ getIdentity }: Installed): Promise<Identity> {
    const { log, tuning } = this.#options;
    return retryTransient(getIdentity, {
      signal: this.#stopping.signal,
      onWait: (err, waitMs) => log.warn({ err, waitMs }, 'Slack cannot be reached yet'),
      ...(tuning?.backoffMs === undefined ? {} : { firstMs: tuning.backoffMs }),
    });
  }

  #createEvents(inbound: Inbound, team?: string): EventConnection {
    const { http, appToken, clock, log, tuning = {}, onEnd = () => undefined } = this.#options;
    const { backoffMs, pingTimeoutMs } = tuning;
    const sampled = this.#sampled;
    const eventsMissed = new EventsMissedNotifier(this.#tasks, () => inbound.onEventsMissed('slack'), log);
    const onConnected = () => {
      log.info({ team, mode: http ? 'http' : 'socket' }, 'connected to Slack');
      eventsMissed.notify();
    };
    if (http) {
      const oauth = 'pool' in this.#installations ? this.#installations.pool.oauth : undefined;
      const pages = oauth && { serve: oauth.requestListener };
      return createHttpConnection({ ...http, clock, log, sampled, onConnected, ...(pages ? { pages } : {}) });
    }
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

  /** An app that passes an installation's events on to the listeners. */
  #createApp(receiver: Receiver, installed: Installed, { team, user, bot }: Identity, inbound: Inbound): App {
    const { log, unfurl = true } = this.#options;
    const { web, posts, people, workspaces, getToken } = installed;
    const app = new App({
      receiver,
      authorize: async () => ({ botToken: await getToken(), botId: bot, botUserId: user, teamId: team }),
      clientOptions: buildClientOptions(readEndpoint(this.#options)),
      logger: createBoltLogger(log),
      convoStore: false,
    });
    const answers = createAnswers({ web, posts, bot: user, log });
    const { openDirectMessages } = posts;
    const conversation = createConversation({ inbound, people, answers, openDirectMessages, log });
    const shared = { inbound, workspaces, people, answers, conversation };
    const remembered = { dedupe: this.#dedupe, workObjects: this.#workObjects };
    listen(app, { ...shared, ...remembered, web, tasks: this.#tasks, unfurl, log });
    return app;
  }
}

function createNoWayInError(): PaperboyError {
  return new PaperboyError(problems.slackNoWayIn());
}
