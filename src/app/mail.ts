import { randomBytes } from 'node:crypto';
import type { Config } from '../config/config.ts';
import type { Clock } from '../core/base/clock.ts';
import type { PlatformName } from '../core/base/ids.ts';
import type { Languages } from '../core/base/languages.ts';
import type { Log } from '../core/base/log.ts';
import type { MailAccess } from '../core/mail/mail-access.ts';
import { createMailLinks } from '../core/mail/mail-links.ts';
import { MAIL, MAILBOX_ID_LENGTH } from '../core/mail/mailbox.ts';
import type { SignUps } from '../core/mail/sign-ups.ts';
import type { Platform } from '../core/platform/platform.ts';
import type { Store } from '../core/store/store.ts';
import { sendConfirmations } from '../jobs/mail/confirmations.ts';
import { createSignUps } from '../jobs/mail/sign-ups.ts';
import { createMailKeys } from '../mail/keys.ts';

/** One person may mistype their address a few times, and sign up friends who are waiting for it; nobody needs more. */
const PER_ASKER_AN_HOUR = 5;
/** A confirmation that ended under spam is asked for once more, or twice. */
const PER_ADDRESS_A_DAY = 3;

export interface MailDeps {
  readonly config: Config;
  readonly store: Store;
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  readonly clock: Clock;
  readonly languages: Languages;
  readonly log: Log;
  readonly stopping: AbortSignal;
}

/** What e-mail is made of. */
export interface MailParts {
  readonly access: MailAccess;
  readonly signUps: SignUps;
  /** Sends the confirmations that are due. Never throws. */
  sendConfirmations(): Promise<void>;
}

/** E-mail is off without parts. The demo gets them with its page, long after commands are answered. */
export interface MailSwitch {
  parts: MailParts | undefined;
}

/** `undefined` where e-mail is off. */
export function createMail(deps: MailDeps): MailParts | undefined {
  const { config, store, platforms, clock, languages, log, stopping } = deps;
  const { SMTP_URL, MAIL_KEY, WEB_URL } = config;
  if (SMTP_URL === undefined || MAIL_KEY === undefined || WEB_URL === undefined) return undefined;
  const keys = createMailKeys(MAIL_KEY);
  const links = createMailLinks(WEB_URL, keys, clock);
  const common = { store, clock, log };
  const mayNotSend = () => stopping.aborted || !store.roles.has(MAIL);
  const send = async () => {
    await sendConfirmations({ ...common, languages, platforms, links, isStopping: mayNotSend }).catch(
      (err: unknown) => log.error({ err }, 'the confirmations could not be sent'),
    );
  };
  const signUps = createSignUps({
    ...{ ...common, keys },
    limits: {
      perAskerAnHour: PER_ASKER_AN_HOUR,
      perAddressADay: PER_ADDRESS_A_DAY,
      perHour: config.MAIL_SIGN_UPS_PER_HOUR,
    },
    createId: () => randomBytes(MAILBOX_ID_LENGTH / 2).toString('hex'),
    onAsked: () => {
      if (store.roles.has(MAIL)) void send();
      else store.signals.send('due');
    },
  });
  store.signals.listen((kind) => {
    if ((kind === 'due' || kind === 'unheard') && store.roles.has(MAIL)) void send();
  });
  return { access: { mailboxes: store.mailboxes, keys, links }, signUps, sendConfirmations: send };
}
