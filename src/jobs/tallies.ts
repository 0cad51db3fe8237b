import { composePost } from '../core/compose.ts';
import type { Post, SentPost } from '../core/delivery.ts';
import type { Instant, PaperId } from '../core/paper.ts';
import type { Clock, Log, Platform, ReactionEvent, Store } from '../core/ports.ts';
import { DEFAULT_SUBSCRIPTION, type PlatformName, splitChannel } from '../core/subscription.ts';
import type { Summarizer } from '../core/summary.ts';
import { ballotName, effectiveVotes, readBallot, type SpaceId, type Vote } from '../core/vote.ts';
import { papersById, talliesFor } from './prepare.ts';

export interface TalliesDeps {
  readonly store: Store;
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  readonly forCard: Summarizer['forCard'];
  readonly clock: Clock;
  readonly log: Log;
  /** A post is edited at most once in so many milliseconds, however many people vote. */
  readonly editEveryMs: number;
  /** Posts older than this, in milliseconds, keep the tally they show. */
  readonly editWithinMs: number;
}

export interface Tallies {
  /** Counts a reaction, or takes it back. */
  reaction(event: ReactionEvent): Promise<void>;
  /** A post has just been recorded as sent: reactions that were quicker than the record count now. */
  posted(sent: SentPost): Promise<void>;
  /** Counts a vote from a button or a prompt; voting the same way again takes it back. Returns what stands now. */
  press(vote: Omit<Vote, 'source' | 'at'>): Promise<1 | -1 | 0>;
  /** Posts that show these papers to the community of `space` are edited soon. */
  changed(paperIds: readonly PaperId[], space: SpaceId): Promise<void>;
  /** Runs `work`, and lets reactions on this post wait for it: what is read back must not undo what comes meanwhile. */
  holding<T>(postId: string, work: () => Promise<T>): Promise<T>;
  /** Makes the edits that wait, now. */
  flush(): Promise<void>;
}

/** Reactions on messages that we do not know (yet) are kept so long, and no more of them. */
const EARLY_MS = 5 * 60_000;
const MOST_EARLY = 500;

/** The source of votes by a button or a typed command. */
const BUTTON = 'button';

/** Keeps votes, and the tallies that posts show, in step with what people press. */
export function createTallies(deps: TalliesDeps): Tallies {
  const { store, platforms, clock, log } = deps;
  const waiting = new Map<string, { post: Post; timer: NodeJS.Timeout }>();
  /** By post: a platform that takes long over an edit gets the next one of that post only then, with all votes since. */
  const editing = new Map<string, Promise<void>>();
  const held = new Map<string, Promise<unknown>>();
  /** In the order in which they came. Whoever takes an event out of it counts it. */
  const early = new Map<ReactionEvent, Instant>();

  async function reaction(event: ReactionEvent): Promise<void> {
    // Kept before it is looked up: the post may be recorded while we look.
    keepEarly(event);
    const post = await store.posts.at(event.platform, event.place, event.messageId);
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

  async function posted({ messageId }: SentPost): Promise<void> {
    for (const event of [...early.keys()]) {
      if (event.messageId !== messageId) continue;
      const post = await store.posts.at(event.platform, event.place, messageId);
      if (post && early.delete(event)) await count(event, post);
    }
  }

  async function count(event: ReactionEvent, post: Post): Promise<void> {
    const meant = readBallot(event.ballot, post.paperIds);
    if (!meant) return;
    for (let work = held.get(post.id); work; work = held.get(post.id)) await work;
    const source = reactionSource(post, ballotName(event.ballot));
    const { person } = event;
    const { space } = post.sent ?? event;
    if (event.added) await store.votes.cast({ ...meant, person, space, source, at: clock.now() });
    else await store.votes.retract({ paperId: meant.paperId, space, person, source });
    log.info(
      { paper: meant.paperId, person, post: post.id, value: meant.value, added: event.added },
      'vote counted',
    );
    await changed([meant.paperId], space);
  }

  /** Servers that are linked vote together: what was pressed in one of them is taken back in any of them. */
  async function press({ paperId, person, space, value }: Omit<Vote, 'source' | 'at'>): Promise<1 | -1 | 0> {
    const votes = await store.votes.of([paperId], await store.votes.community(space));
    const pressed = votes.filter((vote) => vote.person === person && vote.source === BUTTON);
    const takesBack = effectiveVotes(pressed)[0]?.value === value;
    if (takesBack) for (const vote of pressed) await store.votes.retract(vote);
    else await store.votes.cast({ paperId, person, space, value, source: BUTTON, at: clock.now() });
    await changed([paperId], space);
    return takesBack ? 0 : value;
  }

  async function changed(paperIds: readonly PaperId[], space: SpaceId): Promise<void> {
    const spaces = await store.votes.community(space);
    for (const post of await store.posts.showing(paperIds, spaces, clock.now() - deps.editWithinMs)) {
      if (waiting.has(post.id)) continue;
      const timer = setTimeout(() => start(post.id), deps.editEveryMs);
      waiting.set(post.id, { post, timer });
    }
  }

  function start(id: string): void {
    const entry = waiting.get(id);
    if (!entry) return;
    clearTimeout(entry.timer);
    const underWay = editing.get(id);
    if (underWay) {
      void underWay.then(() => start(id));
      return;
    }
    waiting.delete(id);
    const work = edit(entry.post)
      .catch((err: unknown) => log.warn({ post: id, err }, 'a tally could not be shown'))
      .finally(() => editing.delete(id));
    editing.set(id, work);
  }

  async function edit(post: Post): Promise<void> {
    const platform = platforms.get(splitChannel(post.channel)?.platform ?? 'terminal');
    const digest = (await store.deliveries.get(post))?.digest;
    if (!platform || !digest || !post.sent) return;
    const ids = digest.papers.map(({ paperId }) => paperId);
    // A channel that unsubscribed since keeps its posts alive.
    const subscription = (await store.subscriptions.get(post.channel)) ?? DEFAULT_SUBSCRIPTION;
    const message = composePost(post, {
      digest,
      papers: await papersById(store, ids),
      tallies: await talliesFor(store, ids, { space: post.sent.space }),
      subscription,
      forCard: deps.forCard,
    });
    await platform.edit(post.sent, message);
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

  async function flush(): Promise<void> {
    while (waiting.size > 0 || editing.size > 0) {
      for (const id of [...waiting.keys()]) start(id);
      await Promise.all(editing.values());
    }
  }

  return { reaction, posted, press, changed, holding, flush };
}

/** Where a vote by reaction comes from; every reaction of a post has the prefix `post:ID:`. */
export function reactionSource(post: Pick<Post, 'id'>, ballot: string): string {
  return `post:${post.id}:${ballot}`;
}
