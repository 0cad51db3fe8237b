import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DEFAULT_SUBSCRIPTION } from '../../src/core/schedule/subscription.ts';
import { openStore } from '../../src/store/open-store.ts';
import { type BotProcess, type LoopDelay, startBot } from './bot-process.ts';
import type { PlatformSide } from './platform-side.ts';
import { startSampleServer } from './sample-server.ts';

export interface Load {
  /** Slash commands a second while the digest goes out. */
  readonly commandsPerSecond: number;
  /** Ends the measurement before the fan-out ends. */
  readonly seconds?: number;
  /** A file and one process without it. */
  readonly sharing?: Sharing;
  /** Hears now and then how many posts are out. */
  readonly onProgress?: (posts: number) => void;
}

/** Several processes on one PostgreSQL database, which is empty. */
export interface Sharing {
  readonly databaseUrl: string;
  readonly processes: number;
}

export interface FanOut {
  readonly posts: number;
  readonly channels: number;
  /** Channels that got other than one post. */
  readonly notOnce: number;
  /** From the first post to the last. */
  readonly tookMs: number;
  readonly floorMs: number;
  /** From the first post to the last of the bot's own reactions, where they are waited for. */
  readonly presets?: { readonly missing: number; readonly tookMs: number; readonly floorMs: number };
  readonly requests: { readonly all: number; readonly tooMany: number };
  readonly violations: number;
  /** Milliseconds from each command to its acknowledgment, sorted. */
  readonly acknowledged: readonly number[];
  /** Commands without an acknowledgment within 3 s. */
  readonly lost: number;
  /** Of all processes together. */
  readonly memory: { readonly now: number; readonly peak: number };
  /** Of the process with the longest. */
  readonly loop: LoopDelay;
}

const SLOT = Date.parse('2026-04-30T09:00:00Z');
const HOUR = 3_600_000;
const MINUTE = 60_000;
/** The digest is due when the bot has started up. */
const SETTLE_MS = 10_000;
/** So long before the bot looks for what is due, the digest is, and commands are typed. */
const LEAD_MS = 2_000;
const ALLOWED_MS = 3000;
const PAPERS = 5;
const STALLED_MS = 5000;
/** Longer than the bot waits before it tries again what failed once. */
const LOST_MS = 10 * MINUTE;

