import type { Problem, ProblemCatalog } from '../base/catalog.ts';
import type { PersonId, PlatformName, TenantId } from '../base/ids.ts';
import type { Mention } from '../base/mention.ts';
import type { Instant } from '../base/time.ts';
import type { SentPost } from '../delivery/delivery.ts';
import type { ButtonLabel, Message } from '../message/message.ts';
import type { Layout, SpecialLayout } from '../schedule/subscription.ts';
import type { Shard } from '../store/shards.ts';
import type { Ballot, Reaction } from '../vote/vote.ts';
import type { Destination } from './destination.ts';
import type { Inbound } from './inbound.ts';

/**
 * A way to reach people. Every platform can post; each other ability is a port, which is missing on a platform that
 * lacks the ability. A job checks for the port, never for a platform's name.
 *
 * Every method that calls the platform throws a `DeliveryError` that says what kind of failure it was; an adapter never
 * retries by itself a request that may have been carried out.
 */
export interface Platform extends Sender {
  readonly name: PlatformName;
  /** Its errors, by code: a stored problem is worded from here. If missing, the code is shown. */
  readonly problems?: ProblemCatalog;
  /** If missing, there is nothing to connect, and no events come in. */
  readonly connection?: Connection;
  /** If missing, a post with an unknown outcome stays unknown, and is never sent again, unless `isIdempotent` is set. */
  readonly finder?: PostFinder;
  /** If missing, a post keeps showing what it showed when it was sent. */
  readonly editor?: PostEditor;
  /** If missing, the buttons of cards that people share show no votes. */
  readonly labeler?: Labeler;
  readonly deleter?: PostDeleter;
  /** It can post without notifying anybody. */
  readonly hasQuietPosts?: true;
  /** A form has space for every setting of a channel; elsewhere it leaves out those with `isExtra`. */
  readonly hasLongForms?: true;
  /** The layouts with parts of their own that it can draw; elsewhere they look like an overview only. */
  readonly specialLayouts?: readonly SpecialLayout[];
  /** If missing, replies for a thread are posted to the channel. */
  readonly threads?: Threads;
  /** If missing, no reactions are added to posts, and none are read back. */
  readonly reactions?: Reactions;
  /** If missing, nobody can be notified privately. */
  readonly directMessages?: DirectMessages;
  /** If missing, the platform does not say who sees a channel. */
  readonly channels?: ChannelAccess;
  /** If missing, posts mention nobody. */
  readonly mentions?: Mentions;
  /** If missing, posts cannot be published to servers that follow a channel. */
  readonly publisher?: PostPublisher;
  /** If missing, there is nothing to check. */
  readonly checks?: Checks;
  /**
   * At most this many deliveries run at once: more would only wait inside the adapter, where a post counts as being sent, unless
   * the platform says when it begins. Missing: as many as the ledger has workers.
   */
  readonly deliveriesAtOnce?: number;
  /**
   * Its rate limits are those of each tenant: so many deliveries of one run at once, and fewer where many tenants have some, so
   * that a slow one delays no other. Missing: the platform has one limit.
   */
  readonly deliveriesPerTenant?: number;
  /** The layout of every digest there, whatever a subscription says. */
  readonly onlyLayout?: Layout;
  /**
   * Whoever receives a post recognizes one that comes twice by its key: a post whose outcome is unknown is sent again, under the
   * same key, and not looked up.
   */
  readonly isIdempotent?: true;
  /**
   * `send` waits for its `begin` right before the first byte of a post leaves: a post that has not begun was certainly not sent,
   * whatever ended the process, and is sent again. Missing: a post counts as being sent from the call of `send` on.
   */
  readonly saysWhenItBegins?: true;
  /** Closes connections that it has open for sending; missing where it has none. */
  close?(): void;
}

/** A platform that can do everything, as a chat can. */
export type ChatPlatform = Required<
  Omit<
    Platform,
    | 'close'
    | 'deliveriesAtOnce'
    | 'deliveriesPerTenant'
    | 'hasQuietPosts'
    | 'hasLongForms'
    | 'specialLayouts'
    | 'isIdempotent'
    | 'onlyLayout'
    | 'mentions'
    | 'publisher'
    | 'saysWhenItBegins'
  >
> &
  Pick<
    Platform,
    'deliveriesPerTenant' | 'hasQuietPosts' | 'hasLongForms' | 'specialLayouts' | 'mentions' | 'publisher'
  >;

export interface Sender {
  /** The payload that `send` would post: pure, for dry runs and tests. */
  render(message: Message): unknown;
  /**
   * `key` marks the post (at most 25 characters), so that `PostFinder` can find out later whether it was carried out. `begin` is called
   * by a platform that `saysWhenItBegins`; where it rejects, nothing is sent, and `send` rejects with the same error.
   */
  send(to: Destination, message: Message, key: string, begin?: () => Promise<void>): Promise<SentPost>;
}

/** Receives what people do on the platform. */
export interface Connection {
  /** Connects and passes events on; resolves when events flow. */
  start(inbound: Inbound): Promise<void>;
  /** Whether events flow now: on all connections, where the platform has several. */
  isUp(): boolean;
  /** Whether events flow now on each connection, by its number; missing where there is one connection. */
  listShards?(): ReadonlyMap<number, boolean>;
  /** Whether a tenant's events come on this one of several connections; missing where there is one. */
  isOnShard?(tenant: TenantId, shard: Shard): boolean;
  /** Waits for what is in progress, then disconnects. */
  stop(): Promise<void>;
}

