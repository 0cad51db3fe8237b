import type { Instant } from '../core/base/time.ts';
import type { Post, SentPost } from '../core/delivery/delivery.ts';
import type { ReactionEvent } from '../core/platform/inbound.ts';
import { ballotName, effectiveVotes, type Reaction, readBallot, type Vote } from '../core/vote/vote.ts';
import { createShownTallies, type ShownTallies, type ShownTalliesDeps } from './shown-tallies.ts';

export interface Tallies extends Pick<ShownTallies, 'voted' | 'changed' | 'resume' | 'flush'> {
  /** Counts a reaction, or takes it back. */
  reaction(event: ReactionEvent): Promise<void>;
  /**
   * A post has just been recorded as sent: reactions that were quicker than the record count now, and votes that came
   * after it was composed are shown. `found` when a former process had sent it, with the tallies of then.
   */
  posted(post: Post, sent: SentPost, found: boolean): Promise<void>;
  /** Counts a vote from a button or a prompt; voting the same way again takes it back. Returns what stands now. */
  press(vote: Omit<Vote, 'source' | 'at'>): Promise<1 | -1 | 0>;
  /** Runs `work`, and lets reactions on this post wait for it: what is read back must not undo what comes meanwhile. */
  holding<T>(postId: string, work: () => Promise<T>): Promise<T>;
}

/** Reactions on messages that we do not know (yet) are kept so long, and no more of them. */
const EARLY_MS = 5 * 60_000;
const MOST_EARLY = 500;

/** The source of votes by a button or a typed command. */
const BUTTON = 'button';

/** A post is composed and recorded within so long: votes that are older were known. */
const COMPOSED_MS = 5 * 60_000;

/**
 * The platform's time of an event is when the vote was cast, unless the clocks have nothing to do with each other, as in a
 * rehearsal, or the event has been on its way for longer than a platform repeats it.
 */
const EVENT_SKEW_MS = 5 * 60_000;
const EVENT_LATE_MS = 24 * 60 * 60_000;

/** Keeps votes, and the tallies that posts show, in step with what people press. */
export function createTallies(deps: ShownTalliesDeps): Tallies {
  const { store, clock, log } = deps;
  const shown = createShownTallies(deps);
  const held = new Map<string, Promise<unknown>>();
  /** In the order in which they came. Whoever takes an event out of it counts it. */
  const early = new Map<ReactionEvent, Instant>();

  async function reaction(event: ReactionEvent): Promise<void> {
    // Kept before it is looked up: the post may be recorded while we look.
    keepEarly(event);
    const post = await store.posts.at(event.platform, event.channel, event.messageId);
    if (post && early.delete(event)) await count(event, post);
  }

  /** Most are on messages of others and fall out by themselves. */
  function keepEarly(event: ReactionEvent): void {
    const now = clock.now();
    for (const [old, since] of early) {
      if (early.size < MOST_EARLY && now - since < EARLY_MS) break;
      early.delete(old);
    }
    early.set(event, now);
  }

  async function posted(post: Post, { messageId, tenant }: SentPost, found: boolean): Promise<void> {
    for (const event of [...early.keys()]) {
      if (event.messageId !== messageId) continue;
      const recorded = await store.posts.at(event.platform, event.channel, messageId);
      if (recorded && early.delete(event)) await count(event, recorded);
    }
    // Such votes looked for posts that show them while this one was still being sent.
    const votes = await store.votes.of(post.paperIds, await store.votes.community(tenant));
    if (found || votes.some(({ at }) => at > clock.now() - COMPOSED_MS)) await shown.renew(post.id);
  }

  async function count(event: ReactionEvent, post: Post): Promise<void> {
    const meant = readBallot(event.ballot, post.paperIds);
    if (!meant) return;
    for (let work = held.get(post.id); work; work = held.get(post.id)) await work;
    const { person, eventAt } = event;
    const { tenant } = post.sent ?? event;
    const vote = {
      ...{ paperId: meant.paperId, person, tenant, source: reactionSource(post, event) },
      at: castAt(eventAt),
      ...(eventAt === undefined ? {} : { eventAt }),
    };
    if (event.added) await store.votes.cast({ ...vote, value: meant.value });
    else await store.votes.retract(vote);
    log.info(
      { paper: meant.paperId, person, post: post.id, value: meant.value, added: event.added },
      'vote counted',
    );
    await shown.voted([meant.paperId], tenant);
  }

  function castAt(eventAt: number | undefined): Instant {
    const now = clock.now();
    const at = eventAt === undefined ? now : Math.floor(eventAt / 1000);
    return at > now + EVENT_SKEW_MS || at < now - EVENT_LATE_MS ? now : at;
  }

  /** Servers that are linked vote together: what was pressed in one of them is taken back in any of them. */
  async function press({ paperId, person, tenant, value }: Omit<Vote, 'source' | 'at'>): Promise<1 | -1 | 0> {
    const votes = await store.votes.of([paperId], await store.votes.community(tenant));
    const pressed = votes.filter((vote) => vote.person === person && vote.source === BUTTON);
    const takesBack = effectiveVotes(pressed)[0]?.value === value;
    if (takesBack) for (const vote of pressed) await store.votes.retract(vote);
    else await store.votes.cast({ paperId, person, tenant, value, source: BUTTON, at: clock.now() });
    await shown.voted([paperId], tenant);
    return takesBack ? 0 : value;
  }

  async function holding<T>(postId: string, work: () => Promise<T>): Promise<T> {
    const begun = (held.get(postId) ?? Promise.resolve()).then(work);
    const ended = begun
      .catch(() => undefined)
      .finally(() => {
        if (held.get(postId) === ended) held.delete(postId);
      });
    held.set(postId, ended);
    return begun;
  }

  const { voted, changed, resume, flush } = shown;
  return { reaction, posted, press, voted, changed, holding, resume, flush };
}

/** Where a vote by reaction comes from; every reaction of a post begins with `sourcesOf` it. */
export function reactionSource(
  post: Pick<Post, 'id'>,
  reaction: Pick<Reaction, 'ballot' | 'variant'>,
): string {
  const { ballot, variant } = reaction;
  return `${sourcesOf(post)}${ballotName(ballot)}${variant === undefined ? '' : `:${variant}`}`;
}

export function sourcesOf({ id }: Pick<Post, 'id'>): string {
  return `post:${id}:`;
}
