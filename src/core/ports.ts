import type { ListStore } from './command/numbered-list.ts';
import type { Delivery, DeliveryKey, DeliveryState, Digest, Post, SentPost } from './delivery/delivery.ts';
import type { Asker, Choice, Completion, FilledForm, Interaction, Reply } from './message/interaction.ts';
import type { Message, Text } from './message/message.ts';
import type { Edition } from './paper/edition.ts';
import type { Day, Instant, Paper, PaperId } from './paper/paper.ts';
import type { FollowStore, ReadingListStore } from './schedule/personal.ts';
import type { ChannelId, Layout, Pause, PlatformName, Subscription } from './schedule/subscription.ts';
import type { PersonStore } from './store/person-data.ts';
import type { RetentionStore, TenantStore } from './store/tenant-store.ts';
import type { SummaryStore } from './summary/summary.ts';
import type { Ballot, PersonId, Reaction, SpaceId, Vote } from './vote/vote.ts';

/** Time is a dependency. */
export interface Clock {
  now(): Instant;
}

/** The few lines of pino that rooms without a package use: facts first, then a constant message. */
export interface Log {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

// ---- Papers come in -------------------------------------------------------------------------------------------

export type ListQuery =
  | { readonly kind: 'day'; readonly day: Day }
  /** ISO week `2026-W16`. */
  | { readonly kind: 'week'; readonly week: string }
  /** `2026-04`. */
  | { readonly kind: 'month'; readonly month: string }
  | { readonly kind: 'trending' };

export interface PaperBatch {
  /** In the source's order. */
  readonly papers: readonly Paper[];
  /** Items that could not be read, each with its reason. */
  readonly skipped: ReadonlyArray<{ readonly index: number; readonly reason: string }>;
  /** The source's name. */
  readonly source: string;
}

/** Where papers come from. Every method throws a `SourceError` when the source fails or answers nonsense. */
export interface PaperSource {
  readonly name: string;
  list(query: ListQuery): Promise<PaperBatch>;
  /** `undefined` when the source does not know the paper. */
  paper(id: PaperId): Promise<Paper | undefined>;
  search(text: string, limit: number): Promise<PaperBatch>;
}

// ---- Papers are kept ------------------------------------------------------------------------------------------

/** Counts of one paper at one moment; kept when they differ from the snapshot before. */
export interface Snapshot {
  readonly at: Instant;
  readonly upvotes?: number;
  readonly comments?: number;
  readonly stars?: number;
}

export interface PaperStore {
  /** Merges each into what is known (see `mergePapers`) and takes a snapshot of its counts. One transaction. */
  save(papers: readonly Paper[], at: Instant): Promise<{ added: PaperId[]; changed: PaperId[] }>;
  get(id: PaperId): Promise<Paper | undefined>;
  /** Those that exist, in the order asked for. */
  getMany(ids: readonly PaperId[]): Promise<Paper[]>;
  /** Snapshots since `since` and the last one before it, oldest first, by paper. */
  snapshots(ids: readonly PaperId[], since: Instant): Promise<Map<PaperId, Snapshot[]>>;
  count(): Promise<number>;
  /** Everything, in batches, ordered by id; for building an index. */
  all(batchSize: number): AsyncIterable<Paper[]>;
  /**
   * Papers saved with a change after `since` (exclusive), oldest change first. `changedAt` is the time of the save,
   * pushed on where needed: no two papers share one and a later change always has a higher one, also when the clock
   * stands still or goes back. So the last one seen is all that a follower has to remember.
   */
  changedSince(since: Instant, limit: number): Promise<Array<{ paper: Paper; changedAt: Instant }>>;
  /** The `changedAt` of the last change, 0 when there is none: where a follower begins who reads `all` afterwards. */
  lastChange(): Promise<Instant>;
  /** A random id of the database that the papers are in, made with it; a copy of the database has the same. */
  identity(): Promise<string>;
}

export interface EditionStore {
  /** A day that shrinks keeps its old papers: the new order first, then those no longer named. */
  save(edition: Edition): Promise<void>;
  get(day: Day): Promise<Edition | undefined>;
  /** The latest `count` editions with at least one paper, up to and including `through`, newest first. */
  latest(count: number, through: Day): Promise<Edition[]>;
  /** Both days included, oldest first, empty ones too. */
  between(from: Day, to: Day): Promise<Edition[]>;
  /** The days a paper was listed on, newest first. */
  daysOf(id: PaperId): Promise<Day[]>;
}

export interface SubscriptionStore {
  put(subscription: Subscription): Promise<void>;
  get(channel: ChannelId): Promise<Subscription | undefined>;
  list(): Promise<Subscription[]>;
  /** Whether there was one. */
  remove(channel: ChannelId): Promise<boolean>;
  /** Not paused and `nextDueAt <= now`, longest waiting first. */
  due(now: Instant): Promise<Subscription[]>;
  /** Moves the next slot on, only if it still is `from`: of two processes one wins. */
  advance(channel: ChannelId, from: Instant, to: Instant): Promise<boolean>;
  pause(channel: ChannelId, pause: Pause): Promise<void>;
  resume(channel: ChannelId, nextDueAt: Instant): Promise<void>;
  setSpace(channel: ChannelId, space: SpaceId): Promise<void>;
}

/** A subscription whose slots have come due: its next one moves on, only if it still is `from`. */
export interface Advance {
  readonly channel: ChannelId;
  readonly slots: readonly Instant[];
  readonly from: Instant;
  readonly to: Instant;
}

export interface DeliveryStore {
  /** Inserts a due row for the slot; `false` when the slot has one already. */
  enqueue(key: DeliveryKey, runAt: Instant): Promise<boolean>;
  /** Inserts a due row for each slot that has none, and moves the subscriptions on: all of it or nothing. */
  schedule(advances: readonly Advance[], now: Instant): Promise<void>;
  /**
   * Takes up to `limit` rows that are due, or whose lease ran out, for `owner` until `now + leaseMs`. A row is handed
   * to one claimant alone, and of a channel one at a time, the oldest first. Its state becomes `claimed`, or
   * `sending` where a former owner has begun to send, or may have: its lease ran out.
   */
  claim(
    owner: string,
    now: Instant,
    leaseMs: number,
    limit: number,
    platform?: PlatformName,
  ): Promise<Delivery[]>;
  /** Extends the lease; `false` when somebody else has the row by now. */
  renew(key: DeliveryKey, owner: string, leaseUntil: Instant): Promise<boolean>;
  /**
   * Keeps the chosen digest and its planned posts, and moves the row to `sending`. One transaction. The first plan
   * stays: the same digest again changes nothing, another one is refused with a `PaperboyError`.
   */
  plan(key: DeliveryKey, digest: Digest, posts: readonly Post[], now: Instant): Promise<void>;
  /**
   * Ends or postpones the delivery and gives the lease back. With `owner` only if that owner still has it: `false`
   * when somebody else took over, who will settle it.
   */
  settle(
    key: DeliveryKey,
    outcome: {
      state: DeliveryState;
      reason?: string;
      fix?: Text;
      runAt?: Instant;
      attempts?: number;
      waitingSince?: Instant;
    },
    now: Instant,
    owner?: string,
  ): Promise<boolean>;
  get(key: DeliveryKey): Promise<Delivery | undefined>;
  /** Newest slot first. */
  recent(channel: ChannelId, limit: number): Promise<Delivery[]>;
  /** All that are not settled. */
  open(): Promise<Delivery[]>;
}

export interface PostStore {
  /** In the order of `seq`. */
  ofDelivery(key: DeliveryKey): Promise<Post[]>;
  /** A post once `sent` stays so, whatever a late process says. */
  mark(id: string, state: Post['state'], now: Instant, sent?: SentPost): Promise<void>;
  /** The post a reaction stands on, by the platform's ids. `place` is the channel or the thread. */
  at(platform: PlatformName, place: string, messageId: string): Promise<Post | undefined>;
  /** Papers that a post in this channel shows: sent, perhaps sent, or about to be sent by a delivery under way. */
  shownIn(channel: ChannelId): Promise<Set<PaperId>>;
  /** Sent posts that show one of the papers to one of the spaces, sent after `since`. */
  showing(paperIds: readonly PaperId[], spaces: readonly SpaceId[], since: Instant): Promise<Post[]>;
  /** Sent posts of a platform after `since`, newest first. */
  sentSince(platform: PlatformName, since: Instant): Promise<Post[]>;
  /** Where a paper was posted, newest first. */
  ofPaper(paperId: PaperId, limit: number): Promise<Post[]>;
}

/** A sent post under which the bot's own reactions do not all stand yet. */
export interface PostAwaitingReactions {
  readonly post: Post;
  /** When the post was recorded as sent. */
  readonly since: Instant;
  readonly attempts: number;
}

/** Work that outlives a stop: `PostStore.mark` adds a post when it is sent, unless it is a notice. */
export interface PresetReactionStore {
  /** Longest waiting first. */
  due(platform: PlatformName, now: Instant, limit: number): Promise<PostAwaitingReactions[]>;
  done(postId: string): Promise<void>;
  postpone(postId: string, dueAt: Instant, attempts: number): Promise<void>;
}

/** A post whose message does not show what it should. */
export interface WantedEdit {
  readonly post: Post;
  /** How often it was tried in vain. */
  readonly tries: number;
  /** How often a change was wanted. */
  readonly wanted: number;
}

/**
 * What a post shows is a state to be reached: a row stands here until the message on the platform was changed. Whatever
 * changes votes or communities adds the rows of the posts that show them, in the same transaction.
 */
export interface EditStore {
  want(postIds: readonly string[]): Promise<void>;
  get(postId: string): Promise<WantedEdit | undefined>;
  /** Those whose time has come, longest waiting first. */
  due(now: Instant, platforms: readonly PlatformName[], limit: number): Promise<WantedEdit[]>;
  /** It was changed; where another change was wanted meanwhile it is due again. */
  done(edit: WantedEdit): Promise<void>;
  /** It was tried in vain. */
  later(edit: WantedEdit, dueAt: Instant): Promise<void>;
}

/** A post that was sent anew while an earlier try of it might still be carried out, and when it was first tried. */
export interface DuplicateCheck {
  readonly post: Post;
  readonly since: Instant;
}

export interface DuplicateCheckStore {
  add(post: Pick<Post, 'id' | 'channel'>, since: Instant, dueAt: Instant): Promise<void>;
  /** Longest waiting first. */
  due(platform: PlatformName, now: Instant, limit: number): Promise<DuplicateCheck[]>;
  done(postId: string): Promise<void>;
  postpone(postId: string, dueAt: Instant): Promise<void>;
}

export interface VoteStore {
  /**
   * Adds the vote, or renews it if the same person has one from the same source in the same space. An event that is older
   * than the last one of that source, by the platform's own time, changes nothing.
   */
  cast(vote: Vote): Promise<void>;
  /** Takes back what this source said for this person in this space; `false` when it said nothing. */
  retract(vote: Omit<Vote, 'value'>): Promise<boolean>;
  /** Makes the votes whose source starts with `sourcePrefix` equal to `votes`; those already known keep their time. */
  replace(sourcePrefix: string, votes: readonly Vote[]): Promise<{ changed: PaperId[] }>;
  /** All standing votes on these papers from these spaces. */
  of(paperIds: readonly PaperId[], spaces: readonly SpaceId[]): Promise<Vote[]>;
  /** All standing votes from these spaces cast after `since`. */
  since(spaces: readonly SpaceId[], since: Instant): Promise<Vote[]>;
  /** Every space of the community that `space` belongs to, itself included. */
  community(space: SpaceId): Promise<SpaceId[]>;
  /** Makes the communities of the two spaces one. */
  link(a: SpaceId, b: SpaceId): Promise<void>;
  unlink(space: SpaceId): Promise<boolean>;
}

export interface Store {
  readonly papers: PaperStore;
  readonly editions: EditionStore;
  readonly subscriptions: SubscriptionStore;
  readonly deliveries: DeliveryStore;
  readonly posts: PostStore;
  readonly presetReactions: PresetReactionStore;
  readonly edits: EditStore;
  readonly duplicateChecks: DuplicateCheckStore;
  readonly votes: VoteStore;
  readonly readingLists: ReadingListStore;
  readonly follows: FollowStore;
  readonly lists: ListStore;
  readonly summaries: SummaryStore;
  readonly people: PersonStore;
  readonly tenants: TenantStore;
  readonly retention: RetentionStore;
  /** Whether this process alone serves from the store, from now until it closes it; others may still read and write. */
  claim(): boolean;
  close(): Promise<void>;
}

// ---- Platforms ------------------------------------------------------------------------------------------------

/** Where a post goes, in the platform's own ids. */
export interface Place {
  readonly channel: string;
  /** Discord: the thread's channel id. Slack: the parent's `ts`. */
  readonly thread?: string;
}

/** A reaction as a platform tells it. The adapter drops the bot's own and other bots' before. */
export interface ReactionEvent extends Reaction {
  readonly platform: PlatformName;
  readonly space: SpaceId;
  /** The channel or, on Discord, the thread the message stands in. */
  readonly place: string;
  readonly messageId: string;
  /** `false` when it was taken back. */
  readonly added: boolean;
  /** The platform's own time of it, in microseconds since the epoch, where it tells one: events come in any order. */
  readonly eventAt?: number;
}

/** What the bot does with what comes in from a platform. */
export interface Inbound {
  reaction(event: ReactionEvent): Promise<void>;
  /**
   * Always answers, also when something throws. `onProgress` hears in a few words what is being done, if that takes
   * longer than about a second.
   */
  interact(asker: Asker, interaction: Interaction, onProgress?: (doing: string) => void): Promise<Reply>;
  /** What is wrong with a form's fields, by name, each by itself; what is left unsaid, `interact` finds. */
  mistakes(form: FilledForm): Readonly<Record<string, string>>;
  /** Whether the answer will be a form, which must be opened before any waiting. */
  opensForm(interaction: Interaction): boolean;
  /** Whether only who may manage the channel gets what is asked for: what is remembered of their rights will not do. */
  wantsManager(interaction: Interaction): boolean;
  complete(asker: Asker, completion: Completion): Promise<Choice[]>;
  /** The bot was removed from a server or workspace; without one, from all of the platform. */
  removed(platform: PlatformName, space?: SpaceId): Promise<void>;
  /** The bot is in this server or workspace: where it had been removed before, it is back. */
  present(space: SpaceId): Promise<void>;
  /** All servers or workspaces of a platform that the bot is in, of those that `covers` is true for. */
  presentIn(
    platform: PlatformName,
    spaces: readonly SpaceId[],
    covers: (space: SpaceId) => boolean,
  ): Promise<void>;
  /** Events may have been missed (reconnected, restarted): read back what matters. */
  gap(platform: PlatformName): Promise<void>;
}

/** Why something may not be shown to everybody in a channel. */
export interface SharingObstacle {
  readonly what: string;
  readonly fix?: string;
}

export interface CheckLine {
  readonly ok: boolean;
  readonly what: string;
  /** What to do when it is not. */
  readonly fix?: Text;
  /** It should be put right, and posts get through all the same. */
  readonly minor?: true;
  /** The platform could not be asked just now: that is no "no". */
  readonly unknown?: true;
}

/**
 * A place where people talk. Every sending method throws a `DeliveryError` that tells what kind of failure it was;
 * an adapter never retries by itself a request that may have been carried out.
 */
export interface Platform {
  readonly name: PlatformName;
  /** The payload that `send` would post: pure, for dry runs and tests. */
  render(message: Message): unknown;
  /** Connects and hands in what comes; resolves when events flow. */
  start(inbound: Inbound): Promise<void>;
  /** Lets what is in flight finish, then disconnects. */
  stop(): Promise<void>;
  /** `key` marks the post (at most 25 characters), so that `find` can tell later whether it got through. */
  send(to: Place, message: Message, key: string): Promise<SentPost>;
  /** Our own post with this key, sent after `since`; `undefined` when it certainly is not there. */
  find(to: Place, key: string, since: Instant): Promise<SentPost | undefined>;
  /** All of them, where a request was carried out more than once. */
  findAll(to: Place, key: string, since: Instant): Promise<SentPost[]>;
  /** Deletes our own post. */
  remove(post: SentPost): Promise<void>;
  edit(post: SentPost, message: Message): Promise<void>;
  /** Opens a thread under a post (or finds the one that is there). */
  openThread(post: SentPost, title: string): Promise<Place>;
  /**
   * Puts the bot's own reactions on a post, so that a vote is one press away; resolves when all of them stand. Again on
   * the same post it changes nothing.
   */
  seed(post: SentPost, ballots: readonly Ballot[]): Promise<void>;
  /** Who reacted how, as the platform has it now; without bots. */
  reactions(post: SentPost): Promise<Reaction[]>;
  /** The server or workspace that a channel belongs to. */
  spaceOf(channel: string): Promise<SpaceId>;
  /** The channel of a person's private conversation with the bot; nothing where there is none of their own. */
  directChannel(person: PersonId): Promise<string | undefined>;
  /** Tells a person privately. */
  tell(person: PersonId, message: Message): Promise<void>;
  /**
   * What keeps an answer from being shown to everybody in a channel: the bot is no member there, or this person may not
   * write there. Nothing where nothing does.
   */
  sharingObstacle(channel: string, person: PersonId): Promise<SharingObstacle | undefined>;
  /** Whether this person can read a channel, known for a minute at most. Throws where the platform does not tell. */
  canSee(channel: string, person: PersonId): Promise<boolean>;
  /** Is the token good, does the platform answer? With `channel`: may we post there, in this layout? */
  check(channel?: string, layout?: Layout): Promise<CheckLine[]>;
}