/** Looks up our own posts, where the outcome of a request is unknown. */
export interface PostFinder {
  /** Our own post with this key, sent after `since`; `undefined` when it certainly does not exist. */
  find(to: Destination, key: string, since: Instant): Promise<SentPost | undefined>;
  /** All of them, where a request was carried out more than once. */
  findAll(to: Destination, key: string, since: Instant): Promise<SentPost[]>;
}

export interface PostEditor {
  edit(post: SentPost, message: Message): Promise<void>;
}

/** Changes what buttons say on a message that stays as it is otherwise. */
export interface Labeler {
  /** Reads the message, and puts these labels on those of its buttons that have others; where all have them nothing is sent. */
  relabel(message: SentPost, labels: readonly ButtonLabel[]): Promise<void>;
}

export interface Mentions {
  /** The own id of a role or user group as somebody typed or picked it; `undefined` for anything else. */
  parse(typed: string): string | undefined;
  /** Where one finds the id. */
  readonly whereIdsAre: string;
  /** The same for a field of a form, where only the id can be typed. */
  readonly whereIdsAreInForm: string;
  /** Whether anybody in a channel may mention it; `undefined` where there is none with this id. Absent where everybody may mention all. */
  mayAnybody?(channel: string, id: string): Promise<boolean | undefined>;
}

export interface PostPublisher {
  /** Publishes a post to the servers that follow its channel; one that is published changes nothing. */
  publish(post: SentPost): Promise<void>;
}

export interface PostDeleter {
  delete(post: SentPost): Promise<void>;
}

export interface Threads {
  /** Opens a thread under a post, or finds the one that is there. */
  open(post: SentPost, title: string): Promise<Destination>;
}

export interface Reactions {
  /** How many posts `addPreset` is called for at once: the platform has its own rate limit, and pending work is safer in the store. */
  readonly concurrency: number;
  /** Where the rate limit is that of each tenant: how many of those posts may be of one, so that it delays no other. */
  readonly perTenant?: number;
  /**
   * Adds the bot's own reactions to a post, so that a vote is one press away; resolves when all of them are there. Repeating it on
   * the same post it changes nothing.
   */
  addPreset(post: SentPost, ballots: readonly Ballot[]): Promise<void>;
  /** Removes the bot's own reactions; one that is not there changes nothing. */
  removePreset(post: SentPost, ballots: readonly Ballot[]): Promise<void>;
  /** Reads a post as the platform has it now. */
  read(post: SentPost): Promise<StandingPost>;
}

/** The current state of a post on its platform. */
export interface StandingPost {
  /** Who reacted with what; without bots. */
  readonly reactions: readonly Reaction[];
  /** The bot's own reactions. */
  readonly own: readonly Ballot[];
  /** Whether it shows the tallies of `message`; `undefined` where that is unknown. */
  shows(message: Message): boolean | undefined;
}

export interface DirectMessages {
  /** Notifies a person privately. */
  notify(person: PersonId, message: Message): Promise<void>;
  /** The channel of a person's private conversation with the bot; `undefined` where they have none. */
  findChannel(person: PersonId): Promise<string | undefined>;
}

export interface ChannelAccess {
  /** The server or workspace that a channel belongs to; `recorded` is the one under which it is known. */
  findTenant(channel: string, recorded?: TenantId): Promise<TenantId>;
  /** Whether a channel is a forum, in which every message opens a post; missing on a platform without forums. */
  isForum?(channel: string): Promise<boolean>;
  /**
   * Whether a channel is one person's conversation with the bot, and `tenant` has nobody else in it; missing where each
   * conversation belongs to a server or workspace.
   */
  isPrivate?(channel: string, tenant: TenantId): boolean;
  /**
   * Whether this person can read a channel (of `tenant`, where ids name one), cached for at most a minute. Throws where the
   * platform does not say.
   */
  canSee(channel: string, person: PersonId, tenant?: TenantId): Promise<boolean>;
  /**
   * What prevents showing an answer to everybody in a channel: the bot is not a member there, or this person may not
   * write there. `undefined` where nothing does.
   */
  findSharingObstacle(channel: string, person: PersonId): Promise<SharingObstacle | undefined>;
}

/** What a channel wants of its posts beyond the layout. */
export interface WantedExtras {
  readonly mention?: Mention | undefined;
  readonly isCrossposted?: boolean;
}

export interface Checks {
  /** Is the token good, does the platform answer? With `channel`: may we post there, in this layout, with all that is wanted? */
  run(channel?: string, layout?: Layout, wanted?: WantedExtras, tenant?: TenantId): Promise<CheckLine[]>;
}

/** Why something may not be shown to everybody in a channel. */
export interface SharingObstacle {
  readonly what: string;
  readonly fix?: string;
}

export interface CheckLine {
  readonly ok: boolean;
  /** A code with its values, from the catalog of the platform that checked; worded where it is shown. */
  readonly finding: Problem;
  /** It should be fixed, but posts get through anyway. */
  readonly minor?: true;
  /** The platform could not be asked just now, which is not a refusal. */
  readonly unknown?: true;
}
