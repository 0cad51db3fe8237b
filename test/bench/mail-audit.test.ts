import { describe, expect, it } from 'vitest';
import { auditUnknownMails, findMissingParts, type MailEvidence } from '../../bench/shared/mail-audit.ts';
import { inMailboxes } from '../../bench/shared/standing-posts.ts';
import type { MailFault } from '../../loopback/mail-server.ts';
import { anEmail } from '../adapters/email/harness.ts';
import { deliveryTicks } from '../jobs/delivery-ticks.ts';
import { papers, saveEdition } from '../support/builders.ts';
import { aMailbox, mailboxId } from '../support/mailboxes.ts';

/** A mail that the ledger has sent to a server with this fault; the audit of what came of it. */
async function aMail(...faults: readonly MailFault[]) {
  const rig = await anEmail();
  const { store, clock, server } = rig;
  await saveEdition(store, papers(8), clock.now());
  await aMailbox(rig, 1, Date.parse('2026-04-30T09:00:00Z'));
  server.faults.push(...faults);
  const { tick } = deliveryTicks(rig, 8);
  await tick('09:00:10');
  await tick('09:30:10');
  const unsent = await store.deliveries.listRecent(mailboxId(1), 1);
  const { transactions } = server;
  const evidence = { standing: inMailboxes(server), transactions, outages: [] };
  return {
    transactions,
    audit: (more: Partial<MailEvidence> = {}) => auditUnknownMails(store, unsent, { ...evidence, ...more }),
  };
}

const CUT = { at: 'cut-after-data' } as const;

describe('the audit of unknown mails', () => {
  it('counts none where each mail was sent', async () => {
    const { audit, transactions } = await aMail();
    expect(await audit()).toEqual({ faults: [], unknown: 0, arrived: 0 });
    expect(transactions).toMatchObject([{ end: 'answered', to: ['reader1@example.com'] }]);
  });

  it('says of each whether it arrived, by the mail server’s record', async () => {
    const { audit } = await aMail(CUT);
    expect(await audit()).toEqual({ faults: [], unknown: 1, arrived: 1 });
    expect(await audit({ standing: [] })).toEqual({ faults: [], unknown: 1, arrived: 0 });
  });

  it('wants a kill or a cut in the middle of each', async () => {
    const { audit, transactions } = await aMail(CUT);
    const answered = transactions.map((one) => ({ ...one, end: 'answered' as const }));
    const { begunAt = 0 } = transactions[0] ?? {};
    const killedAt = (at: number) =>
      audit({ transactions: answered, outages: [{ from: at, until: at }] }).then(({ faults }) => faults);
    expect(await killedAt(begunAt)).toEqual([]);
    expect(await killedAt(begunAt - 60_000)).toEqual([
      expect.stringMatching(/is unknown, and nothing was killed or cut in that moment$/),
    ]);
    expect(await killedAt(begunAt + 60_000)).toHaveLength(1);
  });

  it('knows that a mail whose text was never asked for was certainly not sent', async () => {
    const { audit } = await aMail(CUT);
    expect((await audit({ transactions: [] })).faults).toEqual([
      expect.stringMatching(/is unknown, and the server never asked for its text$/),
    ]);
  });

  it('finds parts that are missing beside them', () => {
    expect(findMissingParts(29, 28, { unknown: 2, arrived: 1 })).toEqual([]);
    expect(findMissingParts(29, 27, { unknown: 2, arrived: 1 })).toEqual([
      '2 parts are missing, and 1 unknown mails did not arrive',
    ]);
    expect(findMissingParts(29, 29, { unknown: 2, arrived: 1 })).toHaveLength(1);
  });
});
