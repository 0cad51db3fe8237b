import { computeBackoff } from '../../core/async/backoff.ts';
import { serveFairly } from '../../core/async/serve-fairly.ts';
import { withTimeout } from '../../core/async/with-timeout.ts';
import type { Clock } from '../../core/base/clock.ts';
import { DeliveryError } from '../../core/base/errors.ts';
import type { PlatformName } from '../../core/base/ids.ts';
import type { Log } from '../../core/base/log.ts';
import type {
  OwnReactions,
  PostAwaitingReactions,
  ReactionWork,
} from '../../core/delivery/preset-reaction-store.ts';
import { choosePresetReactions } from '../../core/digest/post-plan.ts';
import type { Platform, Reactions } from '../../core/platform/platform.ts';
import type { Store } from '../../core/store/store.ts';
import { type Ballot, nameBallot } from '../../core/vote/vote.ts';

export interface PresetReactionsDeps {
  readonly store: Store;
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  readonly clock: Clock;
  readonly log: Log;
  /** Between a vote and the change that follows: people change their minds. */
  readonly settleMs?: number;
}

const MAX_DROPPED = 1000;
const SETTLE_MS = 1000;
const FIRST_RETRY_MS = 30_000;
/** A missing permission is fixed by a person; and Discord counts failing requests. */
const FIRST_RETRY_REFUSED_MS = 60 * 60_000;
const MAX_RETRY_MS = 6 * 60 * 60_000;
/** Later, people have voted or will not, and new reactions would only bring up an old post again. */
const GIVE_UP_MS = 24 * 60 * 60_000;

/**
 * Keeps the bot's own reactions on its posts up to date: one for each way to vote, so that a vote is one press away,
 * and none that a person has added as well, so that the platform's counter is the number of people. Votes and the known state of
 * the reactions are in the store; a kill in the middle changes nothing.
 */
export class PresetReactions {
  readonly #deps: PresetReactionsDeps;
  /** By post: two runs never change the reactions of one post at once. */
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #serving = new Map<string, Promise<void>>();
  #timer: NodeJS.Timeout | undefined;
  #isStopping = false;
  #isClosed = false;

  constructor(deps: PresetReactionsDeps) {
    this.#deps = deps;
  }

