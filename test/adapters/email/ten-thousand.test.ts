import { expect, it, onTestFinished } from 'vitest';
import { email } from '../../../adapters/email/definition.ts';
import { openCountingMailServer } from '../../../loopback/counting-mail-server.ts';
import { createMailLinks } from '../../../src/core/mail/mail-links.ts';
import { createMailKeys } from '../../../src/mail/keys.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { deliveryTicks } from '../../jobs/delivery-ticks.ts';
import { aClock, aLog, papers, saveEdition } from '../../support/builders.ts';
import { aMailbox } from '../../support/mailboxes.ts';
import { MAIL_KEY } from './harness.ts';

const READERS = 10_000;
/** The most that the setting allows, so that the rate holds nothing up; transport.test.ts has a rate that does. */
const MAIL_PER_SECOND = 1000;
const SLOT = Date.parse('2026-04-30T09:00:00Z');

/**
 * The real ledger, in memory, and the platform by its settings, before a mail server that counts what it takes. One short paper: how
 * mails are written, signed and how fast they may be sent is tested elsewhere.
 */
async function aMorning() {
  const server = await openCountingMailServer();
  const [clock, log, keys] = [aClock('2026-04-30T08:00:00Z'), aLog(), createMailKeys(MAIL_KEY)];
  const store = await openStore({ url: ':memory:', log });
  const links = createMailLinks('https://papers.example.org/', keys, clock);
  const mail = { mailboxes: store.mailboxes, keys, links };
  const settings = {
    ...{ MAIL_FROM: 'papers@example.org', MAIL_DKIM_SELECTOR: 'paperboy', MAIL_PER_SECOND },
    MAIL_PICTURES: false,
  };
  const platform = await email.create(
    { ...settings, SMTP_URL: server.url },
    { clock, botClock: clock, log, speed: 1, mail, commands: [], onEnd: () => undefined },
  );
  onTestFinished(async () => {
    platform.close?.();
    await server.close();
    await store.close();
  });
  await saveEdition(store, papers(1), clock.now());
  for (let n = 1; n <= READERS; n++) await aMailbox({ store, access: { keys } }, n, SLOT);
  return { server, store, ...deliveryTicks({ store, clock, log, platform }, 32) };
}

it('reaches each of 10,000 readers once, over five connections', async () => {
  const { server, store, tick } = await aMorning();
  await tick('09:00:10');
  const counts = Map.groupBy(server.mails, ({ to }) => to);
  expect(counts.size).toBe(READERS);
  expect([...counts].filter(([, mails]) => mails.length !== 1)).toEqual([]);
  expect(counts.has('reader1@example.com') && counts.has(`reader${READERS}@example.com`)).toBe(true);
  expect(await store.deliveries.listOpen()).toEqual([]);
  expect(server.countMostOpen()).toBeLessThanOrEqual(5);
  expect(Math.min(...server.mails.map(({ bytes }) => bytes))).toBeGreaterThan(1000);
}, 1_800_000);
