import type { Config } from '../config/config.ts';
import type { Clock } from '../core/base/clock.ts';
import type { MailAccess } from '../core/mail/mail-access.ts';
import { createMailLinks } from '../core/mail/mail-links.ts';
import type { Store } from '../core/store/store.ts';
import { createMailKeys } from '../mail/keys.ts';

/** What e-mail is made with, where it is switched on. */
export function createMailAccess(config: Config, store: Store, clock: Clock): MailAccess | undefined {
  const { SMTP_URL, MAIL_KEY, WEB_URL } = config;
  if (SMTP_URL === undefined || MAIL_KEY === undefined || WEB_URL === undefined) return undefined;
  const keys = createMailKeys(MAIL_KEY);
  return { mailboxes: store.mailboxes, keys, links: createMailLinks(WEB_URL, keys, clock) };
}
