import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Routes } from 'discord.js';
import type { SentPost } from '../../src/core/delivery.ts';
import { DeliveryError } from '../../src/core/errors.ts';
import { pause } from '../../src/core/pause.ts';
import type { Log } from '../../src/core/ports.ts';
import type { Ballot } from '../../src/core/vote.ts';
import { createInFlight } from './in-flight.ts';
import { PACE } from './limits.ts';
import { emojiOf } from './reactions.ts';
import type { Send } from './rest.ts';

export interface SeedsDeps {
  readonly send: Send;
  readonly log: Log;
  /** Between two reactions in one channel. */
  readonly gapMs?: number;
}

/** The bot's own reactions under posts: they come after all posts, and nobody waits for them. */
export interface Seeds {
  add(post: SentPost, ballots: readonly Ballot[]): void;
  /** Finishes the channels that were begun, within `ms`, and lets go of the others. */
  close(ms: number): Promise<void>;
}

interface Seed {
  readonly message: string;
  readonly emojis: readonly string[];
}

/** Channels seeded at once: enough to fill Discord's second, though each has to wait between two reactions. */
const AT_ONCE = 32;

/** A fan-out is over when so many gaps have passed without another post. */
const QUIET_GAPS = 4;

/** Posts that come without end hold up a channel's reactions no longer than this. */
const LONGEST_WAIT_MS = 5 * 60_000;

/**
 * One channel is seeded by one worker, reaction by reaction with a gap: its bucket is never full, also while discord.js
 * does not know the bucket yet. What waits is kept as ids: a digest to ten thousand channels leaves fifty thousand
 * reactions. They are kept in memory alone; a post without them can still be voted on.
 */
export function createSeeds({ send, log, gapMs = PACE.reactionMs }: SeedsDeps): Seeds {
  /** By channel or thread; there as long as anything is to be done. */
  const todo = new Map<string, Seed[]>();
  /** Those among them that no worker has taken. */
  const untaken: string[] = [];
  const workers = createInFlight((err) => log.error({ err }, 'seeding has broken'));
  const closing = new AbortController();
  // Every worker listens while it waits.
  setMaxListeners(0, closing.signal);
  const quietMs = gapMs * QUIET_GAPS;
  let lastPostAt = 0;
  let atWork = 0;
  let dropped = false;
  let failed = 0;
  let lastFailure: { readonly place: string; readonly err: unknown } | undefined;

  function add(post: SentPost, ballots: readonly Ballot[]): void {
    lastPostAt = Date.now();
    const place = post.thread ?? post.channel;
    const seed = { message: post.messageId, emojis: ballots.map(emojiOf) };
    const more = todo.get(place);
    if (more) more.push(seed);
    else {
      todo.set(place, [seed]);
      untaken.push(place);
      if (atWork < AT_ONCE) workers.run(work);
    }
  }

  async function work(): Promise<void> {
    atWork += 1;
    for (let isOpen = true; isOpen; ) {
      await untilQuiet();
      const place = untaken.shift();
      if (place === undefined) break;
      await seedAll(place, todo.get(place) ?? []);
      isOpen = !closing.signal.aborted;
    }
    atWork -= 1;
    if (atWork > 0 || failed === 0) return;
    log.warn({ posts: failed, ...lastFailure }, 'posts could not be seeded');
    failed = 0;
  }

  /** A reaction that comes before the next post takes its place in Discord's second. */
  async function untilQuiet(): Promise<void> {
    const latest = Date.now() + LONGEST_WAIT_MS;
    for (;;) {
      const left = Math.min(lastPostAt + quietMs, latest) - Date.now();
      if (left <= 0 || closing.signal.aborted) return;
      await pause(left, closing.signal);
    }
  }

  async function seedAll(place: string, seeds: Seed[]): Promise<void> {
    while (seeds[0] && !dropped) {
      try {
        await seedOne(place, seeds[0]);
      } catch (err) {
        // What refuses one reaction refuses all: Discord counts what we ask in vain.
        const refused = err instanceof DeliveryError && err.fault === 'refused';
        failed += seeds.splice(0, refused ? seeds.length : 1).length;
        lastFailure = { place, err };
        continue;
      }
      seeds.shift();
    }
    todo.delete(place);
  }

  async function seedOne(channel: string, { message, emojis }: Seed): Promise<void> {
    for (const emoji of emojis) {
      if (dropped) return;
      const route = Routes.channelMessageOwnReaction(channel, message, encodeURIComponent(emoji));
      await send({ method: 'PUT', route, action: 'add a reaction' });
      await sleep(gapMs);
    }
  }

  return {
    add,
    async close(ms) {
      closing.abort();
      await workers.settle(ms);
      dropped = true;
      const posts = [...todo.values()].reduce((sum, seeds) => sum + seeds.length, 0);
      if (posts > 0)
        log.warn({ posts }, 'stopped before all reactions stood under the posts; one can vote all the same');
    },
  };
}
