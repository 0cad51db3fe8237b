import { onTestFinished } from 'vitest';
import { resume } from '../../commands/channel/pause.ts';
import { status } from '../../commands/channel/status.ts';
import { commands } from '../../commands/index.ts';
import {
  type ChannelId,
  type PersonId,
  type PlatformName,
  splitId,
  type TenantId,
} from '../../src/core/base/ids.ts';
import { type Languages, ONLY_ENGLISH } from '../../src/core/base/languages.ts';
import { flattenText } from '../../src/core/base/text.ts';
import type { CommandContext } from '../../src/core/command/command.ts';
import { createDispatcher } from '../../src/core/command/dispatch.ts';
import type { Services } from '../../src/core/command/services.ts';
import type { Paper } from '../../src/core/paper/paper.ts';
import type { Inbound } from '../../src/core/platform/inbound.ts';
import type { ChatPlatform, Platform } from '../../src/core/platform/platform.ts';
import type { Reason } from '../../src/core/reason/reason.ts';
import { wordReason } from '../../src/core/reason/word-reason.ts';
import { createDeliver } from '../../src/jobs/delivery/deliver.ts';
import { enqueueDue } from '../../src/jobs/timing/enqueue.ts';
import { createTallies } from '../../src/jobs/votes/tallies.ts';
import { openStore } from '../../src/store/open-store.ts';
import { createSummarizer } from '../../src/summary/fallback-chain.ts';
import { aDiscord } from '../adapters/discord/harness.ts';
import { aWorld as aSlackWorld } from '../adapters/slack/harness.ts';
import { aClock, aLog, aRecordingInbound, aSubscription, papers, saveEdition } from '../support/builders.ts';
import { channelId, personId, tenantId } from '../support/ids.ts';

const HOUR = 3_600_000;
/** No request ends by itself before this, however slow the machine. Where one is to hang, the rig is given less. */
const PATIENT_MS = 5000;

export const SLOT = Date.parse('2026-04-30T09:00:00Z');

/** What a reason says to people of the rig's platform. */
export function wordFor(reason: Reason | undefined, { platform }: Rig): string {
  return reason ? flattenText(wordReason(reason, new Map([[platform.name, platform]])).what) : 'no reason';
}

/** What to do about it. */
export function wordFixFor(reason: Reason | undefined, { platform }: Rig): string {
  return reason ? flattenText(wordReason(reason, new Map([[platform.name, platform]])).fix) : 'no reason';
}

/** A real client over a loopback server, and what its people see. */
export interface Rig<Server = unknown> {
  readonly server: Server;
  readonly platform: ChatPlatform;
  readonly channel: ChannelId;
  readonly owner: PersonId;
  readonly tenant: TenantId;
  /** All private messages that the owner got, as text. */
  notices(): string;
  /** How many messages of the bot are in a channel and in the threads under it. */
  posts(channel?: ChannelId): number;
  /** Adds a second channel in which all is well. */
  another(): ChannelId;
}

export type Discord = Awaited<ReturnType<typeof aDiscord>>['server'];
export type Slack = Awaited<ReturnType<typeof aSlackWorld>>['server'];

export async function discordRig(
  spoil: (server: Discord) => void = () => undefined,
  timeoutMs = PATIENT_MS,
): Promise<Rig<Discord>> {
  const { server, platform, close } = await aDiscord({ commands, tuning: { timeoutMs } });
  onTestFinished(close);
  spoil(server);
  const ann = server.user('ann').id;
  const inChannel = (id: string) =>
    [...server.channels.values()]
      .filter((channel) => channel.id === id || channel.parentId === id)
      .reduce((sum, { messages }) => sum + messages.size, 0);
  return {
    ...{ server, platform },
    channel: channelId(`discord:${server.general.id}`),
    owner: personId(`discord:${ann}`),
    tenant: tenantId(`discord:${server.guild.id}`),
    notices: () => {
      const direct = [...server.channels.values()].filter(({ recipientId }) => recipientId === ann);
      return JSON.stringify(
        direct.flatMap(({ messages }) => [...messages.values()]),
        withoutBigInts,
      );
    },
    posts: (channel) => inChannel(channel ? splitId(channel).id : server.general.id),
    another: () => channelId(`discord:${server.world.addChannel(server.guild, 'other').id}`),
  };
}

const withoutBigInts = (_key: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);

