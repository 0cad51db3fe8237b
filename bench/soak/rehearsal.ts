import { setTimeout as sleep } from 'node:timers/promises';
import type { MailTransaction } from '../../loopback/mail-server.ts';
import { createClock } from '../../src/clock.ts';
import { toUtcDay } from '../../src/core/base/calendar.ts';
import type { Clock } from '../../src/core/base/clock.ts';
import type { Day, Instant } from '../../src/core/base/time.ts';
import type { Store } from '../../src/core/store/store.ts';
import { createMailKeys } from '../../src/mail/keys.ts';
import { openStore } from '../../src/store/open-store.ts';
import { aLog } from '../../test/support/builders.ts';
import { aMailbox } from '../../test/support/mailboxes.ts';
import type { Outage } from '../shared/outage.ts';
import { type Random, randomFrom } from '../shared/random.ts';
import { type StandingPost, standingPosts } from '../shared/standing-posts.ts';
import { auditVotes } from '../shared/vote-audit.ts';
import { Bots } from './bots.ts';
import { type Planned, plannedFor } from './channels.ts';
import { createCrowd } from './crowd.ts';
import { type Editions, readEditions } from './editions.ts';
import { Gaps } from './gaps.ts';
import { type Injection, KINDS } from './injections.ts';
import type { Sample } from './memory.ts';
import { type RestartKind, Restarts } from './restarts.ts';
import type { Sharing } from './sharing.ts';
import { MAIL_KEY, openStage, type Stage } from './stage.ts';
import { drawTimeline, type Event } from './timeline.ts';
import { createTroubles, type Trouble } from './troubles.ts';

export interface SoakOptions {
  readonly days: number;
  readonly channels: number;
  /** People who read by e-mail. */
  readonly mailboxes: number;
  readonly seed: number;
  /** How many times as fast as in reality the days go by. */
  readonly speed: number;
  /** The first day. */
  readonly first: Day;
  /** Recorded days; the bundled editions without it. */
  readonly folder?: string;
  /** Keeps the bot's log there. */
  readonly logFile?: string;
  /** Several processes on one PostgreSQL database; without it one process on a file. */
  readonly sharing?: Sharing;
  /** Hears how far it is, in days. */
  onProgress?(days: number): void;
}

/** All that a rehearsal leaves behind for the audits. Everything is still open; call `close`. */
export interface Rehearsal {
  readonly store: Store;
  readonly planned: readonly Planned[];
  readonly injections: readonly Injection[];
  readonly troubles: readonly Trouble[];
  readonly samples: readonly Sample[];
  readonly standing: readonly StandingPost[];
  /** What the mail server noted of each text that it asked for. */
  readonly transactions: readonly MailTransaction[];
  /** When a process was killed, or stopped before it was up, or the database was away. */
  readonly outages: readonly Outage[];
  /** When a platform had nobody to pass a command on to. */
  readonly gaps: Gaps;
  readonly bots: Bots;
  readonly crowd: ReturnType<ReturnType<typeof createCrowd>['figures']>;
  readonly editions: Editions;
  readonly start: Instant;
  readonly end: Instant;
  /** Requests that the bot made of the platforms. */
  readonly calls: number;
  /** Bodies that a platform would have refused. */
  readonly violations: readonly unknown[];
  readonly restarts: Restarts['counts'];
  /** With which codes those ended that were asked to. */
  readonly codes: readonly (number | null)[];
  readonly tookMs: number;
  close(): Promise<void>;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** How often something is looked at, in real time. */
const BEAT_MS = 25;

/** Twelve samples of memory a day. */
const SAMPLE_EVERY_MS = DAY_MS / 12;

/** So long, in real time, what is under way at the end may take. */
const QUIET_WITHIN_MS = 90_000;

/** Lets the days go by, with all that happens in them. */
export async function rehearse(options: SoakOptions): Promise<Rehearsal> {
  const began = performance.now();
  const rehearsing = await Rehearsing.begin(options);
  await rehearsing.playAll();
  const facts = await rehearsing.end();
  return { ...facts, tookMs: performance.now() - began };
}

interface Prepared {
  readonly random: Random;
  readonly stage: Stage;
  readonly store: Store;
  readonly planned: readonly Planned[];
}

class Rehearsing {
  readonly #options: SoakOptions;
  readonly #random: Random;
  readonly #stage: Stage;
  readonly #store: Store;
  readonly #planned: readonly Planned[];
  readonly #start: Instant;
  readonly #clock: Clock;
  readonly #editions: Editions;
  readonly #events: readonly Event[];
  readonly #bots: Bots;
  readonly #restarts: Restarts;
  readonly #gaps: Gaps;
  readonly #troubles: ReturnType<typeof createTroubles>;
  readonly #crowd: ReturnType<typeof createCrowd>;
  readonly #injections: Injection[] = [];
  readonly #samples: Sample[] = [];

