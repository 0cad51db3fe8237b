import type { Log } from '../core/base/log.ts';
import type { Store } from '../core/store/store.ts';
import { createPublicChannelStore } from './channels/public-channel-store.ts';
import { createSubscriptionStore } from './channels/subscription-store.ts';
import { createWebhookStore } from './channels/webhook-store.ts';
import { type Database, openDatabase } from './database.ts';
import { findOperations } from './dialect/dialect.ts';
import { createMailboxStore } from './email/mailbox-store.ts';
import { createCardStore } from './papers/card-store.ts';
import { createEditionStore } from './papers/edition-store.ts';
import { createPaperStore } from './papers/paper-store.ts';
import { createSimilarStore } from './papers/similar-store.ts';
import { createSummaryStore } from './papers/summary-store.ts';
import { createFeedbackStore } from './people/feedback-store.ts';
import { createFollowStore } from './people/follow-store.ts';
import { createListStore } from './people/list-store.ts';
import { createPersonStore } from './people/person-store.ts';
import { createReadingListStore } from './people/reading-list-store.ts';
import { createSharedLimits } from './people/shared-limits.ts';
import { createShortLivedStore } from './people/short-lived-store.ts';
import { createAlertStore } from './posts/alert-store.ts';
import { createDeliveryStore } from './posts/delivery-store.ts';
import { createDuplicateCheckStore } from './posts/duplicate-check-store.ts';
import { createEditStore } from './posts/edit-store.ts';
import { createPostStore } from './posts/post-store.ts';
import { createPresetReactionStore } from './posts/preset-reaction-store.ts';
import { createSeenEventStore } from './posts/seen-event-store.ts';
import { createSharedCardStore } from './posts/shared-card-store.ts';
import { createInstallationStore } from './tenants/installation-store.ts';
import { createRetentionStore } from './tenants/retention-store.ts';
import { createTenantStore } from './tenants/tenant-store.ts';
import { createVoteStore } from './votes/vote-store.ts';

/**
 * Opens the store at `url`: `file:PATH` (relative to the working directory), `:memory:` or `postgres://…`, and brings its
 * schema up to date. Several processes may open one. Throws a `PaperboyError` that says what to do when it cannot be used.
 */
export async function openStore({ url, log }: { url: string; log: Log }): Promise<Store> {
  return createStore(await openDatabase(url, log));
}

/** The store of a database, which it closes. */
export function createStore({ db, serving, close }: Database): Store {
  const { readVersion } = findOperations(db);
  return {
    papers: createPaperStore(db),
    editions: createEditionStore(db),
    subscriptions: createSubscriptionStore(db),
    publicChannels: createPublicChannelStore(db),
    deliveries: createDeliveryStore(db),
    alerts: createAlertStore(db),
    posts: createPostStore(db),
    presetReactions: createPresetReactionStore(db),
    edits: createEditStore(db),
    sharedCards: createSharedCardStore(db),
    duplicateChecks: createDuplicateCheckStore(db),
    votes: createVoteStore(db),
    readingLists: createReadingListStore(db),
    follows: createFollowStore(db),
    lists: createListStore(db),
    summaries: createSummaryStore(db),
    cards: createCardStore(db),
    similar: createSimilarStore(db),
    feedback: createFeedbackStore(db),
    mailboxes: createMailboxStore(db),
    webhooks: createWebhookStore(db),
    people: createPersonStore(db),
    tenants: createTenantStore(db),
    installations: createInstallationStore(db),
    retention: createRetentionStore(db),
    seenEvents: createSeenEventStore(db),
    shortLived: createShortLivedStore(db),
    sharedLimits: createSharedLimits(db),
    roles: serving,
    shards: serving.shards,
    signals: serving,
    readVersion: () => readVersion(db),
    claim: (roles = []) => serving.begin(roles),
    close: async () => {
      await close();
      await serving.end();
    },
  };
}