  /** Works on what is due; resolves when nothing due is left. Digests do not wait for it: Slack accepts fifty a minute. */
  async run(): Promise<void> {
    await Promise.all(
      this.#listOurs().flatMap((platform) => [
        this.#serve(platform, 'voted'),
        this.#serve(platform, 'first'),
      ]),
    );
  }

  /** Somebody has reacted: the follow-up is done soon, here or by the process that adds reactions on the platform. */
  settleSoon(): void {
    if (this.#listOurs().length < this.#deps.platforms.size) this.#deps.store.signals.send('reactions');
    this.settleOursSoon();
  }

  /** The same, where another process says so. */
  settleOursSoon(): void {
    if (this.#timer || this.#isStopping) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      for (const platform of this.#listOurs()) void this.#serve(platform, 'voted');
    }, this.#deps.settleMs ?? SETTLE_MS);
    this.#timer.unref();
  }

  #listOurs(): Platform[] {
    const { platforms, store } = this.#deps;
    return [...platforms.values()].filter(({ name }) => store.roles.has(name));
  }

  /** Accepts nothing more, and waits at most `ms` for what is in progress: the next start continues with the rest. */
  async stop(ms: number): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#timer);
    const left = Promise.allSettled([...this.#underWay.values(), ...this.#serving.values()]);
    await withTimeout(left, ms, () => undefined);
    this.#isClosed = true;
    const posts = this.#underWay.size;
    if (posts > 0) this.#deps.log.info({ posts }, 'preset reactions are finished after the next start');
  }

  /** One loop per platform and kind of work: a caller that asks meanwhile waits for the running one. */
  #serve({ name, reactions }: Platform, work: ReactionWork): Promise<void> {
    const key = `${name} ${work}`;
    const running = this.#serving.get(key);
    if (running) return running;
    const begun = (reactions ? this.#serveDue(name, reactions, work) : this.#dropDue(name, work))
      .catch((err: unknown) => this.#deps.log.error({ platform: name, err }, 'preset reactions failed'))
      .finally(() => this.#serving.delete(key));
    this.#serving.set(key, begun);
    return begun;
  }

  /** The store adds every post that was sent: where the platform has no reactions there is nothing to do. */
  async #dropDue(name: PlatformName, work: ReactionWork): Promise<void> {
    const { store, clock } = this.#deps;
    const due = await store.presetReactions.listDue(name, clock.now(), MAX_DROPPED, work);
    for (const waiting of due) await store.presetReactions.finish(waiting);
  }

  /** The follow-up of a vote has slots and shares of its own: it does not wait for the reactions of a fan-out. */
  async #serveDue(name: PlatformName, reactions: Reactions, work: ReactionWork): Promise<void> {
    const { store, clock } = this.#deps;
    const { concurrency: atOnce, perTenant = Number.POSITIVE_INFINITY } = reactions;
    let isLeft = false;
    await serveFairly<PostAwaitingReactions>({
      list: async (_, notOf) => {
        // Those of both loops, from before the query: what ends while it runs may still be in the answer.
        const held = new Set(this.#underWay.keys());
        const due = await store.presetReactions.listDue(name, clock.now(), atOnce + held.size, work, notOf);
        const free = due.filter(({ post }) => !held.has(post.id));
        isLeft = free.length < due.length;
        return free;
      },
      readKey: ({ post }) => post.id,
      readTenant: ({ post }) => post.sent?.tenant,
      work: (waiting) => this.#begin(reactions, waiting),
      ...{ atOnce, perTenant },
      isStopping: () => this.#isStopping || !store.roles.has(name),
    });
    // A post that the other loop is working on may be due again as soon as that is done.
    if (isLeft) this.settleOursSoon();
  }

  /** The other loop may have begun with this post since it was listed. */
  #begin(reactions: Reactions, waiting: PostAwaitingReactions): Promise<void> {
    const { id } = waiting.post;
    const underWay = this.#underWay.get(id);
    if (underWay) return underWay;
    const work = this.#reach(reactions, waiting).finally(() => this.#underWay.delete(id));
    this.#underWay.set(id, work);
    return work;
  }

  async #reach(reactions: Reactions, waiting: PostAwaitingReactions): Promise<void> {
    const { post } = waiting;
    try {
      if (post.sent) await this.#change(reactions, waiting);
      if (!this.#isClosed) await this.#deps.store.presetReactions.finish(waiting);
    } catch (error) {
      // Rejected because of the stop: it stays due.
      if (!this.#isStopping) await this.#putOff(waiting, error);
    }
  }

  /** Before each request `unknown` is recorded, and after it the result. */
  async #change(reactions: Reactions, { post, own }: PostAwaitingReactions): Promise<void> {
    const { presetReactions: saved } = this.#deps.store;
    const { add, remove } = computeChanges(
      choosePresetReactions(post),
      own,
      await saved.listVotedBallots(post.id),
    );
    if (!post.sent || add.length + remove.length === 0) return;
    await saved.record(post.id, withNames(own, [...add, ...remove], false));
    if (remove.length > 0) await reactions.removePreset(post.sent, remove);
    if (add.length > 0) await reactions.addPreset(post.sent, add);
    if (this.#isClosed) return;
    const gone = new Set(remove.map(nameBallot));
    const rest = Object.fromEntries(Object.entries(own).filter(([name]) => !gone.has(name)));
    await saved.record(post.id, withNames(rest, add, true));
  }

  async #putOff(waiting: PostAwaitingReactions, err: unknown): Promise<void> {
    const { post, since, attempts } = waiting;
    const { store, clock, log } = this.#deps;
    const fault = err instanceof DeliveryError ? err.fault : 'unexpected';
    const now = clock.now();
    const firstMs = fault === 'refused' ? FIRST_RETRY_REFUSED_MS : FIRST_RETRY_MS;
    const asked = err instanceof DeliveryError ? (err.retryAfterMs ?? 0) : 0;
    const wait = Math.max(asked, computeBackoff(attempts, { firstMs, maxMs: MAX_RETRY_MS }));
    const facts = { post: post.id, channel: post.channel, err };
    if (fault === 'gone' || fault === 'rejected' || now + wait - since > GIVE_UP_MS) {
      await store.presetReactions.finish(waiting);
      log.warn(facts, 'preset reactions failed; voting still works');
      return;
    }
    await store.presetReactions.postpone(post.id, now + wait, attempts + 1);
    log.debug({ ...facts, wait }, 'preset reactions are tried again later');
  }
}

/** What is missing, and what duplicates a person's reaction. */
function computeChanges(presets: readonly Ballot[], own: OwnReactions, voted: ReadonlySet<string>) {
  return {
    add: presets.filter((ballot) => !voted.has(nameBallot(ballot)) && own[nameBallot(ballot)] !== true),
    remove: presets.filter(
      (ballot) => voted.has(nameBallot(ballot)) && own[nameBallot(ballot)] !== undefined,
    ),
  };
}

function withNames(own: OwnReactions, ballots: readonly Ballot[], isPresent: boolean): OwnReactions {
  return { ...own, ...Object.fromEntries(ballots.map((ballot) => [nameBallot(ballot), isPresent])) };
}