  private constructor(options: SoakOptions, { random, stage, store, planned }: Prepared) {
    const { days, channels, speed, first, folder, logFile, sharing } = options;
    this.#options = options;
    this.#random = random;
    this.#stage = stage;
    this.#store = store;
    this.#start = toStart(first);
    this.#planned = planned;
    const isShared = sharing !== undefined;
    this.#events = drawTimeline({ start: this.#start, days, channels, isShared }, random);
    this.#editions = readEditions(folder, first);
    const clock = createClock(this.#start, speed);
    this.#clock = clock;
    const log = logFile === undefined ? {} : { logFile };
    const bots = new Bots({ members: stage.members, speed, now: clock.now, ...log });
    this.#bots = bots;
    this.#gaps = new Gaps(stage);
    const note = (injection: Injection) => this.#note(injection);
    this.#restarts = new Restarts({ bots, stage, random, sharing, now: clock.now, note });
    const troubles = createTroubles({ stage, store, random, note });
    this.#troubles = troubles;
    this.#crowd = createCrowd(stage, random, (channel) => troubles.isOpen(channel));
  }

  /** The servers run, and the channels and mailboxes are subscribed. */
  static async begin(options: SoakOptions): Promise<Rehearsing> {
    const { channels, mailboxes, seed, first, sharing } = options;
    const random = randomFrom(seed);
    const start = toStart(first);
    const stage = await openStage({ channels, mailboxes, sharing }, first);
    const store = await openStore({ url: stage.database, log: aLog() });
    for (let n = 1; n <= mailboxes; n++)
      await aMailbox({ store, access: { keys: createMailKeys(MAIL_KEY) } }, n, start);
    const planned = [...stage.chats, ...stage.mailboxes].map((channel, i) =>
      plannedFor(channel, i, random, start),
    );
    for (const { subscription } of planned) await store.subscriptions.put(subscription);
    // Its clock runs from here on.
    return new Rehearsing(options, { random, stage, store, planned });
  }

  async playAll(): Promise<void> {
    showEditions(this.#stage, this.#editions, this.#start);
    this.#bots.start();
    for (const event of this.#events) {
      while (this.#clock.now() < event.at) await this.#beat();
      await this.#happen(event);
    }
    while (this.#clock.now() < this.#start + this.#options.days * DAY_MS) await this.#beat();
  }

  /** Lets what is under way come to its end, and ends the bot. */
  async end(): Promise<Omit<Rehearsal, 'tookMs'>> {
    const [stage, store, bots] = [this.#stage, this.#store, this.#bots];
    const tend = () => this.#troubles.tend(this.#clock.now(), this.#crowd, true);
    const isShared = this.#options.sharing !== undefined;
    await settle({ stage, store, bots, isShared, beat: () => this.#beat(), tend });
    const end = this.#clock.now();
    const codes = [...this.#restarts.codes, ...(await bots.stop())];
    return {
      ...{ store, bots, end, start: this.#start, planned: this.#planned, editions: this.#editions },
      injections: this.#injections,
      outages: this.#restarts.outages,
      gaps: this.#gaps,
      transactions: stage.mail.transactions,
      samples: this.#samples,
      troubles: this.#troubles.list(),
      standing: standingPosts(stage),
      crowd: this.#crowd.figures(),
      calls: stage.calls(),
      violations: [...stage.discord.violations, ...stage.slack.violations],
      restarts: this.#restarts.counts,
      codes,
      async close() {
        await store.close();
        await stage.close();
      },
    };
  }

  #note(injection: Injection): void {
    this.#injections.push(injection);
  }

  async #happen({ kind }: Event): Promise<void> {
    if (kind === 'vote') this.#crowd.vote();
    else if (kind === 'command') {
      if (this.#bots.isAnyUp) this.#crowd.command(this.#stage.chats);
    } else if (kind === 'trouble') this.#troubles.begin(this.#clock.now());
    else if (isRestart(kind)) await this.#restarts.happen(kind);
    else this.#injectOne(kind);
  }

  #injectOne(victim: keyof typeof KINDS): void {
    const kind = this.#random.pick(KINDS[victim]);
    kind.inject(this.#stage, this.#random);
    this.#note({ at: this.#clock.now(), victim, what: kind.what });
  }

  /** Looks once, and waits a moment. */
  async #beat(): Promise<void> {
    const now = this.#clock.now();
    const { days, onProgress } = this.#options;
    showEditions(this.#stage, this.#editions, now);
    this.#gaps.look();
    if (now - (this.#samples.at(-1)?.at ?? 0) >= SAMPLE_EVERY_MS) {
      for (const sample of this.#bots.readMemory()) this.#samples.push({ at: now, ...sample });
      this.#stage.forgetNotes();
      await this.#troubles.tend(now, this.#crowd);
    }
    onProgress?.(Math.min(days, (now - this.#start) / DAY_MS));
    await sleep(BEAT_MS);
  }
}

function isRestart(kind: Event['kind']): kind is RestartKind {
  return ['clean restart', 'kill', 'database kill', 'connections cut'].includes(kind);
}

function toStart(first: Day): Instant {
  return Date.parse(`${first}T00:00:00Z`);
}

interface Settling {
  readonly stage: Stage;
  readonly store: Store;
  readonly bots: Bots;
  readonly isShared: boolean;
  readonly beat: () => Promise<void>;
  readonly tend: () => Promise<void>;
}

type Until = (isSo: () => boolean | Promise<boolean>) => Promise<void>;

/** Nothing goes wrong any more; the votes are compared once more, and what is under way comes to its end. */
async function settle({ stage, store, bots, isShared, beat, tend }: Settling): Promise<void> {
  const { discord, slack, mail, hf } = stage;
  mail.faults.length = 0;
  discord.faults.clear();
  slack.faults.clear();
  hf.clearFaults();
  const deadline = performance.now() + QUIET_WITHIN_MS;
  const until: Until = async (isSo) => {
    while (!(await isSo()) && performance.now() < deadline) await beat();
  };
  await tend();
  await until(async () => (await store.subscriptions.list()).every(({ paused }) => paused === undefined));
  if (isShared)
    // What a process missed that died, another one has to have seen by itself.
    await until(async () => (await auditVotes(store, standingPosts(stage))).faults.length === 0);
  else await readBack(stage, store, bots, until);
  await until(async () => (await store.deliveries.listOpen()).length === 0);
}

/** Lets both platforms report that events were missed. */
async function readBack({ discord, slack }: Stage, store: Store, bots: Bots, until: Until): Promise<void> {
  const messages: string[] = [];
  // Where nothing was posted there is nothing to read back.
  for (const name of ['discord', 'slack'] as const)
    if ((await store.posts.listSentSince(name, 0)).length > 0) messages.push(`votes read back (${name})`);
  const before = messages.map((message) => bots.countSaid(message));
  discord.gateway.invalidate();
  slack.socket.drop();
  await until(() => messages.every((message, i) => bots.countSaid(message) > (before[i] ?? 0)));
}

function showEditions({ hf }: Stage, editions: Editions, now: Instant): void {
  const day = toUtcDay(now);
  const hour = new Date(now).getUTCHours();
  const yesterday = toUtcDay(now - DAY_MS);
  hf.setToday(day);
  hf.setDay(yesterday, editions.items(yesterday, 24));
  hf.setDay(day, editions.items(day, hour));
}
