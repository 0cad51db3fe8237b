import { onTestFinished } from 'vitest';
import { createEmail, type EmailOptions } from '../../../adapters/email/index.ts';
import { openMailServer } from '../../../loopback/mail-server.ts';
import type { MailAccess } from '../../../src/core/mail/mail-access.ts';
import { createMailLinks } from '../../../src/core/mail/mail-links.ts';
import type { Platform } from '../../../src/core/platform/platform.ts';
import { createMailKeys } from '../../../src/mail/keys.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { aClock, aLog } from '../../support/builders.ts';

export const MAIL_KEY = 'a key of a test that is long enough';

/** The e-mail adapter before a real mail server on loopback, with a store and no mailbox yet. */
export async function anEmail(options: Partial<EmailOptions> = {}) {
  const log = aLog();
  const clock = aClock('2026-04-30T08:00:00Z');
  const server = await openMailServer();
  const store = await openStore({ url: ':memory:', log });
  const keys = createMailKeys(MAIL_KEY);
  const links = createMailLinks('https://papers.example.org/', keys, clock);
  const access: MailAccess = { mailboxes: store.mailboxes, keys, links };
  const sender = { from: 'Paperboy <papers@example.org>', address: 'papers@example.org' };
  const make = (more: Partial<EmailOptions> = {}): Platform =>
    createEmail({
      ...{
        url: server.url,
        sender,
        clock,
        botClock: clock,
        access,
        log,
        perSecond: 1000,
        hasPictures: false,
      },
      ...options,
      ...more,
    });
  const platform = make();
  onTestFinished(async () => {
    platform.close?.();
    await server.close();
    await store.close();
  });
  return { log, clock, server, store, access, keys, links, platform, make };
}
