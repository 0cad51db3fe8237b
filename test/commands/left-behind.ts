import type { PersonId } from '../../src/core/base/ids.ts';
import type { Post } from '../../src/core/delivery/delivery.ts';
import { toMailWish } from '../../src/core/mail/mail-wish.ts';
import type { Mailbox } from '../../src/core/mail/mailbox.ts';
import { DEFAULT_SUBSCRIPTION } from '../../src/core/schedule/subscription.ts';
import { reconcileVotes } from '../../src/jobs/votes/reconcile-votes.ts';
import { PERSONAL_DATA } from '../../src/store/people/personal-data.ts';
import { aDigest } from '../store/ledger.ts';
import { aStore, usedDatabase } from '../store/temp-store.ts';
import { aPlatform, type FakePlatform } from '../support/fake-platform.ts';
import { channelId, personId, tenantId } from '../support/ids.ts';
import { ASKER, aDesk } from './desk.ts';

export const ME = personId('discord:100000000000000042');
export const OTHER = personId('discord:100000000000000099');
const DIRECT = tenantId('discord:dm42');
export const SLOT = Date.parse('2026-04-30T09:00:00Z');
export const DAY = 86_400_000;

/** By what a person, their private conversation and their mailboxes are known, wherever that is. */
function nameTraces(person: PersonId) {
  const [name, direct, digits] =
    person === ME ? (['mine', 'dm42', ['a', 'b']] as const) : (['other', 'dm99', ['c', 'd']] as const);
  return {
    direct,
    mailboxes: digits.map((digit) => digit.repeat(32)),
    // Really checksums with a key, which say nothing to who does not have it.
    asker: `asker-${name}`,
    address: `address-${name}`,
  };
}

/** What to look for to find anything of a person. */
export function listTraces(person: PersonId): string[] {
  const { direct, mailboxes, asker, address } = nameTraces(person);
  return [person, direct, ...mailboxes, asker, address];
}

/** Everything that a person can leave behind, left by the commands and jobs that leave it, in an empty store at `location`. */
export async function aLife(location = usedDatabase().createLocation()) {
  const made = aPlatform();
  const platform: FakePlatform = {
    ...made,
    directMessages: { ...made.directMessages, findChannel: async (person) => nameTraces(person).direct },
  };
  const desk = await aDesk({ store: await aStore(location), platforms: new Map([['discord', platform]]) });
  const { store, type, typeAndConfirm, clock, log, tallies } = desk;
  const me = { person: ME };
  for (const person of [ME, OTHER]) {
    await type('vote up 2604.00002', { person });
    await type('save 2604.00003', { person });
    await typeAndConfirm('follow query zebra fishes time:8:30', { person });
    await type('search my private words', { person });
    await type('helped yes 2604.00002 tldr en extract', { person });
    await askForMail(desk, person);
    await shareWithOneself(desk, person);
  }
  await type('subscribe time:9:00 zone:UTC', me);
  await type('subscribe time:9:00 zone:UTC', { ...me, channel: 'dm42', isDirect: true, tenant: DIRECT });
  await type('pause too many words', { ...me, channel: 'dm42', isDirect: true, tenant: DIRECT });
  const direct = await store.subscriptions.find(channelId('discord:dm42'));
  if (direct) await store.subscriptions.put({ ...direct, publicName: 'my-page' });
  const post = await sent(desk, platform, '100');
  await sent(desk, platform, 'dm42');
  platform.post(post.sent?.messageId ?? '').standing = [{ person: ME, ballot: { kind: 'up' } }];
  await reconcileVotes(platform, { store, tallies, clock, log, withinMs: 7 * DAY });
  const button = { person: ME, tenant: ASKER.tenant, source: 'post:x:up', paperId: '2604.00004' };
  await store.votes.cast({ ...button, value: 1, at: SLOT, eventAt: SLOT * 1000 });
  await store.votes.retract({ ...button, at: SLOT + 1, eventAt: SLOT * 1000 + 1 });
  await store.follows.markNotified(ME, ['2604.00001'], SLOT + DAY);
  await store.edits.listDue('discord', SLOT, 100).then(async (due) => {
    for (const edit of due) await store.edits.finish(edit);
  });
  // What the commands above have asked and may share is in memory here: a file has one process.
  if (usedDatabase().isFile)
    for (const person of [ME, OTHER])
      await usedDatabase().run(
        location,
        `insert into short_lived (key, person, text, until) values ('question ${person} 1', '${person}', '{}', 9000000000000)`,
      );
  return { ...desk, platform, me, post, location };
}

