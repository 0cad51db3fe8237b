import type { Problem, ProblemCatalog } from '../base/catalog.ts';
import type { PersonId, PlatformName, TenantId } from '../base/ids.ts';
import type { Instant } from '../base/time.ts';
import type { SentPost } from '../delivery/delivery.ts';
import type { Message } from '../message/message.ts';
import type { Layout } from '../schedule/subscription.ts';
import type { Ballot, Reaction } from '../vote/vote.ts';
import type { Destination } from './destination.ts';
import type { Inbound } from './inbound.ts';

/**
 * A way to reach people. Every platform can post; each other thing that it can do is a port that it has, and one that it
 * cannot do is a port that it lacks. A job asks for the port, never for a name.
 *
 * Every method that calls the platform throws a `DeliveryError` that says what kind of failure it was; an adapter never
 * retries by itself a request that may have been carried out.
 */
export interface Platform extends Sender {
  readonly name: PlatformName;
  /** What it throws, by code: a problem that was stored is worded from here. Missing: it is said by its code. */
  readonly problems?: ProblemCatalog;
  /** Missing: nothing has to be connected, and no events come in. */
  readonly connection?: Connection;
  /** Missing: a post whose outcome is unknown stays unknown. It is never sent again. */
  readonly finder?: PostFinder;
  /** Missing: a post shows what it showed when it was sent. */
  readonly editor?: PostEditor;
  readonly deleter?: PostDeleter;
  /** It can post without notifying anybody. */
  readonly hasQuietPosts?: true;
  /** Missing: what belongs in a thread is posted to the channel. */
  readonly threads?: Threads;
  /** Missing: no reactions are put on posts, and none are read back. */
  readonly reactions?: Reactions;
  /** Missing: nobody can be notified in private. */
  readonly directMessages?: DirectMessages;
  /** Missing: the platform does not say who sees a channel. */
  readonly channels?: ChannelAccess;
  /** Missing: there is nothing to check. */
  readonly checks?: Checks;
  /**
   * So many deliveries are under way at once at most. What waits inside the adapter counts as being sent: after a crash its
   * outcome would be unknown. Missing: as many as the ledger has workers.
   */
  readonly deliveriesAtOnce?: number;
  /** Lets go of connections that it holds for sending; missing where it holds none. */
  close?(): void;
}

/** A platform that can do everything, as a chat can. */
export type ChatPlatform = Required<Omit<Platform, 'close' | 'deliveriesAtOnce' | 'hasQuietPosts'>> &
  Pick<Platform, 'hasQuietPosts'>;

export interface Sender {
  /** The payload that `send` would post: pure, for dry runs and tests. */
  render(message: Message): unknown;
  /** `key` marks the post (at most 25 characters), so that `PostFinder` can tell later whether it was carried out. */
  send(to: Destination, message: Message, key: string): Promise<SentPost>;
}

/** Receives what people do on the platform. */
export interface Connection {
  /** Connects and hands in what comes; resolves when events flow. */
  start(inbound: Inbound): Promise<void>;
  /** Lets what is in flight finish, then disconnects. */
  stop(): Promise<void>;
}

/** Looks up our own posts, where the outcome of a request is unknown. */
export interface PostFinder {
  /** Our own post with this key, sent after `since`; `undefined` when it certainly is not there. */
  find(to: Destination, key: string, since: Instant): Promise<SentPost | undefined>;
  /** All of them, where a request was carried out more than once. */
  findAll(to: Destination, key: string, since: Instant): Promise<SentPost[]>;
}

export interface PostEditor {
  edit(post: SentPost, message: Message): Promise<void>;
}

export interface PostDeleter {
  delete(post: SentPost): Promise<void>;
}

export interface Threads {
  /** Opens a thread under a post, or finds the one that is there. */
  open(post: SentPost, title: string): Promise<Destination>;
}

export interface Reactions {
  /** Posts that `addPreset` is called for at once: the platform has its own pace, and what waits is safer in the store. */
  readonly concurrency: number;
  /**
   * Puts the bot's own reactions on a post, so that a vote is one press away; resolves when all of them stand. Again on
   * the same post it changes nothing.
   */
  addPreset(post: SentPost, ballots: readonly Ballot[]): Promise<void>;
  /** Takes the bot's own reactions back; one that is not there changes nothing. */
  removePreset(post: SentPost, ballots: readonly Ballot[]): Promise<void>;
  /** Reads a post as the platform has it now. */
  read(post: SentPost): Promise<StandingPost>;
}

/** A post as it stands on its platform. */
export interface StandingPost {
  /** Who reacted how; without bots. */
  readonly reactions: readonly Reaction[];
  /** The bot's own reactions. */
  readonly own: readonly Ballot[];
  /** Whether it shows the tallies of `message`; `undefined` where that is unknown. */
  shows(message: Message): boolean | undefined;
}

export interface DirectMessages {
  /** Notifies a person privately. */
  notify(person: PersonId, message: Message): Promise<void>;
  /** The channel of a person's private conversation with the bot; `undefined` where there is none of their own. */
  findChannel(person: PersonId): Promise<string | undefined>;
}

export interface ChannelAccess {
  /** The server or workspace that a channel belongs to. */
  findTenant(channel: string): Promise<TenantId>;
  /** Whether this person can read a channel, known for a minute at most. Throws where the platform does not say. */
  canSee(channel: string, person: PersonId): Promise<boolean>;
  /**
   * What keeps an answer from being shown to everybody in a channel: the bot is no member there, or this person may not
   * write there. `undefined` where nothing does.
   */
  findSharingObstacle(channel: string, person: PersonId): Promise<SharingObstacle | undefined>;
}

export interface Checks {
  /** Is the token good, does the platform answer? With `channel`: may we post there, in this layout? */
  run(channel?: string, layout?: Layout): Promise<CheckLine[]>;
}

/** Why something may not be shown to everybody in a channel. */
export interface SharingObstacle {
  readonly what: string;
  readonly fix?: string;
}

export interface CheckLine {
  readonly ok: boolean;
  /** A code with its values, from the catalog of whoever looked; worded where it is shown. */
  readonly finding: Problem;
  /** It should be put right, and posts get through all the same. */
  readonly minor?: true;
  /** The platform could not be asked just now: that is no "no". */
  readonly unknown?: true;
}
