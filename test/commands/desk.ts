import { commands } from '../../commands/index.ts';
import { type PlatformName, toChannelId } from '../../src/core/base/ids.ts';
import type { Command } from '../../src/core/command/command.ts';
import { findQuestion } from '../../src/core/command/confirmation.ts';
import { createDispatcher, type DispatchDeps } from '../../src/core/command/dispatch.ts';
import type { PostNowOutcome, Services } from '../../src/core/command/services.ts';
import { createVisibleChannels } from '../../src/core/command/visible-channels.ts';
import type { Asker, Interaction, Reply } from '../../src/core/message/interaction.ts';
import type { Message } from '../../src/core/message/message.ts';
import { createArtifactLookup, createFindPaper } from '../../src/core/paper/find-paper.ts';
import type { Paper } from '../../src/core/paper/paper.ts';
import type { ListQuery, PaperBatch } from '../../src/core/paper/paper-source.ts';
import type {
  CheckLine,
  Mentions,
  Platform,
  SharingObstacle,
  WantedExtras,
} from '../../src/core/platform/platform.ts';
import { wordReason } from '../../src/core/reason/word-reason.ts';
import { isSpecial } from '../../src/core/schedule/subscription.ts';
import type { PaperVectors, SearchAnswer } from '../../src/core/search/search.ts';
import type { Store } from '../../src/core/store/store.ts';
import { composePreview, previewRecap } from '../../src/jobs/composing/preview.ts';
import { hasTaste, scoreTaste } from '../../src/jobs/composing/taste.ts';
import { chooseQuiz } from '../../src/jobs/composing/taste-quiz.ts';
import { readTasteProgress, reportTaste } from '../../src/jobs/composing/taste-report.ts';
import { createForget } from '../../src/jobs/people/forget.ts';
import { findNextDue } from '../../src/jobs/timing/next-due.ts';
import { createTallies } from '../../src/jobs/votes/tallies.ts';
import { openStore } from '../../src/store/open-store.ts';
import { createSummarizer } from '../../src/summary/fallback-chain.ts';
import { aClock, aLog, papers, saveEdition } from '../support/builders.ts';
import { channelId, personId, tenantId } from '../support/ids.ts';

export const ASKER: Asker = {
  platform: 'discord',
  tenant: tenantId('discord:guild'),
  channel: '100',
  channelId: channelId('discord:100'),
  person: personId('discord:ann'),
  mayManage: true,
  zone: 'Europe/Paris',
  locale: 'en-GB',
};

/** As the adapters build it: of Slack alone the ids of channels have the tenant in them. */
function asFromChannel(asker: Asker): Asker {
  const { platform, tenant, channel } = asker;
  return { ...asker, channelId: toChannelId(platform === 'slack' ? tenant : platform, channel) };
}

const toBatch = (listed: readonly Paper[]): PaperBatch => ({
  papers: listed,
  skipped: [],
  source: 'scripted',
});

