import type { Clock } from '../../core/base/clock.ts';
import { type PlatformName, splitId, toPersonId } from '../../core/base/ids.ts';
import { type Languages, ONLY_ENGLISH } from '../../core/base/languages.ts';
import type { Log } from '../../core/base/log.ts';
import type { MailLinks } from '../../core/mail/mail-access.ts';
import { toMailKind, toMailPeriod } from '../../core/mail/mail-wish.ts';
import { CONFIRM_WITHIN_MS, type Mailbox } from '../../core/mail/mailbox.ts';
import type { ConfirmationToSend } from '../../core/mail/mailbox-store.ts';
import type { Notice } from '../../core/message/message.ts';
import type { Platform } from '../../core/platform/platform.ts';
import { describeCron } from '../../core/schedule/schedule-words.ts';
import type { Store } from '../../core/store/store.ts';
import { decideRetry } from '../delivery/retry-policy.ts';
import { texts } from './confirmation-texts.ts';

export interface ConfirmationDeps {
  readonly store: Store;
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  readonly links: MailLinks;
  readonly clock: Clock;
  readonly log: Log;
  /** Missing: everybody reads English. */
  readonly languages?: Languages | undefined;
  readonly isStopping?: () => boolean;
}

/**
 * Sends the mails that ask whether an address wants mails, by the retry policy of deliveries: a mail that certainly was not accepted
 * is sent again; one that may have been accepted is not. Never throws for one address.
 */
export async function sendConfirmations(deps: ConfirmationDeps): Promise<void> {
  const { store, clock, isStopping = () => false } = deps;
  while (!isStopping()) {
    const due = await store.mailboxes.claimConfirmation(clock.now());
    if (!due) return;
    await sendOne(deps, due);
  }
}

async function sendOne(deps: ConfirmationDeps, { mailbox, attempts }: ConfirmationToSend): Promise<void> {
  const { store, platforms, clock, log, languages = ONLY_ENGLISH } = deps;
  const { channel, askedAt } = mailbox;
  const { platform, id } = splitId(channel);
  try {
    await languages.speak(mailbox.wish.language, async () =>
      platforms
        .get(platform)
        ?.directMessages?.notify(toPersonId(platform, id), wordConfirmation(deps, mailbox)),
    );
    await store.mailboxes.settleConfirmation(channel, { attempts: attempts + 1 });
    log.info({ channel }, 'a confirmation was sent');
  } catch (err) {
    const { state, runAt } = decideRetry(
      err,
      { channel, slot: askedAt, attempts },
      clock.now(),
      CONFIRM_WITHIN_MS,
    );
    const isUnknown = (err as { fault?: unknown }).fault === 'unknown';
    const again = state === 'due' && !isUnknown && runAt !== undefined ? { runAt } : {};
    log.warn({ err, channel, ...again }, 'a confirmation could not be sent');
    await store.mailboxes.settleConfirmation(channel, { attempts: attempts + 1, ...again });
  }
}

function wordConfirmation({ links }: ConfirmationDeps, { channel, wish }: Mailbox): Notice {
  return {
    kind: 'notice',
    tone: 'info',
    title: texts.title({ often: toMailPeriod(wish) }),
    // Nothing that was typed: the mail may go to somebody who asked for none.
    text: texts.text({ what: toMailKind(wish), when: describeCron(wish.cron), zone: wish.zone }),
    fix: texts.fix(),
    actions: [{ kind: 'link', url: links.toConfirmLink(channel), label: texts.button() }],
  };
}
