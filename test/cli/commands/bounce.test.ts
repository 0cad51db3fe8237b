import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { bounce } from '../../../src/cli/commands/bounce.ts';
import { parseBounce } from '../../../src/core/mail/bounce.ts';
import { enqueueDue } from '../../../src/jobs/timing/enqueue.ts';
import { anEmail } from '../../adapters/email/harness.ts';
import { deliveryTicks } from '../../jobs/delivery-ticks.ts';
import { askSource } from '../../jobs/world.ts';
import { papers, saveEdition } from '../../support/builders.ts';
import { aMailbox, mailboxId } from '../../support/mailboxes.ts';

const ID = mailboxId(1).slice('email:'.length);

function aReport(status: string, action = 'failed', to = `bounces+${ID}@example.org`): string {
  return [
    `To: ${to}`,
    'From: MAILER-DAEMON@mx.example.com',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.com',
    '',
    'Final-Recipient: rfc822; reader1@example.com',
    `Action: ${action}`,
    `Status: ${status}`,
    '--b--',
  ].join('\r\n');
}

async function handedIn(message: string) {
  const rig = await anEmail();
  await aMailbox(rig, 1, 0);
  const said: string[] = [];
  const input = (async function* () {
    yield Buffer.from(message);
  })();
  await bounce({ ...rig, print: (text) => void said.push(String(text)) }, input);
  return { said: said.join(), mailbox: await rig.store.mailboxes.find(mailboxId(1)) };
}

describe('a mail that came back', () => {
  it.each([
    ['by the address that it came to', aReport('5.1.1')],
    ['without a reason', aReport('5.0.0')],
    ['as switched off, with a comment', aReport('5.2.1 (mailbox disabled)')],
    [
      'by the Message-ID of the mail',
      `${aReport('5.1.1', 'failed', 'bounces@example.org')}\r\nMessage-ID: <a.0.b.${ID}@example.org>`,
    ],
    ['as a complaint', `To: bounces+${ID}@example.org\r\n\r\nFeedback-Type: abuse\r\nUser-Agent: X`],
  ])('deletes the address, known %s', async (_how, message) => {
    const { said, mailbox } = await handedIn(message);
    expect(said).toContain('gets no more mails');
    expect(mailbox).toMatchObject({ state: 'stopped' });
    expect(mailbox).not.toHaveProperty('sealed');
  });

  it.each(['abuse', 'fraud', 'opt-out'])('stops the address as a report of %s', async (type) => {
    const report = `To: bounces+${ID}@example.org\r\n\r\nFeedback-Type: ${type}\r\nVersion: 1`;
    expect((await handedIn(report)).mailbox).toMatchObject({ state: 'stopped' });
  });

  it.each(['not-spam', 'auth-failure', 'virus', 'other'])('stops nothing as a report of %s', async (type) => {
    const report = `To: bounces+${ID}@example.org\r\n\r\nFeedback-Type: ${type}\r\nVersion: 1`;
    expect((await handedIn(report)).mailbox).toMatchObject({ state: 'confirmed' });
  });

  it.each([
    ['bounced', (to: string) => aReport('5.1.1', 'failed', to)],
    ['complained', (to: string) => `To: ${to}\r\n\r\nFeedback-Type: abuse\r\nVersion: 1`],
  ])('to the return address of a mail of ours ends the mails to its reader (%s)', async (_cause, write) => {
    const from = 'papers@example.org';
    const rig = await anEmail({ sender: { from, address: from, bounceTo: 'bounces@example.org' } });
    await saveEdition(rig.store, papers(8), rig.clock.now());
    for (const n of [1, 2]) await aMailbox(rig, n, Date.parse('2026-04-30T09:00:00Z'));
    const { tick } = deliveryTicks(rig, 8);
    await tick('09:00:10');
    const [mine] = rig.server.received.filter(({ to }) => to.includes('reader1@example.com'));
    await bounce({ ...rig, print: () => undefined }, Readable.from([Buffer.from(write(mine?.from ?? ''))]));
    rig.clock.set('2026-05-01T09:00:10Z');
    await askSource(rig.store, rig.clock.now());
    await enqueueDue(rig);
    const due = (await rig.store.deliveries.listOpen()).map(({ channel }) => channel);
    expect(due).toEqual([mailboxId(2)]);
    expect(await rig.store.mailboxes.find(mailboxId(1))).not.toHaveProperty('sealed');
  });

  it.each([
    ['is only late', aReport('4.4.1', 'delayed')],
    ['was refused for what we are', aReport('5.7.1')],
    ['found a full mailbox', aReport('5.2.2')],
    ['was too large', aReport('5.3.4 (message too big)')],
    ['found no way', aReport('5.4.4')],
    ['broke the protocol', aReport('5.5.2')],
    ['had content that is not taken', aReport('5.6.1')],
    ['had a sender that is not accepted', aReport('5.1.8 (bad sender)')],
    ['is an out-of-office answer', `To: bounces+${ID}@example.org\r\nSubject: Away\r\n\r\nI am away.`],
    ['names nobody', aReport('5.1.1', 'failed', 'bounces@example.org')],
    ['names somebody else', aReport('5.1.1', 'failed', `bounces+${'f'.repeat(32)}@example.org`)],
    ['is nothing', ''],
  ])('changes nothing where it %s', async (_what, message) => {
    expect((await handedIn(message)).mailbox).toMatchObject({ state: 'confirmed' });
  });

  it('is read in bounded time, whatever it holds', () => {
    const begun = performance.now();
    for (const text of [
      '@'.repeat(500_000),
      `${'a'.repeat(33)}@`.repeat(14_000),
      ':'.repeat(500_000),
      '\n'.repeat(500_000),
    ])
      expect(parseBounce(text)).toBeUndefined();
    expect(performance.now() - begun).toBeLessThan(5000);
  });
});
