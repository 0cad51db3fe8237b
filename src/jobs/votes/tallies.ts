import { settleAll } from '../../core/async/settle-all.ts';
import { type ChannelId, moveToTenant, type TenantId } from '../../core/base/ids.ts';
import type { Instant } from '../../core/base/time.ts';
import type { Post, SentPost } from '../../core/delivery/delivery.ts';
import type { SharedCard } from '../../core/delivery/shared-card-store.ts';
import type { PaperId } from '../../core/paper/paper.ts';
import type { ReactionEvent } from '../../core/platform/inbound.ts';
import type { StandingPost } from '../../core/platform/platform.ts';
import {
  BUTTON,
  listEffectiveVotes,
  nameBallot,
  type Reaction,
  readBallot,
  toQuizSource,
  toSourcePrefix,
  type Vote,
} from '../../core/vote/vote.ts';
import { EarlyReactions } from './early-reactions.ts';
import { SharedCards } from './shared-cards.ts';
import { ShownTallies, type ShownTalliesDeps } from './shown-tallies.ts';

export interface TalliesDeps extends ShownTalliesDeps {
  /** Somebody has added or removed a reaction on a post. */
  readonly onReaction?: () => void;
}

export interface Tallies extends Pick<ShownTallies, 'editFor' | 'resume' | 'flush'> {
  /** Votes on these papers have changed, and the store knows which messages show them to the community of `tenant`. */
  editAfterVote(paperIds: readonly PaperId[], tenant: TenantId): Promise<void>;
  /** Something else has changed about these papers: posts that show them to the community of `tenant` are edited soon. */
  editAfterChange(paperIds: readonly PaperId[], tenant: TenantId): Promise<void>;
  /** See `SharedCards.record`. */
  recordSharedCard(card: Omit<SharedCard, 'usedAt'>): Promise<void>;
  /** Another process has changed something about these shared cards; it does not change those of this platform. */
  relabelFor(ids: readonly string[]): Promise<void>;
  /** Counts a reaction, or removes it. */
  recordReaction(event: ReactionEvent): Promise<void>;
  /**
   * A post has just been recorded as sent: reactions that arrived before the record count now, and votes that came
   * after it was composed are shown. `found` when an earlier process had sent it, with the tallies of that time.
   */
  recordPost(post: Post, sent: SentPost, found: boolean): Promise<void>;
  /**
   * Another process has recorded the posts with these messages: reactions that came in here before are counted. All of them are tried
   * where no message is named.
   */
  recountEarly(messageIds: readonly string[]): Promise<void>;
  /**
   * Counts a vote from a button or a prompt; voting the same way again removes it, but answering a quiz the same way again does
   * not. Returns the resulting vote.
   */
  press(vote: Press): Promise<1 | -1 | 0>;
  /** Runs `work`, and lets reactions on this post wait for it: what is read back must not undo what comes meanwhile. */
  holdWhile<T>(postId: string, work: () => Promise<T>): Promise<T>;
  /** Compares what a post really shows with what it should show, and has it edited if that differs. */
  compare(post: Post, standing: StandingPost): Promise<boolean>;
}

/** A vote by a button or a typed command. */
interface Press extends Omit<Vote, 'source' | 'at'> {
  /** The channel in whose quiz it was asked for. */
  readonly quizOf?: ChannelId;
}

/** A post is composed and recorded within this time: older votes were known. */
const COMPOSED_MS = 5 * 60_000;

/**
 * The platform's time of an event is when the vote was cast, unless the clocks are unrelated, as in a
 * rehearsal, or the event is older than the time for which a platform repeats it.
 */
const EVENT_SKEW_MS = 5 * 60_000;
const EVENT_LATE_MS = 24 * 60 * 60_000;

/** Keeps votes, and the tallies that messages show, in sync with what people press. */
export function createTallies(deps: TalliesDeps): Tallies {
  const shown = new ShownTallies(deps);
  const cards = new SharedCards(deps);
  const { votes } = deps.store;
  const editAfterVote: Tallies['editAfterVote'] = async (paperIds, tenant) => {
    const tenants = await votes.listCommunity(tenant);
    await shown.editAfterVote(paperIds, tenants);
    await cards.editAfterVote(paperIds, tenants);
  };
  const counted = new CountedVotes(deps, shown, editAfterVote);
  return {
    recordReaction: (event) => counted.recordReaction(event),
    recordPost: (post, sent, found) => counted.recordPost(post, sent, found),
    recountEarly: (messageIds) => counted.recountEarly(messageIds),
    press: (vote) => counted.press(vote),
    holdWhile: (postId, work) => counted.holdWhile(postId, work),
    compare: (post, standing) => compare(shown, post, standing),
    editAfterVote,
    editAfterChange: async (paperIds, tenant) =>
      shown.editAfterChange(paperIds, await votes.listCommunity(tenant)),
    recordSharedCard: (card) => cards.record(card),
    editFor: (postIds) => shown.editFor(postIds),
    relabelFor: (ids) => cards.editFor(ids),
    resume: (stopping) => settleAll([shown.resume(stopping), cards.resume(stopping)]),
    flush: () => settleAll([shown.flush(), cards.flush()]),
  };
}

