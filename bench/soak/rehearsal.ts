import { setTimeout as sleep } from 'node:timers/promises';
import { createClock } from '../../src/clock.ts';
import { toUtcDay } from '../../src/core/base/calendar.ts';
import type { Day, Instant } from '../../src/core/base/time.ts';
import type { Store } from '../../src/core/store/store.ts';
import { createMailKeys } from '../../src/mail/keys.ts';
import { openStore } from '../../src/store/open-store.ts';
import { aLog } from '../../test/support/builders.ts';
import { aMailbox } from '../../test/support/mailboxes.ts';
import { type Bot, createBot } from './bot.ts';
import { type Planned, plannedFor } from './channels.ts';
import { createCrowd } from './crowd.ts';
import { type Editions, readEditions } from './editions.ts';
import { type Injection, KINDS } from './injections.ts';
import type { Sample } from './memory.ts';
import { type Random, randomFrom } from './random.ts';
import { MAIL_KEY, openStage, type Stage } from './stage.ts';
import { type StandingPost, standingPosts } from './standing-posts.ts';
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
  readonly bot: Bot;
  readonly crowd: ReturnType<ReturnType<typeof createCrowd>['figures']>;
  readonly editions: Editions;
  readonly start: Instant;
  readonly end: Instant;
  /** Requests that the bot made of the platforms. */
  readonly calls: number;
  /** Bodies that a platform would have refused. */
  readonly violations: readonly unknown[];
  readonly exits: {
    readonly clean: number;
    readonly killed: number;
    readonly codes: readonly (number | null)[];
  };
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
  const { days, channels, mailboxes, seed, speed, first } = options;
  const began = performance.now();
  const random = randomFrom(seed);
  const start = Date.parse(`${first}T00:00:00Z`);
  const stage = await openStage({ channels, mailboxes }, first);
  const store = await openStore({ url: stage.database, log: aLog() });
  for (let n = 1; n <= mailboxes; n++)
    await aMailbox({ store, access: { keys: createMailKeys(MAIL_KEY) } }, n, start);
  const planned = [...stage.chats, ...stage.mailboxes].map((channel, i) =>
    plannedFor(channel, i, random, start),
  );
  for (const { subscription } of planned) await store.subscriptions.put(subscription);
  const events = drawTimeline({ start, days, channels }, random);
  const editions = readEditions(options.folder, first);

  const clock = createClock(start, speed);
  const bot = createBot({
    cwd: stage.folder,
    env: stage.env,
    speed,
    now: clock.now,
    ...(options.logFile === undefined ? {} : { logFile: options.logFile }),
  });
  const injections: Injection[] = [];
  const note = (injection: Injection) => void injections.push(injection);
  const troubles = createTroubles({ stage, store, random, note });
  const crowd = createCrowd(stage, random, (channel) => troubles.isOpen(channel));
  const samples: Sample[] = [];
  const codes: (number | null)[] = [];
  let [clean, killed] = [0, 0];

  const happen = async ({ kind }: Event): Promise<void> => {
    const at = clock.now();
    if (kind === 'vote') crowd.vote();
    else if (kind === 'command') {
      if (bot.isUp()) crowd.command(stage.chats);
    } else if (kind === 'trouble') troubles.begin(at);
    else if (kind === 'clean restart' || kind === 'kill') {
      note({ at, victim: 'process', what: kind });
      if (kind === 'kill') killed += 1;
      else clean += 1;
      // Two restarts may come so close together that the process is not up: the signal then ends it without ceremony.
      const isOrdered = kind === 'clean restart' && bot.isUp();
      const code = await bot.end(kind === 'kill' ? 'SIGKILL' : 'SIGTERM');
      if (isOrdered) codes.push(code);
      stage.discord.gateway.forget();
      bot.start();
    } else injectOne(kind, at, stage, random, note);
  };

  const beat = async (): Promise<void> => {
    const now = clock.now();
    showEditions(stage, editions, now);
    const mb = bot.memory();
    if (mb !== undefined && now - (samples.at(-1)?.at ?? 0) >= SAMPLE_EVERY_MS) {
      samples.push({ at: now, process: bot.starts(), mb });
      stage.forgetNotes();
      await troubles.tend(now, crowd);
    }
    options.onProgress?.(Math.min(days, (now - start) / DAY_MS));
    await sleep(BEAT_MS);
  };

  showEditions(stage, editions, start);
  bot.start();
  for (const event of events) {
    while (clock.now() < event.at) await beat();
    await happen(event);
  }
  while (clock.now() < start + days * DAY_MS) await beat();

  await settle({ stage, store, bot, beat, tend: () => troubles.tend(clock.now(), crowd, true) });
  const end = clock.now();
  codes.push(await bot.end('SIGTERM'));
  return {
    ...{ store, planned, injections, samples, bot, editions, start, end },
    troubles: troubles.list(),
    standing: standingPosts(stage),
    crowd: crowd.figures(),
    calls: stage.calls(),
    violations: [...stage.discord.violations, ...stage.slack.violations],
    exits: { clean: clean + 1, killed, codes },
    tookMs: performance.now() - began,
    async close() {
      await store.close();
      await stage.close();
    },
  };
}

interface Settling {
  readonly stage: Stage;
  readonly store: Store;
  readonly bot: Bot;
  readonly beat: () => Promise<void>;
  readonly tend: () => Promise<void>;
}

/** Nothing goes wrong any more; the votes are read back once, and what is under way comes to its end. */
async function settle({ stage, store, bot, beat, tend }: Settling): Promise<void> {
  const { discord, slack, mail, hf } = stage;
  mail.faults.length = 0;
  discord.faults.clear();
  slack.faults.clear();
  hf.clearFaults();
  const deadline = performance.now() + QUIET_WITHIN_MS;
  const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
    while (!(await isSo()) && performance.now() < deadline) await beat();
  };
  await tend();
  await until(async () => (await store.subscriptions.list()).every(({ paused }) => paused === undefined));
  const readBack: string[] = [];
  // Where nothing was posted there is nothing to read back.
  for (const name of ['discord', 'slack'] as const)
    if ((await store.posts.listSentSince(name, 0)).length > 0) readBack.push(`votes read back (${name})`);
  const before = readBack.map((message) => bot.said(message));
  discord.gateway.invalidate();
  slack.socket.drop();
  await until(() => readBack.every((message, i) => bot.said(message) > (before[i] ?? 0)));
  await until(async () => (await store.deliveries.listOpen()).length === 0);
}

function showEditions({ hf }: Stage, editions: Editions, now: Instant): void {
  const day = toUtcDay(now);
  const hour = new Date(now).getUTCHours();
  const yesterday = toUtcDay(now - DAY_MS);
  hf.setToday(day);
  hf.setDay(yesterday, editions.items(yesterday, 24));
  hf.setDay(day, editions.items(day, hour));
}

function injectOne(
  victim: keyof typeof KINDS,
  at: Instant,
  stage: Stage,
  random: Random,
  note: (injection: Injection) => void,
): void {
  const kind = random.pick(KINDS[victim]);
  kind.inject(stage, random);
  note({ at, victim, what: kind.what });
}
