import { setTimeout as sleep } from 'node:timers/promises';
import { openMailServer } from '../../loopback/mail-server.ts';
import { createWebhooks } from '../../src/app/webhooks.ts';
import { createClock } from '../../src/clock.ts';
import type { ChannelId } from '../../src/core/base/ids.ts';
import { DEFAULT_SUBSCRIPTION, type Subscription } from '../../src/core/schedule/subscription.ts';
import type { Store } from '../../src/core/store/store.ts';
import { createMailKeys } from '../../src/mail/keys.ts';
import { openStore } from '../../src/store/open-store.ts';
import { aCity } from '../../test/e2e/city.ts';
import { aLog, until } from '../../test/support/builders.ts';
import { aFreePort } from '../../test/support/free-port.ts';
import { channelId } from '../../test/support/ids.ts';
import { aMailbox } from '../../test/support/mailboxes.ts';
import { openReceiver, type Receiver } from '../../test/support/webhook-receiver.ts';
import { auditLedger, type LedgerAudit } from '../shared/ledger-audit.ts';
import { auditUnknownMails, findMissingParts, isUnknownMail, type MailCounts } from '../shared/mail-audit.ts';
import { type Outage, recordOutage } from '../shared/outage.ts';
import type { Random } from '../shared/random.ts';
import { standingPosts } from '../shared/standing-posts.ts';

export interface KillRound extends LedgerAudit {
  /** How many parts were posted at each `kill -9`. */
  readonly kills: readonly number[];
  /** Parts that should be on the platforms in the end. */
  readonly planned: number;
  /** Those that cannot be looked up; `unsent` has the others. */
  readonly mails: MailCounts;
  /** Complaints of the loopback platforms about what was sent. */
  readonly violations: number;
}

const CHANNELS = 4;
const MAILBOXES = 4;
const WEBHOOKS = 2;

/** What addresses are encrypted with. */
const KEY = 'k'.repeat(40);

const SLOT = Date.parse('2026-04-30T09:00:00Z');
const MINUTE = 60_000;

/** The platforms' paces are quickened as well, so that a fan-out takes half a second. */
const SPEED = 20;
const LAYOUTS = ['thread', 'cards', 'compact'] as const;

/**
 * Of eight channels three get an overview with three cards in its thread, three get three cards, two get one post; a reader gets one
 * mail, a webhook one event.
 */
const PLANNED = 3 * 4 + 3 * 3 + 2 * 1 + MAILBOXES + WEBHOOKS;

/** Between one part and the next there are steps in which to be killed: a request under way, an answer not yet written down. */
const STEP_MS = 25;

/** A fan-out that does not come so far as to be killed where chance would have it is killed as far as it came. */
const TIMEOUT_MS = 10_000;

/**
 * A digest to four channels on Discord, four on Slack, four readers by e-mail and two webhooks by the real process, which is killed with `kill -9` once or
 * twice, a moment after a random number of parts is posted, and started again; at the end the ledger is compared with what is on the platforms.
 */