/** All commands over a real store with the edition of 2026-04-30 (25 papers); search and sources are scripted. */
export async function aDesk(
  options: {
    commands?: readonly Command[];
    url?: string;
    /** In place of one of its own, at `url`. */
    store?: Store;
    signal?: AbortSignal;
    runFor?: DispatchDeps['runFor'];
    isUnlimited?: DispatchDeps['isUnlimited'];
    /** Never, unless a test is about it: the machine may be slow. */
    stillWorkingAfterMs?: number;
    answerWithinMs?: number;
    platforms?: ReadonlyMap<PlatformName, Platform>;
  } = {},
) {
  const clock = aClock('2026-04-30T12:00:00Z');
  const log = aLog();
  const store = options.store ?? (await openStore({ url: options.url ?? ':memory:', log }));
  const listed = papers(25);
  await saveEdition(store, listed, clock.now());

  const script = {
    /** What the source lists, by the kind of question; an `Error` is thrown. */
    lists: new Map<ListQuery['kind'], Paper[] | Error>(),
    known: new Map<string, Paper>(),
    beyond: [] as Paper[],
    /** What was asked for beyond the saved papers. */
    beyondAsked: [] as string[],
    /** What the search is busy with. */
    searchStatus: undefined as string | undefined,
    hits: listed.map(({ id }) => id),
    asked: [] as string[],
    /** What the search knows of where papers lie. */
    vectors: undefined as PaperVectors | undefined,
    /** With so many papers they can be compared with each other. */
    papersNeeded: 20,
    channel: [] as CheckLine[],
    /** What the channel was checked for. */
    wanted: [] as Array<WantedExtras | undefined>,
    posted: [] as string[],
    postNow: { kind: 'posting' } as PostNowOutcome,
    /** Whether posts can be made that notify nobody. */
    hasQuietPosts: true,
    /** Whether a form has space for every setting. */
    hasLongForms: false,
    /** Whether the platform has the parts of every layout. */
    drawsAll: true,
    /** Whether the channel is a forum. */
    isForum: false as boolean | undefined,
    /** How roles are mentioned. */
    mentions: undefined as Mentions | undefined,
    hasCrossposts: true,
    /** Whether there are web pages. */
    hasPages: false,
    /** What keeps answers from being shared. */
    obstacle: undefined as SharingObstacle | undefined,
  };
  const answer = (offset: number, limit: number): SearchAnswer => ({
    hits: script.hits
      .slice(offset, offset + limit)
      .map((paperId) => ({ paperId, score: 1, snippet: [{ text: 'a ' }, { text: 'match', strong: true }] })),
    total: script.hits.length,
    tookMs: 1.25,
    notes: [],
  });
  const summarizer = createSummarizer();
  const tallies = createTallies({
    store,
    platforms: new Map(),
    findCardSummary: summarizer.findCardSummary,
    clock,
    wallClock: clock,
    log,
    editEveryMs: 1,
    editWithinMs: 1,
  });
  const savePapers = async (more: readonly Paper[]): Promise<void> => {
    await store.papers.save(more, clock.now());
  };
  const source = {
    name: 'scripted',
    async list(query: ListQuery) {
      script.asked.push(query.kind);
      const said = script.lists.get(query.kind) ?? [];
      if (said instanceof Error) throw said;
      return toBatch(said);
    },
    fetchPaper: async (id: string) => script.known.get(id),
    fetchDetails: async (id: string) => script.known.get(id),
    search: async () => toBatch(script.beyond),
  };
  const platforms = options.platforms ?? new Map();
  const services: Services = {
    ...{ clock, store, source, summarizer, savePapers },
    search: {
      search: async (_query, { offset, limit }) => answer(offset, limit),
      findSimilar: async (_paper, limit) => answer(1, limit),
      suggest: async (typed, limit) =>
        listed
          .filter(({ title }) => title.includes(typed))
          .slice(0, limit)
          .map(({ id, title }) => ({ paperId: id, title })),
      update: async () => undefined,
      describeStatus: () => script.searchStatus,
    },
    findPaper: createFindPaper({ papers: store.papers, source, savePapers, clock }),
    findArtifacts: createArtifactLookup({ papers: store.papers, source, savePapers, clock, log }).find,
    beyond: {
      searchable: new Map([
        ['huggingface', 'Hugging Face'],
        ['arxiv', 'arXiv'],
      ]),
      search: async (where, text) => {
        script.beyondAsked.push(`${where} ${text}`);
        return toBatch(script.beyond);
      },
    },
    vote: tallies.press,
    recordSharedCard: tallies.recordSharedCard,
    wordReason: (reason) => wordReason(reason, platforms),
    reportTaste: (subscription) =>
      reportTaste({ store, platforms, vectors: script.vectors }, subscription, clock.now()),
    hasTaste: (subscription) =>
      hasTaste({ store, platforms, vectors: script.vectors }, subscription, clock.now()),
    readTasteProgress: (subscription) =>
      readTasteProgress({ store, platforms, papersNeeded: script.papersNeeded }, subscription, clock.now()),
    judgeTaste: (subscription, papers) =>
      scoreTaste({ store, platforms, vectors: script.vectors }, subscription, clock.now(), papers),
    pickQuizPapers: (subscription) =>
      chooseQuiz({ store, vectors: script.vectors }, subscription, clock.now()),
    preview: (subscription) =>
      composePreview(
        { store, platforms, findCardSummary: summarizer.findCardSummary },
        subscription,
        clock.now(),
      ),
    previewRecap: (subscription, period) =>
      previewRecap(
        { store, findCardSummary: summarizer.findCardSummary, log },
        subscription,
        period,
        clock.now(),
      ),
    postNow: async (channel) => {
      script.posted.push(channel);
      return script.postNow;
    },
    computeNextDue: (schedule) => findNextDue(schedule, clock.now()),
    checkChannel: async (_channel, _layout, wanted) => {
      script.wanted.push(wanted);
      return script.channel;
    },
    hasQuietPosts: () => script.hasQuietPosts,
    hasLongForms: () => script.hasLongForms,
    mentionsIn: () => script.mentions,
    hasCrossposts: () => script.hasCrossposts,
    canDraw: (_channel, layout) => script.drawsAll || !isSpecial(layout),
    findOnlyLayout: () => undefined,
    isForum: async () => script.isForum,
    get toPublicPageUrl() {
      return script.hasPages ? (name: string) => `https://papers.example.org/channel/${name}` : undefined;
    },
    findSharingObstacle: async ({ platform, channel, person }) =>
      script.obstacle ?? options.platforms?.get(platform)?.channels?.findSharingObstacle(channel, person),
    forget: createForget({ store, platforms, clock, log }),
    filterVisibleChannels: createVisibleChannels(platforms, log),
    readRefreshStatus: () => ({ lastSuccess: clock.now() - 120_000 }),
  };
  let requests = 0;
  const dispatcher = createDispatcher({
    commands: options.commands ?? commands,
    services,
    log,
    createRequestId: () => {
      requests += 1;
      return `r${requests}`;
    },
    stillWorkingAfterMs: options.stillWorkingAfterMs ?? 3_600_000,
    ...(options.answerWithinMs === undefined ? {} : { answerWithinMs: options.answerWithinMs }),
    isUnlimited: options.isUnlimited ?? (({ person }) => person !== 'discord:flood'),
    ...(options.signal ? { signal: options.signal } : {}),
    ...(options.runFor ? { runFor: options.runFor } : {}),
  });
  /** Says yes where an answer is a question. */
  const confirm = async (reply: Reply, asker: Partial<Asker> = {}): Promise<Reply> => {
    const question = reply.kind === 'message' ? findQuestion(reply.message) : undefined;
    return question ? ask({ kind: 'action', id: question.confirm.id }, asker) : reply;
  };
  const ask = (interaction: Interaction, asker: Partial<Asker> = {}): Promise<Reply> =>
    dispatcher.interact(asFromChannel({ ...ASKER, ...asker }), interaction);
  return {
    ...{ clock, log, store, script, services, dispatcher, tallies, ask, confirm },
    /** Types `/papers TEXT`; fails unless a message comes back. */
    async type(text: string, asker: Partial<Asker> = {}): Promise<Message> {
      return readMessage(await ask({ kind: 'line', text }, asker));
    },
    /** Types `/papers TEXT`, and says yes where the answer is a question. */
    async typeAndConfirm(text: string, asker: Partial<Asker> = {}): Promise<Message> {
      return readMessage(await confirm(await ask({ kind: 'line', text }, asker), asker));
    },
    /** Presses the button with this label on a message. */
    async press(message: Message, label: string, asker: Partial<Asker> = {}): Promise<Reply> {
      const actions = 'actions' in message ? (message.actions ?? []) : [];
      const action = actions.find((one) => one.label === label);
      if (action?.kind !== 'button')
        throw new Error(`no button "${label}" among ${actions.map((one) => one.label).join()}`);
      return ask({ kind: 'action', id: action.id }, asker);
    },
  };
}

export function readMessage(reply: Reply): Message {
  if (reply.kind === 'message' || reply.kind === 'update') return reply.message;
  throw new Error(`a ${reply.kind} came back`);
}

/** All text of a message, for looking at. */
export function textIn(message: Message): string {
  return JSON.stringify(message);
}
