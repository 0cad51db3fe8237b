import { onTestFinished } from 'vitest';
import { createSlack } from '../../adapters/slack/index.ts';
import type { OAuthServer, Workspace } from '../../loopback/slack/oauth.ts';
import { SlackServer } from '../../loopback/slack/server.ts';
import { createInstallations } from '../../src/app/installations.ts';
import type { Rate } from '../../src/core/async/rate-limited-queue.ts';
import type { ChannelId, PlatformName } from '../../src/core/base/ids.ts';
import type { Inbound } from '../../src/core/platform/inbound.ts';
import type { Platform } from '../../src/core/platform/platform.ts';
import { createDeliver } from '../../src/jobs/delivery/deliver.ts';
import { createRetention } from '../../src/jobs/tenants/retention.ts';
import { createTenants } from '../../src/jobs/tenants/tenants.ts';
import { enqueueDue } from '../../src/jobs/timing/enqueue.ts';
import { PresetReactions } from '../../src/jobs/votes/preset-reactions.ts';
import { createTallies } from '../../src/jobs/votes/tallies.ts';
import { AT_ONCE, watchSlack } from '../adapters/slack/harness.ts';
import { aDesk } from '../commands/desk.ts';
import { aClock, aLog, aRecordingInbound, aSubscription } from '../support/builders.ts';
import { channelId, personId, tenantId } from '../support/ids.ts';

const HOUR = 3_600_000;
const NO_LIMIT: Rate = { calls: 1, perMs: 0 };
const SIGNING_SECRET = 'loopback-signing-secret';
const KEY = 'a key that encrypts the tokens of workspaces';

/** When a digest is due in every channel. */
const DUE = Date.parse('2026-04-30T11:00:00Z');

export interface ManyOptions {
  readonly key?: string;
  readonly oldKeys?: readonly string[];
  readonly url?: string;
  readonly timeoutMs?: number;
  /** Before anything is installed. */
  readonly prepare?: (oauth: OAuthServer) => void;
}

/** A bot that is not of one workspace, over a loopback Slack of several; the app is installed as a person does it. */
export async function aBotOfMany(options: ManyOptions = {}) {
  const server = await SlackServer.start({ ackMs: 500 });
  watchSlack(server);
  options.prepare?.(server.oauth);
  const log = aLog();
  const platforms = new Map<PlatformName, Platform>();
  const desk = await aDesk({ platforms, ...(options.url ? { url: options.url } : {}) });
  const { store, clock } = desk;
  const wallClock = aClock(Date.now());
  const config = { SLACK_TOKEN_KEY: options.key ?? KEY, SLACK_OLD_TOKEN_KEYS: [...(options.oldKeys ?? [])] };
  const access = createInstallations({ config, store, log });
  if (!access) throw new Error('there is a key');
  let port = 0;
  const onListening = (actual: number) => {
    port = actual;
  };
  const { clientId, clientSecret } = server.oauth;
  const platform = createSlack({
    install: { clientId, clientSecret, ...access },
    http: { signingSecret: SIGNING_SECRET, port: 0, onListening },
    ...{ apiUrl: server.apiUrl, log, clock: wallClock },
    tuning: { timeoutMs: options.timeoutMs ?? 2000, rates: AT_ONCE, channelRate: NO_LIMIT },
  });
  platforms.set('slack', platform);
  const deps = { store, platforms, clock, log };
  const tallies = createTallies({
    ...{ ...deps, findCardSummary: desk.services.summarizer.findCardSummary, wallClock: clock },
    ...{ editEveryMs: 1, editWithinMs: 14 * 24 * HOUR },
  });
  const recording = aRecordingInbound();
  const inbound: Inbound = {
    ...recording,
    ...desk.dispatcher,
    ...createTenants({ store, clock, log }),
    onReaction: (event) => tallies.recordReaction(event),
  };
  await platform.connection.start(inbound);
  onTestFinished(async () => {
    await platform.connection.stop();
    await server.close();
    await store.close();
  });
  const origin = `http://127.0.0.1:${port}`;
  const sign = { signingSecret: SIGNING_SECRET, url: `${origin}/slack/events` };

  return {
    ...{
      server,
      platform,
      store,
      log,
      clock,
      wallClock,
      tallies,
      origin,
      desk,
      installations: access.installations,
    },
    /** A workspace with a channel, an admin and a member, in which nobody has installed the app yet. */
    addWorkspace(team: string): Workspace {
      const workspace = server.addWorkspace(team);
      const { state, people } = workspace;
      people.callByHttp(sign);
      state.addUser('U0ADA', { admin: true });
      state.addUser('U0BOB');
      state.addChannel(`C0${team}`, { members: new Set([state.bot.user, 'U0ADA', 'U0BOB']) });
      return workspace;
    },
    /** What a person does who clicks on the link, and their browser; resolves with the page they end at. */
    async install(workspace: Workspace): Promise<Response> {
      const begun = await fetch(`${origin}/slack/install`, { redirect: 'manual' });
      const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state') ?? '';
      const [cookie = ''] = begun.headers.getSetCookie().map((one) => one.split(';')[0] ?? '');
      const query = new URLSearchParams({ code: server.oauth.allow(workspace), state });
      return fetch(`${origin}/slack/oauth_redirect?${query}`, { headers: { cookie } });
    },
    /** Slack reports that the app was removed; its tokens have ended already. */
    async uninstall(workspace: Workspace, at = Date.now() + 5000): Promise<void> {
      server.oauth.revoke(workspace);
      const { state, people } = workspace;
      await people.deliver('events_api', {
        ...{ type: 'event_callback', team_id: state.organization?.id ?? state.team.id },
        ...{ event_id: `Ev-gone-${state.team.id}-${at}`, event_time: Math.floor(at / 1000) },
        event: { type: 'app_uninstalled' },
      });
    },
    async subscribe(
      { state }: Workspace,
      id = `C0${state.team.id.slice(2)}`,
      laterMs = 0,
    ): Promise<ChannelId> {
      const tenant = tenantId(`slack:${state.team.id}`);
      const channel = channelId(`${tenant}/${id}`);
      const owner = personId(`${tenant}/U0ADA`);
      await store.subscriptions.put(
        aSubscription({ channel, tenant, owner, count: 2, nextDueAt: DUE + laterMs, layout: 'compact' }),
      );
      return channel;
    },
    /** What the scheduler does each minute. */
    async tick(): Promise<void> {
      await enqueueDue({ store, clock, log });
      const { findCardSummary } = desk.services.summarizer;
      const own = { owner: 'one', maxLatenessMs: 6 * HOUR, concurrency: 32, sourceName: 'Hugging Face' };
      const shared = { ...deps, ...own, findCardSummary };
      await createDeliver({ ...shared, onPosted: tallies.recordPost }).run();
    },
    addReactions: () => new PresetReactions(deps).run(),
    async later(days: number): Promise<void> {
      clock.advance(days * 24 * HOUR);
      await createRetention(deps).run();
    },
    messages: ({ state }: Workspace) => [...state.channels.values()].flatMap(({ messages }) => messages),
  };
}
