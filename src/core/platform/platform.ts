import type { PersonId, PlatformName, TenantId } from '../base/ids.ts';
import type { Text } from '../base/text.ts';
import type { Instant } from '../base/time.ts';
import type { SentPost } from '../delivery/delivery.ts';
import type { Message } from '../message/message.ts';
import type { Layout } from '../schedule/subscription.ts';
import type { Ballot, Reaction } from '../vote/vote.ts';
import type { Inbound } from './inbound.ts';
import type { Place } from './place.ts';

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
  tenantOf(channel: string): Promise<TenantId>;
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
