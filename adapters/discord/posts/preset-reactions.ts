import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Routes } from 'discord.js';
import { pause } from '../../../src/core/async/pause.ts';
import { DeliveryError, StoppedError } from '../../../src/core/base/errors.ts';
import type { Log } from '../../../src/core/base/log.ts';
import type { SentPost } from '../../../src/core/delivery/delivery.ts';
import type { Ballot } from '../../../src/core/vote/vote.ts';
import { TaskTracker } from '../../shared/task-tracker.ts';
import { UNKNOWN_EMOJI } from '../api/error-table.ts';
import { readDiscordCode } from '../api/errors.ts';
import type { Send } from '../api/rest.ts';
import { PACE } from '../render/limits.ts';
import { toEmoji } from '../render/reactions.ts';

export interface PresetReactionsDeps {
  readonly send: Send;
  readonly log: Log;
  /** Between two reactions in one channel. */
  readonly minIntervalMs?: number;
}

/** The bot's own reactions on posts: they come after all posts. */
export interface PresetReactions {
  /** A post was sent: reactions wait a little for the next post. */
  notePost(): void;
  /** Resolves when all of them are on the post; rejects with the error that prevented one, or when the bot stops before. */
  add(post: SentPost, ballots: readonly Ballot[]): Promise<void>;
  /** Removes them, before pending additions in the channel: somebody is looking at the counter. */
  remove(post: SentPost, ballots: readonly Ballot[]): Promise<void>;
  /** Finishes the channels in progress, within `ms`, and rejects the others. */
  close(ms: number): Promise<void>;
}

interface Wanted {
  readonly message: string;
  readonly emojis: readonly string[];
  readonly method: 'PUT' | 'DELETE';
  readonly settled: PromiseWithResolvers<void>;
}

/** Channels served at once: enough to use Discord's limit per second, though each must wait between two reactions. */
const AT_ONCE = 32;

/** A fan-out is over when this many gaps have passed without another post. */
const QUIET_GAPS = 4;

/** An endless series of posts delays a channel's reactions no longer than this. */
const MAX_WAIT_MS = 5 * 60_000;

export function createPresetReactions(deps: PresetReactionsDeps): PresetReactions {
  return new PresetReactionQueue(deps);
}

/**
 * One channel is served by one worker, reaction by reaction with a gap: its bucket is never full, even while discord.js
 * does not know the bucket yet. The caller saves pending work, and adds what was rejected another time.
 */
class PresetReactionQueue implements PresetReactions {
  readonly #send: Send;
  readonly #minIntervalMs: number;
  readonly #workers: TaskTracker;
  /** By channel or thread; present as long as work is pending. */
  readonly #queues = new Map<string, Wanted[]>();
  /** Those that no worker has taken. */
  readonly #untaken: string[] = [];
  readonly #closing = new AbortController();
  #lastPostAt = 0;
  #busyWorkers = 0;
  #isDropped = false;

  constructor({ send, log, minIntervalMs = PACE.reactionMs }: PresetReactionsDeps) {
    this.#send = send;
    this.#minIntervalMs = minIntervalMs;
    this.#workers = new TaskTracker((err) => log.error({ err }, 'preset reactions failed'));
    // Every worker awaits it while it waits.
    setMaxListeners(0, this.#closing.signal);
  }

  notePost(): void {
    this.#lastPostAt = Date.now();
  }

  add(post: SentPost, ballots: readonly Ballot[]): Promise<void> {
    if (this.#closing.signal.aborted) return Promise.reject(new StoppedError());
    const channel = post.thread ?? post.channel;
    const wanted = toWanted(post, ballots, 'PUT');
    const queue = this.#queues.get(channel);
    if (queue) queue.push(wanted);
    else {
      this.#queues.set(channel, [wanted]);
      this.#untaken.push(channel);
      if (this.#busyWorkers < AT_ONCE) this.#workers.track(this.#work());
    }
    return wanted.settled.promise;
  }

  remove(post: SentPost, ballots: readonly Ballot[]): Promise<void> {
    if (this.#closing.signal.aborted) return Promise.reject(new StoppedError());
    const channel = post.thread ?? post.channel;
    const wanted = toWanted(post, ballots, 'DELETE');
    const queue = this.#queues.get(channel);
    // The first one may be in progress.
    if (queue) queue.splice(1, 0, wanted);
    else {
      const alone = [wanted];
      this.#queues.set(channel, alone);
      this.#workers.track(this.#reactToAll(channel, alone));
    }
    return wanted.settled.promise;
  }

  async close(ms: number): Promise<void> {
    this.#closing.abort();
    await this.#workers.settle(ms);
    this.#isDropped = true;
    for (const { settled } of [...this.#queues.values()].flat()) settled.reject(new StoppedError());
  }

  async #work(): Promise<void> {
    this.#busyWorkers += 1;
    for (let isOpen = true; isOpen; ) {
      await this.#waitUntilQuiet();
      const channel = this.#untaken.shift();
      if (channel === undefined) break;
      await this.#reactToAll(channel, this.#queues.get(channel) ?? []);
      isOpen = !this.#closing.signal.aborted;
    }
    this.#busyWorkers -= 1;
  }

  /** A reaction that is sent before the next post uses one of Discord's requests per second. */
  async #waitUntilQuiet(): Promise<void> {
    const { signal } = this.#closing;
    const latest = Date.now() + MAX_WAIT_MS;
    for (;;) {
      const left = Math.min(this.#lastPostAt + this.#minIntervalMs * QUIET_GAPS, latest) - Date.now();
      if (left <= 0 || signal.aborted) return;
      await pause(left, signal);
    }
  }

  async #reactToAll(channel: string, queue: Wanted[]): Promise<void> {
    while (queue[0] && !this.#isDropped) {
      try {
        await this.#reactTo(channel, queue[0]);
        queue.shift()?.settled.resolve();
      } catch (err) {
        // An error that affects one reaction affects all: Discord counts failing requests.
        const isRefused = err instanceof DeliveryError && err.fault === 'refused';
        for (const { settled } of queue.splice(0, isRefused ? queue.length : 1)) settled.reject(err);
      }
    }
    if (queue.length === 0) this.#queues.delete(channel);
  }

  async #reactTo(channel: string, { message, emojis, method }: Wanted): Promise<void> {
    const operation = method === 'PUT' ? 'add_my_message_reaction' : 'delete_my_message_reaction';
    for (const emoji of emojis) {
      if (this.#isDropped) throw new StoppedError();
      const route = Routes.channelMessageOwnReaction(channel, message, encodeURIComponent(emoji));
      await this.#send({ method, route, operation }).catch((error: unknown) => {
        if (method === 'PUT' || readDiscordCode(error) !== UNKNOWN_EMOJI) throw error;
      });
      await sleep(this.#minIntervalMs);
    }
  }
}

function toWanted({ messageId }: SentPost, ballots: readonly Ballot[], method: Wanted['method']): Wanted {
  return { message: messageId, emojis: ballots.map(toEmoji), method, settled: Promise.withResolvers<void>() };
}
