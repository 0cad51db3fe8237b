import type { MailTransaction } from '../../loopback/mail-server.ts';
import type { Delivery } from '../../src/core/delivery/delivery.ts';
import type { Store } from '../../src/core/store/store.ts';
import type { Outage } from './outage.ts';
import { readMailKey, type StandingPost, toMailboxOf } from './standing-posts.ts';

/** Mails of which the ledger does not know whether they were taken, and how many of them the mail server has. */
export interface MailCounts {
  readonly unknown: number;
  readonly arrived: number;
}

export interface MailAudit extends MailCounts {
  readonly faults: readonly string[];
}

export interface MailEvidence {
  readonly standing: readonly StandingPost[];
  /** What the mail server noted of each text that it asked for. */
  readonly transactions: readonly MailTransaction[];
  readonly outages: readonly Outage[];
}

/** What the server noted of a mail and what happened to its sender are so close together, on a machine that does much else. */
const CLOSE_MS = 2000;

/** `3: 2 arrived, 1 did not` */
export function describeUnknownMails({ unknown, arrived }: MailCounts): string {
  return unknown === 0 ? 'none' : `${unknown}: ${arrived} arrived, ${unknown - arrived} did not`;
}

/** Of all parts that were planned, those of unknown mails that have not arrived are missing, and no other. */
export function findMissingParts(planned: number, parts: number, { unknown, arrived }: MailCounts): string[] {
  const missing = planned - parts;
  const lost = unknown - arrived;
  return missing === lost ? [] : [`${missing} parts are missing, and ${lost} unknown mails did not arrive`];
}

export function isUnknownMail({ state, channel }: Pick<Delivery, 'state' | 'channel'>): boolean {
  return state === 'unknown' && channel.startsWith('email:');
}

/** A mail may only be unknown when the server had asked for its text, and the sender was killed or the connection cut about then. */
export async function auditUnknownMails(
  { posts }: Pick<Store, 'posts'>,
  unsent: readonly Delivery[],
  { standing, transactions, outages }: MailEvidence,
): Promise<MailAudit> {
  const faults: string[] = [];
  const unknown = unsent.filter(isUnknownMail);
  let arrived = 0;
  for (const delivery of unknown) {
    const keys = new Set((await posts.listOfDelivery(delivery)).map(({ id }) => id));
    if (standing.some(({ key }) => keys.has(key))) arrived += 1;
    const tried = transactions.filter(
      ({ to, messageId }) =>
        to.some((address) => toMailboxOf(address) === delivery.channel) &&
        // Cut in its first lines it has no id yet.
        (messageId === undefined || keys.has(readMailKey(messageId))),
    );
    const about = `the mail to ${delivery.channel} at ${new Date(delivery.slot).toISOString()} is unknown`;
    if (tried.length === 0) faults.push(`${about}, and the server never asked for its text`);
    else if (!tried.some((one) => isDisturbed(one, outages)))
      faults.push(`${about}, and nothing was killed or cut in that moment`);
  }
  return { faults, unknown: unknown.length, arrived };
}

function isDisturbed({ begunAt, end, endedAt }: MailTransaction, outages: readonly Outage[]): boolean {
  if (end === 'cut') return true;
  const last = endedAt ?? Number.POSITIVE_INFINITY;
  return outages.some(({ from, until }) => begunAt <= until + CLOSE_MS && last + CLOSE_MS >= from);
}
