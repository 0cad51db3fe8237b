import type { Kysely } from 'kysely';
import { type ChannelId, parseChannelId, type TenantId } from '../../core/base/ids.ts';
import type { PublicChannel, PublicChannelStore } from '../../core/store/public-channel-store.ts';
import { BUTTON, type Vote } from '../../core/vote/vote.ts';
import { toOptional } from '../tables/json.ts';
import type { Schema, SubscriptionTable, VoteTable } from '../tables/schema.ts';
import { bySlices } from '../tables/slices.ts';
import { readVote } from '../votes/vote-row.ts';
import { readSubscription } from './subscription-row.ts';

/** Channels with a public page, and what anybody may know of them. Each query checks again which channels are public. */
export function createPublicChannelStore(db: Kysely<Schema>): PublicChannelStore {
  return { ...createChannels(db), ...createPosted(db), listVotes: (paperIds) => readVotes(db, paperIds) };
}

/** Subscriptions with a public page that are in use; a channel whose workspace removed the bot is paused. */
function selectPublicRows(db: Kysely<Schema>) {
  return db.selectFrom('subscription').where('public_name', 'is not', null).where('paused', 'is', null);
}

function createChannels(db: Kysely<Schema>): Pick<PublicChannelStore, 'find' | 'list'> {
  return {
    async find(name) {
      const row = await selectPublicRows(db).selectAll().where('public_name', '=', name).executeTakeFirst();
      return row && toChannel(row);
    },

    async list(limit) {
      const rows = await selectPublicRows(db).selectAll().orderBy('public_name').limit(limit).execute();
      return rows.map(toChannel);
    },
  };
}

function toChannel(row: SubscriptionTable): PublicChannel {
  const { channel, zone } = readSubscription(row);
  return { name: row.public_name ?? '', channel, zone, ...toOptional('tenant', row.tenant) };
}

function createPosted(
  db: Kysely<Schema>,
): Pick<PublicChannelStore, 'listSlots' | 'listPosted' | 'listOfPaper'> {
  const selectSentPosts = () =>
    db.selectFrom('post').where('post.state', '=', 'sent').where('kind', '!=', 'notice');

  return {
    async listSlots({ channel }, { from, until, first, limit }) {
      const rows = await selectSentPosts()
        .where('post.channel', 'in', selectPublicRows(db).select('channel').where('channel', '=', channel))
        .select('slot')
        .distinct()
        .$if(from !== undefined, (query) => query.where('slot', '>=', from ?? 0))
        .$if(until !== undefined, (query) => query.where('slot', '<', until ?? 0))
        .orderBy('slot', first === 'newest' ? 'desc' : 'asc')
        .limit(limit)
        .execute();
      return rows.map(({ slot }) => slot);
    },

    async listPosted({ channel }, slots) {
      const rows = await bySlices(slots, (slice) =>
        selectSentPosts()
          .innerJoin('post_paper', 'post_paper.post_id', 'post.id')
          .where('post.channel', 'in', selectPublicRows(db).select('channel').where('channel', '=', channel))
          .where('slot', 'in', slice)
          .select(['slot', 'sent_at', 'paper_id'])
          .orderBy('slot', 'desc')
          .orderBy('seq')
          .orderBy('place')
          .execute(),
      );
      // The overview of a digest and its cards show the same papers.
      const once = Map.groupBy(rows, ({ slot, paper_id }) => `${slot} ${paper_id}`);
      return [...once.values()].flatMap(([row]) =>
        row ? [{ paperId: row.paper_id, slot: row.slot, sentAt: row.sent_at ?? row.slot }] : [],
      );
    },

    async listOfPaper(paperId, limit) {
      const rows = await selectSentPosts()
        .innerJoin('post_paper', 'post_paper.post_id', 'post.id')
        .innerJoin('subscription', 'subscription.channel', 'post.channel')
        .where('paper_id', '=', paperId)
        .where('public_name', 'is not', null)
        .where('paused', 'is', null)
        .selectAll('subscription')
        .select(({ fn }) => fn.max('slot').as('slot'))
        .groupBy('subscription.channel')
        .orderBy('slot', 'desc')
        .limit(limit)
        .execute();
      return rows.map(({ slot, ...row }) => ({ channel: toChannel(row), slot }));
    },
  };
}

async function readVotes(db: Kysely<Schema>, paperIds: readonly string[]): Promise<Vote[]> {
  const votes = await bySlices(paperIds, (slice) =>
    db.selectFrom('vote').selectAll().where('paper_id', 'in', slice).where('value', '!=', 0).execute(),
  );
  const tenants = await listPublicTenants(db, votes);
  const channelBySource = await findChannelsOfSources(db, votes);
  const channels = await findPublicAmong(db, [...channelBySource.values()]);
  return votes
    .filter(({ tenant, source }) => {
      if (!tenants.has(tenant)) return false;
      const channel = channelBySource.get(source);
      return channel === undefined ? source === BUTTON : channels.has(channel);
    })
    .map(readVote);
}

async function listPublicTenants(
  db: Kysely<Schema>,
  votes: readonly VoteTable[],
): Promise<ReadonlySet<TenantId>> {
  const rows = await bySlices(
    votes.map(({ tenant }) => tenant),
    (slice) => selectPublicRows(db).select('tenant').distinct().where('tenant', 'in', slice).execute(),
  );
  return new Set(rows.flatMap(({ tenant }) => tenant ?? []));
}

async function findPublicAmong(
  db: Kysely<Schema>,
  channels: readonly ChannelId[],
): Promise<ReadonlySet<ChannelId>> {
  const rows = await bySlices(channels, (slice) =>
    selectPublicRows(db).select('channel').where('channel', 'in', slice).execute(),
  );
  return new Set(rows.map(({ channel }) => channel));
}

/** The channel of each source that belongs to one: the reactions of a post, and a quiz. */
async function findChannelsOfSources(
  db: Kysely<Schema>,
  votes: readonly VoteTable[],
): Promise<ReadonlyMap<string, ChannelId>> {
  const posts = await bySlices(
    votes.flatMap(({ source }) => readPostId(source) ?? []),
    (slice) => db.selectFrom('post').select(['id', 'channel']).where('id', 'in', slice).execute(),
  );
  const channels = new Map(posts.map(({ id, channel }) => [id, channel]));
  return new Map(
    votes.flatMap(({ source }) => {
      const channel = parseQuizChannel(source) ?? channels.get(readPostId(source) ?? '');
      return channel === undefined ? [] : [[source, channel] as const];
    }),
  );
}

/** The post of `post:ID:BALLOT`. */
function readPostId(source: string): string | undefined {
  const [kind, id] = source.split(':');
  return kind === 'post' ? id : undefined;
}

function parseQuizChannel(source: string): ChannelId | undefined {
  const prefix = 'quiz:';
  return source.startsWith(prefix) ? parseChannelId(source.slice(prefix.length)) : undefined;
}