async function sent({ store }: Awaited<ReturnType<typeof aDesk>>, platform: FakePlatform, at: string) {
  const channel = channelId(`discord:${at}`);
  const key = { channel, slot: SLOT };
  await store.deliveries.enqueue(key, SLOT);
  const post: Post = {
    ...{
      id: at === 'dm42' ? 'p-direct' : `p-${at}`,
      channel,
      slot: SLOT,
      seq: 0,
      kind: 'card',
      inThread: false,
    },
    paperIds: ['2604.00002'],
    state: 'planned',
  };
  await store.deliveries.plan(key, aDigest('2604.00001'), [post], SLOT);
  const where = await platform.send({ channel: at }, { kind: 'notice', tone: 'info', title: 'x' }, post.id);
  const tenant = at === 'dm42' ? DIRECT : ASKER.tenant;
  await store.posts.mark(post.id, 'sent', SLOT, { ...where, tenant });
  return { ...post, sent: { ...where, tenant } };
}

/** A card in a private conversation with the bot, for all that are there to see. */
async function shareWithOneself({ type, press }: Awaited<ReturnType<typeof aDesk>>, person: PersonId) {
  const { direct } = nameTraces(person);
  const tenant = tenantId(`discord:${direct}`);
  const there = { person, channel: direct, isDirect: true, isAlone: true, tenant } as const;
  const shared = await press(await type('show 2604.00002', there), 'Share to channel', there);
  if (shared.kind === 'message') await shared.onShown?.(person === ME ? '7001' : '7002');
}

/** Two digests by e-mail: one that is sent and voted from, and one to an address that refused it. */
async function askForMail({ store }: Pick<Awaited<ReturnType<typeof aDesk>>, 'store'>, person: PersonId) {
  const { mailboxes, asker, address } = nameTraces(person);
  const wish = toMailWish({ kind: 'day' }, { cron: '0 9 * * *', zone: 'UTC' }, false);
  for (const [i, id] of mailboxes.entries()) {
    const channel = channelId(`email:${id}`);
    const mailbox: Mailbox = {
      ...{ channel, wish, state: 'asked', tenant: ASKER.tenant, askedBy: person, askedAt: SLOT },
      ...{ sealed: `sealed-${address}`, checksum: `${address}-${i}` },
    };
    await store.mailboxes.ask(mailbox, asker, MANY);
    const subscription = {
      ...DEFAULT_SUBSCRIPTION,
      ...wish,
      channel,
      tenant: ASKER.tenant,
      nextDueAt: 0,
      createdAt: 0,
    };
    await store.mailboxes.confirm(subscription, SLOT);
    const vote = {
      paperId: '2604.00005',
      person: personId(`email:${id}`),
      tenant: ASKER.tenant,
      source: 'button',
    };
    if (i === 0) await store.votes.cast({ ...vote, value: 1, at: SLOT });
    else await store.mailboxes.stop(channel, 'bounced', SLOT);
  }
}

const MANY = { perAskerAnHour: 100, perAddressADay: 100, perHour: 100 };

/** The columns that say something about people, by their tables. */
export const PERSONAL_COLUMNS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(PERSONAL_DATA).flatMap(([table, columns]) => {
    const named = Object.entries<string | null>(columns).flatMap(([name, what]) =>
      what === null ? [] : [name],
    );
    return named.length > 0 ? [[table, named] as const] : [];
  }),
);

type Row = Readonly<Record<string, unknown>>;

/** The rows of each table in which one of the words is. */
export async function findRows(location: string, words: readonly string[]): Promise<Map<string, Row[]>> {
  const found = new Map<string, Row[]>();
  for (const table of Object.keys(PERSONAL_DATA)) {
    const rows = (await usedDatabase().run(location, `select * from "${table}"`)) as Row[];
    const matching = rows.filter((row) => holdsAny(row, words));
    if (matching.length > 0) found.set(table, matching);
  }
  return found;
}

/** Every table and column in which one of the words is. */
export async function foundIn(location: string, words: readonly string[]): Promise<string[]> {
  const columns = [...(await findRows(location, words))].flatMap(([table, rows]) =>
    rows.flatMap((row) =>
      Object.entries(row).flatMap(([name, value]) => (holdsAny(value, words) ? [`${table}.${name}`] : [])),
    ),
  );
  return [...new Set(columns)].toSorted();
}

function holdsAny(value: unknown, words: readonly string[]): boolean {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return words.some((word) => text.includes(word));
}
