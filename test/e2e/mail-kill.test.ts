import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type MailServer, openMailServer } from '../../loopback/mail-server.ts';
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

it('a bot that is killed in the middle of its mails sends none twice, and those it may have sent are known', async () => {
  const { code } = await city.start('2026-04-30T08:30:00Z', 'subscriptions').done;
  expect(code).toBe(0);
  const url = `file:${join(city.folder, 'data/paperboy.sqlite')}`;
  const store = await openStore({ url, log: aLog() });
  const access = { keys: createMailKeys(KEY) };
  for (let n = 1; n <= MAILBOXES; n++) await aMailbox({ store, access }, n, SLOT);
  await store.close();

  for (const [share, at] of [
    [0.2, '09:00:10'],
    [0.5, '09:00:20'],
  ] as const) {
    const bot = city.start(`2026-04-30T${at}Z`, 'start');
    await until(() => mail.received.length >= MAILBOXES * share, 'mails come', 60_000).catch(
      (error: unknown) => {
        throw new Error(bot.text().slice(-3000), { cause: error });
      },
    );
    bot.process.kill('SIGKILL');
    await bot.done;
  }
  // A claim of a process that is gone ends minutes later.
  const bot = city.start('2026-04-30T09:20:00Z', 'start');
  const states = async (): Promise<Map<string, number>> => {
    const reader = await openStore({ url, log: aLog() });
    const found = new Map<string, number>();
    for (const { channel } of await reader.subscriptions.list())
      for (const { state } of await reader.deliveries.listRecent(channel, 5))
        found.set(state, (found.get(state) ?? 0) + 1);
    await reader.close();
    return found;
  };
  const isSettled = async () => {
    const found = await states();
    return (found.get('sent') ?? 0) + (found.get('unknown') ?? 0) === MAILBOXES;
  };
  await until(isSettled, 'every delivery has an outcome', 90_000).catch((error: unknown) => {
    throw new Error(bot.text().slice(-3000), { cause: error });
  });
  bot.process.kill('SIGTERM');
  await bot.done;

  const byReader = Map.groupBy(mail.received, ({ to }) => to.join());
  expect([...byReader].filter(([, mails]) => mails.length > 1).map(([to]) => to)).toEqual([]);
  const found = await states();
  // Who got none is among those whose outcome is unknown: nothing is lost in silence.
  expect(MAILBOXES - byReader.size).toBeLessThanOrEqual(found.get('unknown') ?? 0);
  // Two kills with five connections each.
  expect(found.get('unknown') ?? 0).toBeLessThanOrEqual(10);
}, 240_000);
