// Every test of the store that is not about SQLite's files, for a database chosen before.
import './channels/subscription-store.test.ts';
import './damaged-rows.test.ts';
import './email/mailboxes.test.ts';
import './papers/edition-store.test.ts';
import './papers/paper-store.test.ts';
import './papers/summary-store.test.ts';
import './people/forget-me.test.ts';
import './people/reading-list-store.test.ts';
import './posts/delivery-store.test.ts';
import './posts/edit-store.test.ts';
import './posts/post-store.test.ts';
import './posts/shared-card-store.test.ts';
import './races.test.ts';
import './same-answers.test.ts';
import './version.test.ts';
import './votes/communities.test.ts';
import './votes/vote-store.test.ts';