/** A digest that is due in all channels at once, from the real process or several, with slash commands meanwhile. */
export async function fanOut(side: PlatformSide, load: Load): Promise<FanOut> {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-load-'));
  const sample = await startSampleServer();
  try {
    const { sharing } = load;
    const url = sharing?.databaseUrl ?? `file:${join(folder, 'data/paperboy.sqlite')}`;
    await subscribeAll(url, side);
    const env = {
      ...side.env,
      HF_BASE_URL: sample.url,
      ARXIV_BASE_URL: sample.url,
      LOG_LEVEL: 'info',
      DATABASE_URL: url,
      NODE_COMPILE_CACHE: join(folder, 'code'),
    };
    const startAt = async (instant: number) => {
      const clock = { PAPERBOY_CLOCK: new Date(instant).toISOString() };
      const bots = Array.from({ length: sharing?.processes ?? 1 }, (_, i) => {
        const own = join(folder, `process-${i + 1}`);
        mkdirSync(own, { recursive: true });
        return startBot(own, { ...env, ...clock });
      });
      await Promise.all(bots.map(({ running }) => running));
      return bots;
    };
    // As in a service, it is not the first start: the code is compiled.
    await stopAll(await startAt(SLOT - HOUR));
    await sleep(side.restMs);
    // The bot looks at every full minute of the machine's clock, whatever its own says.
    const tickAt = Math.ceil((Date.now() + SETTLE_MS) / MINUTE) * MINUTE;
    const bots = await startAt(SLOT - (tickAt - LEAD_MS - Date.now()));
    // Making thousands of rows of what is due must delay no command, either.
    await sleep(tickAt - LEAD_MS - Date.now());
    const waits = await drive(side, load);
    const { times, byChannel } = side.posted();
    const complete = times.length >= side.channels.length;
    const began = times.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    const presets = complete ? await readPresets(side, began) : undefined;
    const memory = sumMemory(bots);
    const measured = await Promise.all(waits);
    const acknowledged = measured.filter((ms) => ms !== undefined).toSorted((a, b) => a - b);
    return {
      posts: times.length,
      channels: side.channels.length,
      // A measurement that ends before the fan-out says nothing of what is still to come.
      notOnce:
        complete || load.seconds === undefined
          ? [...byChannel.values()].filter((count) => count !== 1).length
          : 0,
      tookMs: times.reduce((last, at) => Math.max(last, at), 0) - began,
      floorMs: complete ? side.floorMs(times.length) : Number.NaN,
      ...(presets ? { presets } : {}),
      requests: side.requests(),
      violations: side.violations(),
      acknowledged,
      lost: measured.length - acknowledged.length,
      memory,
      loop: await stopAll(bots),
    };
  } finally {
    await side.close();
    sample.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function sumMemory(bots: readonly BotProcess[]): FanOut['memory'] {
  const each = bots.map((bot) => bot.memory());
  return {
    now: each.reduce((sum, { now }) => sum + now, 0),
    peak: each.reduce((sum, { peak }) => sum + peak, 0),
  };
}

/** Resolves with the delays of the event loop that had the longest. */
async function stopAll(bots: readonly BotProcess[]): Promise<LoopDelay> {
  const delays = await Promise.all(bots.map((bot) => bot.stop()));
  return delays.reduce((worst, one) => (one.max > worst.max ? one : worst));
}

async function subscribeAll(url: string, side: PlatformSide): Promise<void> {
  const quiet = () => undefined;
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  const store = await openStore({ url, log });
  await side.prepare?.(store, SLOT);
  const schedule = { ...DEFAULT_SUBSCRIPTION, cron: '0 9 * * *', layout: 'compact', count: PAPERS } as const;
  for (const { channel, tenant } of side.channels) {
    const subscription = { ...schedule, channel, tenant, nextDueAt: SLOT, createdAt: SLOT - 86_400_000 };
    await store.subscriptions.put(subscription);
  }
  await store.close();
}

/** Waits for the reactions under the posts, as long as there come more. */
async function readPresets(
  { presetTimes, channels, floorMs }: PlatformSide,
  began: number,
): Promise<FanOut['presets']> {
  if (!presetTimes) return undefined;
  const expected = channels.length * PAPERS;
  let [standing, before] = [presetTimes().length, -1];
  while (standing < expected && standing > before) {
    await sleep(STALLED_MS);
    [standing, before] = [presetTimes().length, standing];
  }
  const last = presetTimes().reduce((a, b) => Math.max(a, b), began);
  return {
    missing: expected - standing,
    tookMs: last - began,
    floorMs: floorMs(channels.length + expected),
  };
}

/** Sends commands at an even pace until all posts are out or the time is up. */
async function drive(side: PlatformSide, load: Load): Promise<Array<Promise<number | undefined>>> {
  const waits: Array<Promise<number | undefined>> = [];
  const { command } = side;
  const began = performance.now();
  const end = load.seconds === undefined ? Number.POSITIVE_INFINITY : began + load.seconds * 1000;
  let [looked, sent, sentAt] = [began, 0, began];
  while (performance.now() < end) {
    const due = Math.floor(((performance.now() - began) / 1000) * load.commandsPerSecond);
    while (command && waits.length < due)
      waits.push(Promise.race([command(), sleep(ALLOWED_MS, undefined, { ref: false })]));
    await sleep(1);
    if (performance.now() - looked < 1000) continue;
    looked = performance.now();
    const posts = side.posted().times.length;
    load.onProgress?.(posts);
    if (posts > sent) [sent, sentAt] = [posts, looked];
    // What has not come for so long is lost.
    if (posts >= side.channels.length || looked - sentAt > LOST_MS) break;
  }
  return waits;
}

/** The value below which a share of sorted numbers lies. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
