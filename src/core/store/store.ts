import type { AlertStore } from '../delivery/alert.ts';
import type { DeliveryStore } from '../delivery/delivery-store.ts';
import type { DuplicateCheckStore } from '../delivery/duplicate-check-store.ts';
import type { EditStore } from '../delivery/edit-store.ts';
import type { PostStore } from '../delivery/post-store.ts';
import type { PresetReactionStore } from '../delivery/preset-reaction-store.ts';
import type { SharedCardStore } from '../delivery/shared-card-store.ts';
import type { MailboxStore } from '../mail/mailbox-store.ts';
import type { ListStore } from '../message/numbered-list.ts';
import type { EditionStore } from '../paper/edition-store.ts';
import type { PaperStore } from '../paper/paper-store.ts';
import type { FollowStore, ReadingListStore } from '../schedule/personal.ts';
import type { SubscriptionStore } from '../schedule/subscription-store.ts';
import type { SimilarStore } from '../search/similar-store.ts';
import type { CardStore } from '../summary/card-store.ts';
import type { SummaryFeedbackStore } from '../summary/feedback.ts';
import type { SummaryStore } from '../summary/summary.ts';
import type { VoteStore } from '../vote/vote-store.ts';
import type { WebhookStore } from '../webhook/webhook.ts';
import type { InstallationStore } from './installation-store.ts';
import type { PersonStore } from './person-data.ts';
import type { PublicChannelStore } from './public-channel-store.ts';
import type { Role, Roles } from './roles.ts';
import type { SeenEventStore } from './seen-event-store.ts';
import type { Shards } from './shards.ts';
import type { SharedLimits } from './shared-limits.ts';
import type { ShortLivedStore } from './short-lived-store.ts';
import type { Signals } from './signals.ts';
import type { RetentionStore, TenantStore } from './tenant-store.ts';

export interface Store {
  readonly papers: PaperStore;
  readonly editions: EditionStore;
  readonly subscriptions: SubscriptionStore;
  readonly publicChannels: PublicChannelStore;
  readonly deliveries: DeliveryStore;
  readonly alerts: AlertStore;
  readonly posts: PostStore;
  readonly presetReactions: PresetReactionStore;
  readonly edits: EditStore;
  readonly sharedCards: SharedCardStore;
  readonly duplicateChecks: DuplicateCheckStore;
  readonly votes: VoteStore;
  readonly readingLists: ReadingListStore;
  readonly follows: FollowStore;
  readonly lists: ListStore;
  readonly summaries: SummaryStore;
  readonly cards: CardStore;
  readonly similar: SimilarStore;
  readonly feedback: SummaryFeedbackStore;
  readonly mailboxes: MailboxStore;
  readonly webhooks: WebhookStore;
  readonly people: PersonStore;
  readonly tenants: TenantStore;
  readonly installations: InstallationStore;
  readonly retention: RetentionStore;
  readonly seenEvents: SeenEventStore;
  readonly shortLived: ShortLivedStore;
  /** `undefined` where one process serves alone. */
  readonly sharedLimits: SharedLimits | undefined;
  readonly roles: Roles;
  readonly shards: Shards;
  readonly signals: Signals;
  /** Another text whenever anything has changed, by this process or another. */
  readVersion(): Promise<string>;
  /**
   * Serves from the store from now on until it is closed: with SQLite alone, with PostgreSQL as one process of several, with those of
   * the roles that no other one has. `false` where the store is another's alone; others may still read and write.
   */
  claim(roles?: readonly Role[]): Promise<boolean>;
  close(): Promise<void>;
}
