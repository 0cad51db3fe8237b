import type { Clock } from '../../core/base/clock.ts';
import { InputError } from '../../core/base/errors.ts';
import type { Log } from '../../core/base/log.ts';
import type { MailKeys } from '../../core/mail/mail-access.ts';
import { parseMailAddress, toMailboxKey } from '../../core/mail/mail-address.ts';
import { areSameTopics } from '../../core/mail/mail-wish.ts';
import { READERS, toMailboxChannel } from '../../core/mail/mailbox.ts';
import type { AskLimits, AskOutcome } from '../../core/mail/mailbox-store.ts';
import type { SignUp, SignUps } from '../../core/mail/sign-ups.ts';
import { problems } from '../../core/mail/texts.ts';
import { DEFAULT_SUBSCRIPTION, listNextTimes, type Subscription } from '../../core/schedule/subscription.ts';
import type { Store } from '../../core/store/store.ts';
import { findNextDue } from '../timing/next-due.ts';

export interface SignUpDeps {
  readonly store: Store;
  readonly keys: MailKeys;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: AskLimits;
  /** 32 hexadecimal digits that nobody can guess. */
  createId(): string;
  /** Called when a confirmation is ready to be sent. */
  onAsked(): void;
}

export function createSignUps(deps: SignUpDeps): SignUps {
  const { store, clock, log } = deps;
  const { subscriptions, mailboxes } = store;
  return {
    ask: (signUp) => ask(deps, signUp),

    async confirm(channel) {
      const mailbox = await mailboxes.find(channel);
      if (mailbox?.state === 'confirmed') return subscriptions.find(channel);
      if (mailbox?.state !== 'asked') return undefined;
      const now = clock.now();
      const { wish, tenant } = mailbox;
      const wanted = { ...DEFAULT_SUBSCRIPTION, ...wish };
      const subscription: Subscription = {
        ...{ ...wanted, channel, tenant, layout: 'letter', createdAt: now },
        ...listNextTimes(wanted, (schedule) => findNextDue(schedule, now)),
      };
      if (!(await mailboxes.confirm(subscription, now))) return undefined;
      log.info({ channel }, 'a mailbox was confirmed');
      return subscription;
    },

    async stop(channel, cause) {
      const isStopped = await mailboxes.stop(channel, cause, clock.now());
      if (isStopped) log.info({ channel, cause }, 'a mailbox was stopped, and its address deleted');
      return isStopped;
    },

    read: (channel) => subscriptions.find(channel),

    async change(channel, change) {
      const before = await subscriptions.find(channel);
      if (!before) return undefined;
      const { like: _, ...own } = before;
      // Somebody who chooses topics of their own no longer uses a channel's selection.
      const base = areSameTopics(change.topics, before.topics) ? before : own;
      const changed = { ...base, ...change };
      const next = listNextTimes(changed, (schedule) => findNextDue(schedule, clock.now()));
      const subscription = { ...changed, ...next };
      await subscriptions.put(subscription);
      return subscription;
    },
  };
}

async function ask(
  deps: SignUpDeps,
  { address: typed, asker, askedBy, tenant, wish }: SignUp,
): Promise<void> {
  const { store, keys, clock, log, limits } = deps;
  const address = parseMailAddress(typed);
  if (address === undefined) throw new InputError(problems.mailAddressInvalid({ typed: typed.slice(0, 80) }));
  const channel = toMailboxChannel(deps.createId());
  const mailbox = {
    ...{ channel, wish, state: 'asked' as const, askedAt: clock.now(), tenant: tenant ?? READERS },
    sealed: keys.seal(channel, address),
    checksum: keys.computeChecksum(toMailboxKey(address)),
    ...(askedBy === undefined ? {} : { askedBy }),
  };
  const outcome = await store.mailboxes.ask(mailbox, keys.computeChecksum(asker), limits);
  log.info({ channel, outcome }, 'mails were requested');
  refuse(outcome);
  if (outcome === 'asked') deps.onAsked();
}

/** A blocked address gets the same answer: a requester learns nothing about somebody else's address. */
function refuse(outcome: AskOutcome): void {
  if (outcome === 'perAskerAnHour') throw new InputError(problems.mailAskedTooOften());
  if (outcome === 'perAddressADay') throw new InputError(problems.mailAddressTooOften());
  if (outcome === 'perHour') throw new InputError(problems.mailTooMany());
}
