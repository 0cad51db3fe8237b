import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type MailServer, openMailServer } from '../../loopback/mail-server.ts';
import type { Store } from '../../src/core/store/store.ts';
import { createMailKeys } from '../../src/mail/keys.ts';
import { openStore } from '../../src/store/open-store.ts';
import { aLog, until } from '../support/builders.ts';
import { aFreePort } from '../support/free-port.ts';
import { aMailbox } from '../support/mailboxes.ts';
import { aCity } from './city.ts';

const MAILBOXES = 120;
const KEY = 'k'.repeat(40);
const SLOT = Date.parse('2026-04-30T09:00:00Z');

let mail: MailServer;
let city: Awaited<ReturnType<typeof aCity>>;

beforeEach(async () => {
  mail = await openMailServer();
  const port = await aFreePort();
  city = await aCity({
    ...{ SMTP_URL: mail.url, MAIL_FROM: 'papers@example.org', MAIL_KEY: KEY, MAIL_PER_SECOND: '40' },
    ...{ WEB_URL: `http://127.0.0.1:${port}`, WEB_PORT: String(port) },
    ...{ DISCORD_TOKEN: '', SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '' },
  });
});
afterEach(async () => {
  await city.close();
  await mail.close();
});

/** Confirmed mailboxes, with a digest due at nine. */
async function addMailboxes(count: number): Promise<void> {
  const { code } = await city.start('2026-04-30T08:30:00Z', 'subscriptions').done;
  expect(code).toBe(0);
  await withStore(async (store) => {
    const access = { keys: createMailKeys(KEY) };
    for (let n = 1; n <= count; n++) await aMailbox({ store, access }, n, SLOT);
  });
}

async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore({ url: `file:${join(city.folder, 'data/paperboy.sqlite')}`, log: aLog() });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** How many deliveries are in each state. */
function countStates(): Promise<Map<string, number>> {
  return withStore(async (store) => {
    const found = new Map<string, number>();
    for (const { channel } of await store.subscriptions.list())
      for (const { state } of await store.deliveries.listRecent(channel, 5))
        found.set(state, (found.get(state) ?? 0) + 1);
    return found;
  });
}

/** Starts the bot and kills it as soon as something has happened. */
async function killWhen(at: string, happened: () => boolean): Promise<void> {
  const bot = city.start(at, 'start');
  // It looks for what is due once a minute.
  await withOutput(bot, until(happened, 'mails come', 120_000));
  bot.process.kill('SIGKILL');
  await bot.done;
}

/** Starts the bot when the claims of those that are gone have ended, and stops it when every delivery has an outcome. */
async function finish(deliveries: number): Promise<Map<string, number>> {
  const bot = city.start('2026-04-30T09:20:00Z', 'start');
  const isSettled = async () => {
    const found = await countStates();
    return (found.get('sent') ?? 0) + (found.get('unknown') ?? 0) === deliveries;
  };
  await withOutput(bot, until(isSettled, 'every delivery has an outcome', 120_000));
  bot.process.kill('SIGTERM');
  await bot.done;
  return countStates();
}

async function withOutput(bot: { text(): string }, work: Promise<void>): Promise<void> {
  await work.catch((error: unknown) => {
    throw new Error(bot.text().slice(-3000), { cause: error });
  });
}

/** How many mails each reader got. */
function countMails(): number[] {
  return [...Map.groupBy(mail.received, ({ to }) => to.join()).values()].map(({ length }) => length);
}

it('a bot that is killed in the middle of its mails sends none twice, and those it may have sent are known', async () => {
  await addMailboxes(MAILBOXES);
  await killWhen('2026-04-30T09:00:10Z', () => mail.received.length >= MAILBOXES * 0.2);
  await killWhen('2026-04-30T09:00:20Z', () => mail.received.length >= MAILBOXES * 0.5);
  const states = await finish(MAILBOXES);
  const counts = countMails();
  expect(counts.filter((count) => count > 1)).toEqual([]);
  // Who got none is among those whose outcome is unknown: nothing is lost in silence.
  expect(MAILBOXES - counts.length).toBeLessThanOrEqual(states.get('unknown') ?? 0);
  // Two kills with five connections each.
  expect(states.get('unknown') ?? 0).toBeLessThanOrEqual(10);
}, 480_000);

it('a mail of which no text was asked for before the kill goes out once, one whose text was taken is not sent again', async () => {
  await addMailboxes(12);
  // As many as there are connections: each waits for an answer to its reader’s address.
  mail.faults.push(...Array.from({ length: 5 }, () => ({ at: 'silent-before-data' }) as const));
  await killWhen('2026-04-30T09:00:10Z', () => mail.silent() === 5);
  expect(mail.received).toEqual([]);
  // The next process sends some of them, and is killed when the server has the text of five and says nothing.
  mail.faults.push(...Array.from({ length: 5 }, () => ({ at: 'silent-after-data' }) as const));
  await killWhen('2026-04-30T09:10:00Z', () => mail.silent() === 10);
  const states = await finish(12);
  expect(Object.fromEntries(states)).toEqual({ sent: 7, unknown: 5 });
  expect(countMails()).toEqual(Array.from({ length: 12 }, () => 1));
  expect(mail.received.filter(({ isAnswered }) => !isAnswered)).toHaveLength(5);
}, 480_000);
