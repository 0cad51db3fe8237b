import { resolve } from 'node:path';
import { Kysely } from 'kysely';
import { PaperboyError } from '../core/base/errors.ts';
import type { Log } from '../core/base/log.ts';
import type { Store } from '../core/store/store.ts';
import { createPublicChannelStore } from './channels/public-channel-store.ts';
import { createSubscriptionStore } from './channels/subscription-store.ts';
import { createWebhookStore } from './channels/webhook-store.ts';
import { createMailboxStore } from './email/mailbox-store.ts';
import { migrate } from './migrate.ts';
import { createCardStore } from './papers/card-store.ts';
import { createEditionStore } from './papers/edition-store.ts';
import { createPaperStore } from './papers/paper-store.ts';
import { createSummaryStore } from './papers/summary-store.ts';
import { createFeedbackStore } from './people/feedback-store.ts';
import { createFollowStore } from './people/follow-store.ts';
import { createListStore } from './people/list-store.ts';
import { createPersonStore } from './people/person-store.ts';
import { createReadingListStore } from './people/reading-list-store.ts';
import { createAlertStore } from './posts/alert-store.ts';
import { createDeliveryStore } from './posts/delivery-store.ts';
import { createDuplicateCheckStore } from './posts/duplicate-check-store.ts';
import { createEditStore } from './posts/edit-store.ts';
import { createPostStore } from './posts/post-store.ts';
import { createPresetReactionStore } from './posts/preset-reaction-store.ts';
import { LOCK_WAIT_MS } from './sqlite/busy.ts';
import { createNodeSqliteDialect } from './sqlite/node-sqlite.ts';
import { openDatabase } from './sqlite/open-database.ts';
import { type Claim, claimToServe } from './sqlite/serve-claim.ts';
import type { Schema } from './tables/schema.ts';
import { problems } from './tables/texts.ts';
import { createRetentionStore } from './tenants/retention-store.ts';
import { createTenantStore } from './tenants/tenant-store.ts';
import { createVoteStore } from './votes/vote-store.ts';

/**
 * Opens the store at `url`, `file:PATH` (relative to the working directory) or `:memory:`, and brings its schema up to
 * date. Several processes may open one file. Throws a `PaperboyError` that says what to do when it cannot be used.
 */
export async function openStore({ url, log }: { url: string; log: Log }): Promise<Store> {
  const path = toPath(url);
  const database = await openDatabase(path, log);
  const db = new Kysely<Schema>({ dialect: createNodeSqliteDialect(database, path, LOCK_WAIT_MS) });
  try {
    const migrations = await migrate(db, path);
    if (migrations.length > 0) log.info({ path, migrations }, 'database brought up to date');
  } catch (error) {
    await db.destroy();
    throw error;
  }
  let served: Claim | undefined;
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
    duplicateChecks: createDuplicateCheckStore(db),
    votes: createVoteStore(db),
    readingLists: createReadingListStore(db),
    follows: createFollowStore(db),
    lists: createListStore(db),
    summaries: createSummaryStore(db),
    cards: createCardStore(db),
    feedback: createFeedbackStore(db),
    mailboxes: createMailboxStore(db),
    webhooks: createWebhookStore(db),
    people: createPersonStore(db),
    tenants: createTenantStore(db),
    retention: createRetentionStore(db),
    claim: () => {
      served ??= claimToServe(path);
      return served !== undefined;
    },
    close: async () => {
      // Queued, so that earlier statements are finished first.
      await db.connection().execute(async () => undefined);
      await db.destroy();
      served?.release();
    },
  };
}

function toPath(url: string): string {
  if (url === ':memory:') return url;
  if (/^postgres(?:ql)?:/.test(url)) {
    throw new PaperboyError(problems.storeUnsupported());
  }
  // `file://data/x` would be the file /x on a host named data.
  const path = /^file:(?!\/\/[^/])(.+)$/.exec(url)?.[1];
  if (path === undefined) throw new PaperboyError(problems.storeUrl());
  return resolve(path);
}