export async function killRound(random: Random): Promise<KillRound> {
  const [mail, receiver, webPort] = await Promise.all([openMailServer(), openReceiver(), aFreePort()]);
  const city = await aCity({
    PAPERBOY_CLOCK_SPEED: String(SPEED),
    ...{ SMTP_URL: mail.url, MAIL_FROM: 'papers@example.org', MAIL_KEY: KEY },
    ...{ WEB_URL: `http://127.0.0.1:${webPort}`, WEB_PORT: String(webPort) },
    ...{ WEBHOOK_KEY: KEY, WEBHOOK_PRIVATE_NETWORKS: 'true' },
  });
  try {
    const store = await openStore({ url: `file:${city.folder}/data/paperboy.sqlite`, log: aLog() });
    const channels = [...addChats(city), ...(await addReaders(store, receiver))];
    for (const [i, channel] of channels.entries()) await store.subscriptions.put(subscription(channel, i));

    const parts = () => standingPosts({ ...city, mail, receiver });
    const kills: number[] = [];
    const outages: Outage[] = [];
    const times = random.whole(1, 2);
    for (let i = 0; i < times; i++) {
      // Four minutes apart: the lease of a process that died has run out.
      const doomed = city.start(new Date(SLOT + 10_000 + i * 4 * MINUTE).toISOString(), 'start');
      await until(() => doomed.text().includes('edition refreshed'), doomed.text(), 30_000);
      const enough = random.whole(kills.at(-1) ?? 0, PLANNED - 1);
      const latest = Date.now() + TIMEOUT_MS;
      while (parts().length < enough && Date.now() < latest) await sleep(1);
      await sleep(random.whole(0, STEP_MS));
      await recordOutage(outages, () => {
        doomed.process.kill('SIGKILL');
        return doomed.done;
      });
      kills.push(parts().length);
    }

    const last = city.start(new Date(SLOT + times * 4 * MINUTE + 10_000).toISOString(), 'start');
    await settled(store, channels, last.text);
    await until(() => last.text().includes('Paperboy is running'), last.text(), 30_000);
    last.process.kill('SIGTERM');
    const { code } = await last.done;
    const audit = await auditLedger(store, parts());
    const { transactions } = mail;
    const standing = parts();
    const mails = await auditUnknownMails(store, audit.unsent, { standing, transactions, outages });
    await store.close();
    const violations = city.discord.violations.length + city.slack.violations.length;
    const ended = code === 0 ? [] : [`the last process ended with ${code}`];
    const missing = findMissingParts(PLANNED, audit.parts, mails);
    const faults = [...audit.faults, ...mails.faults, ...missing, ...ended];
    const unsent = audit.unsent.filter((delivery) => !isUnknownMail(delivery));
    return { ...audit, faults, unsent, mails, kills, planned: PLANNED, violations };
  } finally {
    await city.close();
    await Promise.all([mail.close(), receiver.close()]);
  }
}

type City = Awaited<ReturnType<typeof aCity>>;

function addChats({ discord, slack }: City): ChannelId[] {
  const { bot } = slack.state;
  return Array.from({ length: CHANNELS }).flatMap((_, i) => {
    slack.state.addChannel(`C0MORE${i}`, { members: new Set([bot.user, 'U0ADA']) });
    const onDiscord = discord.world.addChannel(discord.guild, `more-${i}`).id;
    return [channelId(`discord:${onDiscord}`), channelId(`slack:T0LOOP/C0MORE${i}`)];
  });
}

async function addReaders(store: Store, receiver: Receiver): Promise<ChannelId[]> {
  const access = { keys: createMailKeys(KEY) };
  const channels: ChannelId[] = [];
  for (let n = 1; n <= MAILBOXES; n++) channels.push(await aMailbox({ store, access }, n, SLOT));
  const config = { WEBHOOK_KEY: KEY, WEBHOOK_PRIVATE_NETWORKS: true };
  const webhooks = createWebhooks({ config, store, clock: createClock() });
  for (let n = 1; n <= WEBHOOKS; n++) {
    const added = await webhooks?.registry.add(`hook-${n}`, `${receiver.url}/${n}`);
    if (added) channels.push(added.channel);
  }
  return channels;
}

function subscription(channel: ChannelId, i: number): Subscription {
  return {
    ...DEFAULT_SUBSCRIPTION,
    channel,
    count: 3,
    layout: LAYOUTS[i % LAYOUTS.length] ?? 'thread',
    nextDueAt: SLOT,
    createdAt: SLOT - MINUTE,
  };
}

async function settled(store: Store, channels: readonly ChannelId[], text: () => string): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const deliveries = await Promise.all(channels.map((channel) => store.deliveries.listRecent(channel, 1)));
    const ended = deliveries.every(([one]) => one && !['due', 'claimed', 'sending'].includes(one.state));
    if (ended) return;
    if (Date.now() > deadline) throw new Error(`a delivery does not come to an end:\n${text().slice(-4000)}`);
    await sleep(50);
  }
}
