import type { Kysely } from 'kysely';
import { PaperboyError } from '../../core/base/errors.ts';
import type { Instant } from '../../core/base/time.ts';
import type { Post, SentPost } from '../../core/delivery/delivery.ts';
import type { PostStore } from '../../core/delivery/post-store.ts';
import { transact, withoutSync } from '../dialect/dialect.ts';
import type { Schema } from '../tables/schema.ts';
import { bySlices } from '../tables/slices.ts';
import { problems } from '../tables/texts.ts';
import { readPosts, toPostRow } from './post-row.ts';

/** The posts of deliveries, and where they are on their platforms. */
export function createPostStore(db: Kysely<Schema>): PostStore {
  return { ...createPostRecord(db), ...createSentPosts(db), ...createShownPapers(db) };
}

/** The posts of a delivery, and the outcome of each. */
function createPostRecord(db: Kysely<Schema>): Pick<PostStore, 'plan' | 'listOfDelivery' | 'mark'> {
  return {
    plan: (notice) =>
      withoutSync(db, async (own) => {
        await own
          .insertInto('post')
          .values(toPostRow(notice))
          .onConflict((on) => on.doNothing())
          .execute();
      }),

    async listOfDelivery({ channel, slot }) {
      const rows = await db
        .selectFrom('post')
        .selectAll()
        .where('channel', '=', channel)
        .where('slot', '=', slot)
        .orderBy('seq')
        .execute();
      return readPosts(db, rows);
    },

    mark(id, state, now, where) {
      const made = { id, state, now, where };
      // That a post is about to be sent must survive a power failure; the outcome can be looked up.
      if (state === 'sending') return mark(db, made);
      return withoutSync(db, (own) =>
        transact(own, 'none', async (tx) => {
          if (state === 'sent') await awaitReactions(tx, id, now);
          await mark(tx, made);
        }),
      );
    },
  };
}

/** What is on the platforms. */
function createSentPosts(
  db: Kysely<Schema>,
): Pick<
  PostStore,
  'findByMessage' | 'listShowing' | 'listSentSince' | 'listOfPaper' | 'listUnread' | 'markRead'
> {
  const selectSent = () => db.selectFrom('post').selectAll().where('state', '=', 'sent');

  return {
    async findByMessage(platform, channel, messageId) {
      const rows = await db
        .selectFrom('post')
        .selectAll()
        .where('platform', '=', platform)
        .where('message_id', '=', messageId)
        .where(({ eb, or }) => or([eb('sent_channel', '=', channel), eb('sent_thread', '=', channel)]))
        .limit(1)
        .execute();
      return (await readPosts(db, rows))[0];
    },

    async listShowing(paperIds, tenants, since) {
      if (tenants.length === 0) return [];
      const rows = await bySlices(paperIds, (slice) =>
        selectSent()
          .where('tenant', 'in', tenants)
          .where('sent_at', '>', since)
          .where('id', 'in', ({ selectFrom }) =>
            selectFrom('post_paper').select('post_id').where('paper_id', 'in', slice),
          )
          .execute(),
      );
      // A post with papers in two slices is returned twice.
      return readPosts(db, [...new Map(rows.map((row) => [row.id, row])).values()]);
    },

    async listSentSince(platform, since) {
      const rows = await selectSent()
        .where('platform', '=', platform)
        .where('sent_at', '>', since)
        .orderBy('sent_at', 'desc')
        .orderBy('id')
        .execute();
      return readPosts(db, rows);
    },

    async listUnread(platform) {
      const rows = await selectSent()
        .where('id', 'in', ({ selectFrom }) =>
          selectFrom('read_back').select('post_id').where('platform', '=', platform),
        )
        .orderBy('sent_at', 'desc')
        .execute();
      return readPosts(db, rows);
    },

    async markRead(id) {
      await db.deleteFrom('read_back').where('post_id', '=', id).execute();
    },

    async listOfPaper(paperId, limit) {
      const rows = await selectSent()
        .where('id', 'in', ({ selectFrom }) =>
          selectFrom('post_paper').select('post_id').where('paper_id', '=', paperId),
        )
        .orderBy('sent_at', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute();
      return readPosts(db, rows);
    },
  };
}

/** Which papers a channel has had. */
function createShownPapers(db: Kysely<Schema>): Pick<PostStore, 'listShownPapers'> {
  return {
    async listShownPapers(channel) {
      const rows = await db
        .selectFrom('post')
        .innerJoin('post_paper', 'post_paper.post_id', 'post.id')
        .innerJoin('delivery', (on) =>
          on.onRef('delivery.channel', '=', 'post.channel').onRef('delivery.slot', '=', 'post.slot'),
        )
        .select('paper_id')
        .distinct()
        .where('post.channel', '=', channel)
        // A post that is only planned counts as long as its delivery will be continued.
        .where(({ eb, or, and }) =>
          or([
            eb('post.state', 'in', ['sending', 'sent', 'unknown']),
            // Left out of a digest that was posted: chosen again it would be refused again, every day.
            and([eb('post.state', '=', 'failed'), eb('delivery.state', '=', 'sent')]),
            and([
              eb('post.state', '=', 'planned'),
              eb('delivery.state', 'in', ['due', 'claimed', 'sending']),
            ]),
          ]),
        )
        .execute();
      return new Set(rows.map(({ paper_id }) => paper_id));
    },
  };
}

/** The first time a post is recorded as sent its reactions become pending work. */
async function awaitReactions(tx: Kysely<Schema>, id: string, now: Instant): Promise<void> {
  await tx
    .insertInto('preset_reaction')
    .columns(['post_id', 'platform', 'since', 'due_at', 'attempts', 'wanted', 'own'])
    .expression(({ selectFrom, val }) =>
      selectFrom('post')
        .select((eb) => [
          'id',
          'platform',
          eb.cast<number>(val(now), 'bigint').as('since'),
          eb.cast<number>(val(now), 'bigint').as('due_at'),
          eb.lit(0).as('attempts'),
          eb.lit(0).as('wanted'),
          eb.val('{}').as('own'),
        ])
        .where('id', '=', id)
        .where('kind', '!=', 'notice')
        .where('state', '!=', 'sent'),
    )
    .onConflict((on) => on.doNothing())
    .execute();
}

interface Mark {
  readonly id: string;
  readonly state: Post['state'];
  readonly now: Instant;
  readonly where: SentPost | undefined;
}

async function mark(db: Kysely<Schema>, { id, state, now, where }: Mark): Promise<void> {
  const ids = where && {
    sent_channel: where.channel,
    sent_thread: where.thread ?? null,
    message_id: where.messageId,
    tenant: where.tenant,
  };
  const { numUpdatedRows } = await db
    .updateTable('post')
    .set(({ eb, fn, ref, val }) => ({
      state,
      ...ids,
      // The first of several attempts: a look-up starts there.
      ...(state === 'sending' ? { sent_at: fn.coalesce(ref('sent_at'), val(now)), tried_at: now } : {}),
      ...(state === 'sent'
        ? { sent_at: eb.case().when('state', '=', 'sent').then(ref('sent_at')).else(now).end() }
        : {}),
    }))
    .where('id', '=', id)
    // A sent post stays sent: a late update by another process must not make it look unsent, and be sent again.
    .where(({ eb, or, val }) => or([eb('state', '!=', 'sent'), eb(val(state), '=', 'sent')]))
    .executeTakeFirstOrThrow();
  if (numUpdatedRows > 0n) return;
  const known = await db.selectFrom('post').select('id').where('id', '=', id).executeTakeFirst();
  if (!known) throw new PaperboyError(problems.postUnknown({ id, state }));
}
