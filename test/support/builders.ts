import type { Clock } from '../../src/core/base/clock.ts';
import type { Log } from '../../src/core/base/log.ts';
import type { Message, Overview, PaperView } from '../../src/core/message/message.ts';
import type { Paper } from '../../src/core/paper/paper.ts';
import type { Inbound, ReactionEvent } from '../../src/core/platform/inbound.ts';
import { DEFAULT_SUBSCRIPTION, type Subscription } from '../../src/core/schedule/subscription.ts';
import type { Store } from '../../src/core/store/store.ts';
import { NO_VOTES } from '../../src/core/vote/vote.ts';
import { channelId } from './ids.ts';
import { produces } from './produced.ts';

export function aPaper(fields: Partial<Paper> = {}): Paper {
  const { id = '2604.26752' } = fields;
  return {
    id,
    // As Hugging Face, which lists no others.
    ...(id.startsWith('local:') ? {} : { pageUrl: `https://huggingface.co/papers/${id}` }),
    title: 'A small model that reads large papers',
    abstract: 'We present a small model. It reads large papers. It is twice as fast as its teacher.',
    authors: ['Ada Lovelace', 'Alan Turing'],
    publishedAt: '2026-04-29T00:00:00.000Z',
    upvotes: 12,
    comments: 2,
    ...fields,
  };
}

/** `count` different papers, `2604.00001` onward. */
export function papers(count: number, fields: Partial<Paper> = {}): Paper[] {
  return Array.from({ length: count }, (_, i) => {
    const id = `2604.${String(i + 1).padStart(5, '0')}`;
    return aPaper({ id, title: `Paper number ${i + 1}`, upvotes: 100 - i, ...fields });
  });
}

/** Papers, and the edition of 2026-04-30 that lists them, as a refresh would have saved them. */
export async function saveEdition(store: Store, listed: readonly Paper[], fetchedAt: number): Promise<void> {
  await store.papers.save(listed, fetchedAt);
  await store.editions.save({
    day: '2026-04-30',
    state: 'filling',
    paperIds: listed.map(({ id }) => id),
    fetchedAt,
  });
}

export function aView(fields: Partial<PaperView> & { paper?: Paper } = {}): PaperView {
  return { paper: aPaper(), tally: NO_VOTES, ...fields };
}

export function anOverview(count: number, fields: Partial<Overview> = {}): Overview {
  return {
    kind: 'overview',
    day: '2026-04-30',
    entries: papers(count).map((paper, i) => aView({ paper, n: i + 1, day: '2026-04-30' })),
    more: 0,
    cards: 'thread',
    language: 'en',
    ...fields,
  };
}

export function aNotice(title: string): Message {
  return { kind: 'notice', tone: 'info', title };
}

export function aSubscription(fields: Partial<Subscription> = {}): Subscription {
  return {
    ...DEFAULT_SUBSCRIPTION,
    channel: channelId('terminal:local'),
    nextDueAt: 0,
    createdAt: 0,
    ...fields,
  };
}

/** A clock that moves when the test moves it. */
export function aClock(
  start: string | number = '2026-04-30T12:00:00Z',
): Clock & { set(to: string | number): void; advance(ms: number): void } {
  let now = new Date(start).getTime();
  return {
    now: () => now,
    set: (to) => {
      now = new Date(to).getTime();
    },
    advance: (ms) => {
      now += ms;
    },
  };
}

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly facts: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** A log that remembers its lines. */
export function aLog(): Log & { readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  produces('a log', () => lines);
  const at = (level: LogLine['level']) => (facts: object, message: string) => {
    lines.push({ level, facts: facts as Record<string, unknown>, message });
  };
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** An inbound that records reactions and missed events and answers every interaction with a notice that repeats it. */
export function aRecordingInbound(): Inbound & {
  readonly events: ReactionEvent[];
  /** Platforms that said events may have been missed. */
  readonly missed: string[];
  failNext(): void;
} {
  const events: ReactionEvent[] = [];
  const missed: string[] = [];
  let fail = false;
  return {
    events,
    missed,
    failNext: () => {
      fail = true;
    },
    onReaction: async (event) => {
      events.push(event);
    },
    interact: async (_asker, interaction) => {
      if (fail) {
        fail = false;
        throw new Error('the handler broke');
      }
      return { kind: 'message', message: aNotice(`heard ${JSON.stringify(interaction)}`) };
    },
    runInLanguageOf: (_listener, work) => work(),
    validateForm: () => ({}),
    opensForm: () => false,
    needsManager: () => false,
    onBotRemoved: async () => undefined,
    addTenants: async () => undefined,
    onBotPresent: async () => undefined,
    onTenantsListed: async () => undefined,
    complete: async () => [],
    onEventsMissed: async (platform) => {
      missed.push(platform);
    },
  };
}

/**
 * Resolves when `condition` holds; fails with `what` after `timeoutMs`. For waiting on real sockets. What takes long is mostly another
 * process, which needs the processor: the longer this waits, the more seldom it looks.
 */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what: string,
  timeoutMs = 20_000,
): Promise<void> {
  const from = Date.now();
  while (!(await condition())) {
    const waited = Date.now() - from;
    if (waited > timeoutMs) throw new Error(`waited ${timeoutMs} ms until ${what}, which did not happen`);
    await new Promise((resolve) => setTimeout(resolve, Math.min(25, Math.max(5, waited / 50))));
  }
}