export async function slackRig(
  spoil: (server: Slack) => void = () => undefined,
  timeoutMs = PATIENT_MS,
): Promise<Rig<Slack>> {
  const { server, platform, close } = await aSlackWorld({ tuning: { timeoutMs } });
  onTestFinished(close);
  spoil(server);
  const { state } = server;
  return {
    ...{ server, platform },
    channel: channelId('slack:T0LOOP/C0OPEN'),
    owner: personId(`slack:${state.team.id}/U0ADA`),
    tenant: tenantId(`slack:${state.team.id}`),
    notices: () => JSON.stringify(state.dm('U0ADA').messages),
    posts: (channel) => state.channels.get(channel ? splitId(channel).id : 'C0OPEN')?.messages.length ?? 0,
    another: () => channelId(`slack:${state.team.id}/${state.addChannel('C0OTHER').id}`),
  };
}

/** The languages that the bot has texts in, and that of the channels. */
interface Speech {
  readonly languages?: Languages;
  readonly language?: string;
}

/** A digest of two papers that is due in the rig's channels, and the jobs and commands around it. */
export async function aDelivery(
  rig: Rig,
  also: readonly ChannelId[] = [],
  { languages = ONLY_ENGLISH, language = 'en' }: Speech = {},
) {
  const clock = aClock('2026-04-30T09:00:10Z');
  const log = aLog();
  const store = await openStore({ url: ':memory:', log });
  onTestFinished(() => store.close());
  const listed = papers(3);
  await saveEdition(store, listed, clock.now());
  const { channel, owner, platform } = rig;
  for (const one of [channel, ...also])
    await store.subscriptions.put(
      aSubscription({ channel: one, owner, count: 2, nextDueAt: SLOT, language }),
    );
  const platforms = new Map<PlatformName, Platform>([[platform.name, platform]]);
  const findCardSummary = ({ abstract }: { abstract: string }) => ({ text: abstract, by: 'abstract' });
  const shared = { store, platforms, findCardSummary, clock, log, languages };
  const tallies = createTallies({
    ...shared,
    wallClock: clock,
    editEveryMs: 1,
    editWithinMs: 14 * 24 * HOUR,
  });
  const at = splitId(channel);
  const context = {
    asker: {
      platform: platform.name,
      tenant: rig.tenant,
      channel: at?.id ?? '',
      channelId: channel,
      person: owner,
      mayManage: true,
    },
    services: {
      ...{ store, clock },
      readRefreshStatus: () => ({ lastSuccess: clock.now() }),
      search: { describeStatus: () => undefined },
      checkChannel: () => platform.checks.run(at?.id),
      wordReason: (reason: Reason) => wordReason(reason, new Map([[platform.name, platform]])),
      computeNextDue: () => SLOT + 24 * HOUR,
    },
  } as unknown as CommandContext;
  /** What the bot does with what comes in: votes by reaction, by button and by command. */
  const inbound = (): Inbound => {
    const services = {
      ...{
        store,
        clock,
        summarizer: createSummarizer(),
        vote: tallies.press,
        recordSharedCard: tallies.recordSharedCard,
        savePapers: async () => undefined,
      },
      findPaper: (id: string) => store.papers.find(id),
      findArtifacts: async (paper: Paper) => paper,
      findSharingObstacle: ({ channel: at, person }: Parameters<Services['findSharingObstacle']>[0]) =>
        platform.channels.findSharingObstacle(at, person),
    } as unknown as Services;
    const dispatcher = createDispatcher({
      ...{ commands, services, log, languages, createRequestId: () => 'r' },
      // The machine may be slow.
      stillWorkingAfterMs: HOUR,
    });
    return { ...aRecordingInbound(), ...dispatcher, onReaction: (event) => tallies.recordReaction(event) };
  };
  const tick = async () => {
    await enqueueDue({ store, clock, log });
    const { recordPost: posted } = tallies;
    await createDeliver({
      ...shared,
      onPosted: posted,
      owner: 'one',
      maxLatenessMs: 6 * HOUR,
      concurrency: 2,
      sourceName: 'Hugging Face',
    }).run();
  };
  return {
    ...{ store, clock, log, tallies, tick, inbound },
    delivery: async (of = channel) => (await store.deliveries.listRecent(of, 1))[0],
    subscription: () => store.subscriptions.find(channel),
    status: async () => JSON.stringify(await status.run(context, {})),
    resume: async () => JSON.stringify(await resume.run(context, {})),
  };
}
