import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Routes } from 'discord.js';
import { DeliveryError, StoppedError } from '../../../src/core/base/errors.ts';
import type { Log } from '../../../src/core/base/log.ts';
import { pause } from '../../../src/core/base/pause.ts';
import type { SentPost } from '../../../src/core/delivery/delivery.ts';
import type { Ballot } from '../../../src/core/vote/vote.ts';
import { TaskTracker } from '../../shared/task-tracker.ts';
import { PACE } from '../render/limits.ts';
import { emojiOf } from '../render/reactions.ts';
import type { Send } from './rest.ts';

export interface PresetReactionsDeps {
  readonly send: Send;
  readonly log: Log;
  /** Between two reactions in one channel. */
  readonly gapMs?: number;
}

/** The bot's own reactions under posts: they come after all posts. */
export interface PresetReactions {
  /** A post was sent: reactions wait a little for the next one. */
  posted(): void;
  /** Resolves when all of them stand; rejects with what refused one, or when the bot stops before. */
  add(post: SentPost, ballots: readonly Ballot[]): Promise<void>;
  /** Finishes the channels that were begun, within `ms`, and turns away the others. */
  close(ms: number): Promise<void>;
}

interface Wanted {
  readonly message: string;
  readonly emojis: readonly string[];
  readonly settled: PromiseWithResolvers<void>;
}

/** Channels served at once: enough to fill Discord's second, though each has to wait between two reactions. */
const AT_ONCE = 32;

/** A fan-out is over when so many gaps have passed without another post. */
const QUIET_GAPS = 4;

/** Posts that come without end hold up a channel's reactions no longer than this. */
const LONGEST_WAIT_MS = 5 * 60_000;

/**
 * One channel is served by one worker, reaction by reaction with a gap: its bucket is never full, also while discord.js
 * does not know the bucket yet. Whoever adds keeps what waits, and adds what is turned away another time.
 */
export function createPresetReactions({
  send,
  log,
  gapMs = PACE.reactionMs,
}: PresetReactionsDeps): PresetReactions {
  /** By channel or thread; there as long as anything is to be done. */
  const todo = new Map<string, Wanted[]>();
  /** Those among them that no worker has taken. */
  const untaken: string[] = [];
  const workers = new TaskTracker((err) => log.error({ err }, 'preset reactions failed'));
  const closing = new AbortController();
  // Every worker listens while it waits.
  setMaxListeners(0, closing.signal);
  const quietMs = gapMs * QUIET_GAPS;
  let lastPostAt = 0;
  let atWork = 0;
  let dropped = false;

  function add(post: SentPost, ballots: readonly Ballot[]): Promise<void> {
    if (closing.signal.aborted) return Promise.reject(new StoppedError());
    const place = post.thread ?? post.channel;
    const settled = Promise.withResolvers<void>();
    const wanted = { message: post.messageId, emojis: ballots.map(emojiOf), settled };
    const more = todo.get(place);
    if (more) more.push(wanted);
    else {
      todo.set(place, [wanted]);
      untaken.push(place);
      if (atWork < AT_ONCE) workers.run(work);
    }
    return settled.promise;
  }

  async function work(): Promise<void> {
    atWork += 1;
    for (let isOpen = true; isOpen; ) {
      await untilQuiet();
      const place = untaken.shift();
      if (place === undefined) break;
      await reactToAll(place, todo.get(place) ?? []);
      isOpen = !closing.signal.aborted;
    }
    atWork -= 1;
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

  async function reactToAll(place: string, queue: Wanted[]): Promise<void> {
    while (queue[0] && !dropped) {
      try {
        await reactTo(place, queue[0]);
        queue.shift()?.settled.resolve();
      } catch (err) {
        // What refuses one reaction refuses all: Discord counts what we ask in vain.
        const refused = err instanceof DeliveryError && err.fault === 'refused';
        for (const { settled } of queue.splice(0, refused ? queue.length : 1)) settled.reject(err);
      }
    }
    if (queue.length === 0) todo.delete(place);
  }

  async function reactTo(channel: string, { message, emojis }: Wanted): Promise<void> {
    for (const emoji of emojis) {
      if (dropped) throw new StoppedError();
      const route = Routes.channelMessageOwnReaction(channel, message, encodeURIComponent(emoji));
      await send({ method: 'PUT', route, action: 'add a reaction' });
      await sleep(gapMs);
    }
  }

  return {
    posted: () => {
      lastPostAt = Date.now();
    },
    add,
    async close(ms) {
      closing.abort();
      await workers.settle(ms);
      dropped = true;
      for (const { settled } of [...todo.values()].flat()) settled.reject(new StoppedError());
    },
  };
}