async function compare(shown: ShownTallies, post: Post, standing: StandingPost): Promise<boolean> {
  const isRight = (await shown.compose(post, (message) => standing.shows(message))) !== false;
  if (!isRight) await shown.renew(post);
  return isRight;
}

class CountedVotes {
  readonly #deps: TalliesDeps;
  readonly #shown: ShownTallies;
  readonly #editAfterVote: Tallies['editAfterVote'];
  readonly #early: EarlyReactions;
  readonly #held = new Map<string, Promise<unknown>>();

  constructor(deps: TalliesDeps, shown: ShownTallies, editAfterVote: Tallies['editAfterVote']) {
    this.#deps = deps;
    this.#shown = shown;
    this.#editAfterVote = editAfterVote;
    this.#early = new EarlyReactions(deps.clock);
  }

  async recordReaction(event: ReactionEvent): Promise<void> {
    // Recorded before the post is looked up: the post may be recorded during the look-up.
    this.#early.add(event);
    const post = await this.#deps.store.posts.findByMessage(event.platform, event.channel, event.messageId);
    if (post && this.#early.take(event)) await this.#count(event, post);
  }

  async recountEarly(messageIds: readonly string[]): Promise<void> {
    const ids = messageIds.length > 0 ? messageIds : this.#early.listMessages();
    for (const id of ids) await this.#countEarly(id);
  }

  async #countEarly(messageId: string): Promise<void> {
    for (const event of this.#early.on(messageId)) {
      const post = await this.#deps.store.posts.findByMessage(event.platform, event.channel, messageId);
      if (post && this.#early.take(event)) await this.#count(event, post);
    }
  }

  async recordPost(post: Post, { messageId, tenant }: SentPost, found: boolean): Promise<void> {
    const { store, clock } = this.#deps;
    store.signals.send('posted', [messageId]);
    await this.#countEarly(messageId);
    // Such votes looked for posts that show them while this one was still being sent.
    const votes = await store.votes.list(post.paperIds, await store.votes.listCommunity(tenant));
    if (found || votes.some(({ at }) => at > clock.now() - COMPOSED_MS)) await this.#shown.renew(post);
  }

  async #count(event: ReactionEvent, post: Post): Promise<void> {
    const meant = readBallot(event.ballot, post.paperIds);
    if (!meant) return;
    for (let work = this.#held.get(post.id); work; work = this.#held.get(post.id)) await work;
    const { store, log, onReaction } = this.#deps;
    const { eventAt, added } = event;
    const { tenant } = post.sent ?? event;
    // A vote belongs to the workspace that the post is of, whichever one reported it: otherwise one person would vote twice.
    const person = moveToTenant(tenant, event.person);
    const { paperId, value } = meant;
    const vote = {
      ...{ paperId, person, tenant, source: toReactionSource(post, event), at: this.#findCastTime(eventAt) },
      ...(eventAt === undefined ? {} : { eventAt }),
    };
    if (added) await store.votes.cast({ ...vote, value });
    else await store.votes.retract(vote);
    onReaction?.();
    await this.#editAfterVote([paperId], tenant);
    log.info({ paper: paperId, person, post: post.id, value, added }, 'vote counted');
  }

  #findCastTime(eventAt: number | undefined): Instant {
    const now = this.#deps.clock.now();
    const at = eventAt === undefined ? now : Math.floor(eventAt / 1000);
    return at > now + EVENT_SKEW_MS || at < now - EVENT_LATE_MS ? now : at;
  }

  /** Servers that are linked vote together: what was pressed in one of them is taken back in any of them. */
  async press({ paperId, person, tenant, value, quizOf }: Press): Promise<1 | -1 | 0> {
    const { store, clock } = this.#deps;
    const votes = await store.votes.list([paperId], await store.votes.listCommunity(tenant));
    const pressed = votes.filter((vote) => vote.person === person && !vote.source.startsWith('post:'));
    // A question that is answered twice the same way has that answer.
    const takesBack = quizOf === undefined && listEffectiveVotes(pressed)[0]?.value === value;
    const source = quizOf === undefined ? BUTTON : toQuizSource(quizOf);
    if (takesBack) for (const vote of pressed) await store.votes.retract(vote);
    else await store.votes.cast({ paperId, person, tenant, value, source, at: clock.now() });
    await this.#editAfterVote([paperId], tenant);
    return takesBack ? 0 : value;
  }

  async holdWhile<T>(postId: string, work: () => Promise<T>): Promise<T> {
    const begun = (this.#held.get(postId) ?? Promise.resolve()).then(work);
    const ended = begun
      .catch(() => undefined)
      .finally(() => {
        if (this.#held.get(postId) === ended) this.#held.delete(postId);
      });
    this.#held.set(postId, ended);
    return begun;
  }
}

/** The source of a vote by reaction; every reaction of a post begins with `toSourcePrefix` it. */
export function toReactionSource(
  post: Pick<Post, 'id'>,
  reaction: Pick<Reaction, 'ballot' | 'variant'>,
): string {
  const { ballot, variant } = reaction;
  return `${toSourcePrefix(post)}${nameBallot(ballot)}${variant === undefined ? '' : `:${variant}`}`;
}
