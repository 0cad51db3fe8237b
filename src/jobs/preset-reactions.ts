import type { Clock } from '../core/base/clock.ts';
import { DeliveryError } from '../core/base/errors.ts';
import type { PlatformName } from '../core/base/ids.ts';
import type { Log } from '../core/base/log.ts';
import type { PostAwaitingReactions } from '../core/delivery/preset-reaction-store.ts';
import { presetReactionsFor } from '../core/digest/post-plan.ts';
import type { Platform, Reactions } from '../core/platform/platform.ts';
import type { Store } from '../core/store/store.ts';

export interface PresetReactionsDeps {
  readonly store: Store;
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Puts the bot's own reactions under its posts, so that a vote is one press away. What waits is kept in the store. */
export interface PresetReactions {
  /** Works on what is due; resolves when nothing due is left. Digests do not wait for it: Slack takes fifty a minute. */
  run(): Promise<void>;
  /** Takes nothing more, and waits at most `ms` for what is under way: the next start goes on with the rest. */
  stop(ms: number): Promise<void>;
}

const MOST_DROPPED = 1000;

const FIRST_RETRY_MS = 30_000;
/** A missing permission is mended by a person; and Discord counts what is asked in vain. */
const FIRST_RETRY_REFUSED_MS = 60 * 60_000;
const LONGEST_RETRY_MS = 6 * 60 * 60_000;
/** After that people have voted or will not, and the reactions would only ring up an old post. */
const GIVE_UP_MS = 24 * 60 * 60_000;

export function createPresetReactions(deps: PresetReactionsDeps): PresetReactions {
  const { store, platforms, clock, log } = deps;
  const underWay = new Map<PlatformName, Map<string, Promise<void>>>();
  const serving = new Map<PlatformName, Promise<void>>();
  let stopping = false;
  let closed = false;

  /** One loop a platform: whoever asks meanwhile waits for the one that runs. */
  function serve({ name, reactions }: Platform): Promise<void> {
    const running = serving.get(name);
    if (running) return running;
    const begun = (reactions ? serveDue(name, reactions) : dropDue(name))
      .catch((err: unknown) => log.error({ platform: name, err }, 'preset reactions failed'))
      .finally(() => serving.delete(name));
    serving.set(name, begun);
    return begun;
  }

  /** The store adds every post that was sent: where the platform has no reactions there is nothing to do. */
  async function dropDue(name: PlatformName): Promise<void> {
    const due = await store.presetReactions.due(name, clock.now(), MOST_DROPPED);
    for (const { post } of due) await store.presetReactions.done(post.id);
  }

  async function serveDue(name: PlatformName, reactions: Reactions): Promise<void> {
    const limit = reactions.concurrency;
    const busy = underWay.get(name) ?? new Map<string, Promise<void>>();
    underWay.set(name, busy);
    while (!stopping) {
      // Of before the question: what is finished while it is asked may still stand in the answer.
      const held = new Set(busy.keys());
      const due = await store.presetReactions.due(name, clock.now(), limit + held.size);
      const fresh = due.filter(({ post }) => !held.has(post.id)).slice(0, limit - busy.size);
      for (const one of fresh) {
        const work = react(reactions, one).finally(() => busy.delete(one.post.id));
        busy.set(one.post.id, work);
      }
      if (busy.size === 0) return;
      // Half of them, so that the store is not asked anew for each.
      const enough = fresh.length > 0 ? limit / 2 : busy.size - 1;
      while (busy.size > enough && !stopping) await Promise.race(busy.values());
    }
  }

  async function react(reactions: Reactions, waiting: PostAwaitingReactions): Promise<void> {
    const { post } = waiting;
    try {
      if (post.sent) await reactions.addPreset(post.sent, presetReactionsFor(post));
      if (!closed) await store.presetReactions.done(post.id);
    } catch (error) {
      // Turned away by the stop: it is due as before.
      if (!stopping) await putOff(waiting, error);
    }
  }

  async function putOff({ post, since, attempts }: PostAwaitingReactions, err: unknown): Promise<void> {
    const fault = err instanceof DeliveryError ? err.fault : 'unexpected';
    const now = clock.now();
    const first = fault === 'refused' ? FIRST_RETRY_REFUSED_MS : FIRST_RETRY_MS;
    const asked = err instanceof DeliveryError ? (err.retryAfterMs ?? 0) : 0;
    const wait = Math.max(asked, Math.min(LONGEST_RETRY_MS, first * 2 ** Math.min(attempts, 10)));
    const facts = { post: post.id, channel: post.channel, err };
    if (fault === 'gone' || fault === 'rejected' || now + wait - since > GIVE_UP_MS) {
      await store.presetReactions.done(post.id);
      log.warn(facts, 'preset reactions failed; one can vote all the same');
      return;
    }
    await store.presetReactions.postpone(post.id, now + wait, attempts + 1);
    log.debug({ ...facts, wait }, 'preset reactions are tried again later');
  }

  return {
    run: async () => {
      await Promise.all([...platforms.values()].map(serve));
    },
    stop: async (ms) => {
      stopping = true;
      const late = Promise.withResolvers<void>();
      const timer = setTimeout(late.resolve, ms);
      const left = () => [...underWay.values()].flatMap((busy) => [...busy.values()]);
      await Promise.race([Promise.allSettled([...left(), ...serving.values()]), late.promise]);
      clearTimeout(timer);
      closed = true;
      const posts = left().length;
      if (posts > 0) log.info({ posts }, 'preset reactions are finished after the next start');
    },
  };
}
