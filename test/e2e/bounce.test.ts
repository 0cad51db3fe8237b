import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMailKeys } from '../../src/mail/keys.ts';
import { openStore } from '../../src/store/open-store.ts';
import { aLog } from '../support/builders.ts';
import { aMailbox, mailboxId } from '../support/mailboxes.ts';
import { startMain } from './run-main.ts';

const MAIL_KEY = 'k'.repeat(40);
const MAILBOX = mailboxId(1);
const ID = MAILBOX.slice('email:'.length);
const VERP = `bounces+${ID}@example.org`;
/** Where providers send complaints, and servers that ignore the return address: the same for everybody. */
const FIXED = 'postmaster@example.org';
const OUR_MESSAGE_ID = `<a1b2.0.c3.${ID}@example.org>`;

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-bounce-'));
  const store = await openStore({ url: database(), log: aLog() });
  await aMailbox({ store, access: { keys: createMailKeys(MAIL_KEY) } }, 1, 0);
  await store.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const database = () => `file:${join(folder, 'papers.sqlite')}`;

/** Pipes a mail to the real command, as a mail server does, and reads what became of the mailbox. */
async function pipe(mail: string) {
  const env = { LOG_LEVEL: 'info', DATABASE_URL: database() };
  const run = await startMain(['bounce'], { cwd: folder, env, input: mail }).done;
  expect(run.code, run.stderr).toBe(0);
  const store = await openStore({ url: database(), log: aLog() });
  const mailbox = await store.mailboxes.find(MAILBOX);
  const left = await store.subscriptions.list();
  await store.close();
  return { said: run.stdout, logged: run.stderr, mailbox, left };
}

interface Report {
  readonly to: string;
  readonly said: string;
  readonly status: readonly string[];
  readonly returned: readonly string[];
  readonly type?: string;
}

/** A report (RFC 3462) of three parts: for people, for programs, and the mail or its header. */
function aReport({ to, said, status, returned, type = 'delivery-status' }: Report): string {
  return [
    'Return-Path: <>',
    `Delivered-To: ${to}`,
    `To: ${to}`,
    'From: Mail Delivery System <MAILER-DAEMON@mx.example.net>',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=${type};`,
    '\tboundary="9B095B5ADSN=_01DD0000"',
    '',
    'This is a MIME-encapsulated message.',
    '--9B095B5ADSN=_01DD0000',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    said,
    '--9B095B5ADSN=_01DD0000',
    `Content-Type: message/${type}`,
    '',
    ...status,
    '',
    '--9B095B5ADSN=_01DD0000',
    'Content-Type: message/rfc822',
    '',
    ...returned,
    '--9B095B5ADSN=_01DD0000--',
    '',
  ].join('\r\n');
}

const OUR_MAIL = [
  'From: Paperboy <papers@example.org>',
  'To: reader1@example.com',
  'Subject: Daily papers',
  `Message-ID: ${OUR_MESSAGE_ID}`,
  '',
  'The papers of the day.',
];

/** As Postfix writes it: two groups of fields, a diagnostic code over two lines, the mail’s header at the end. */
const POSTFIX = aReport({
  to: VERP,
  said: 'Your message could not be delivered to one or more recipients.',
  status: [
    'Reporting-MTA: dns; mx.example.net',
    'X-Postfix-Queue-ID: 4Zq1Yx2',
    'Arrival-Date: Thu, 30 Apr 2026 09:00:03 +0000 (UTC)',
    '',
    'Final-Recipient: rfc822; reader1@example.com',
    'Original-Recipient: rfc822;reader1@example.com',
    'Action: failed',
    'Status: 5.1.1',
    'Remote-MTA: dns; mail.example.com',
    'Diagnostic-Code: smtp; 550 5.1.1 <reader1@example.com>: unknown',
    '    user',
  ],
  returned: OUR_MAIL,
});

/** As Exchange writes it: a status of its own with two digits, and what it calls the recipient. */
const EXCHANGE = aReport({
  to: FIXED,
  said: 'Delivery has failed to these recipients: reader1=40example.com',
  status: [
    'Reporting-MTA: dns;AM0PR00MB0001.mail.example.net',
    'Received-From-MTA: dns;mx.example.org',
    '',
    'Final-Recipient: rfc822;reader1@example.com',
    'Action: failed',
    'Status: 5.1.10',
    'Diagnostic-Code: smtp;550 5.1.10 no such recipient by SMTP address',
    'X-Display-Name: reader1@example.com',
  ],
  returned: OUR_MAIL,
});

/** As Gmail writes it: the code is said once more with an address of its help, over several lines. */
const GMAIL = aReport({
  to: VERP,
  said: '** Address not found **',
  status: [
    'Reporting-MTA: dns; googlemail.com',
    'X-Original-Message-ID:',
    ` ${OUR_MESSAGE_ID}`,
    '',
    'Final-Recipient: rfc822; reader1@example.com',
    'Action: failed',
    'Status: 5.1.1',
    'Remote-MTA: dns; mail.example.com. (192.0.2.26, the server for the domain example.com.)',
    'Diagnostic-Code: smtp; 550-5.1.1 no account of that name.',
    ' 550 5.1.1 See https://help.example.com/?p=NoSuchUser',
    'Last-Attempt-Date: Thu, 30 Apr 2026 02:00:04 -0700 (PDT)',
  ],
  returned: OUR_MAIL,
});

/** A complaint by the feedback loop of a provider: to one address for all, with the recipient blacked out. */
const COMPLAINT = aReport({
  to: FIXED,
  said: 'This is an email abuse report.',
  type: 'feedback-report',
  status: [
    'Feedback-Type: abuse',
    'User-Agent: Example-Loop/1.0',
    'Version: 1',
    'Original-Mail-From: <papers@example.org>',
    'Reported-Domain: example.org',
  ],
  returned: OUR_MAIL.map((line) => line.replace('reader1@example.com', 'redacted')),
});

const FULL = POSTFIX.replace('Status: 5.1.1', 'Status: 5.2.2').replace('550 5.1.1', '552 5.2.2');

describe('a mail that a server pipes to the command', () => {
  it.each([
    ['by Postfix', POSTFIX, 'bounced'],
    ['by Exchange, to one address for all', EXCHANGE, 'bounced'],
    ['by Gmail', GMAIL, 'bounced'],
    ['by a complaint, to one address for all', COMPLAINT, 'complained'],
  ])('ends it %s', async (_how, mail, cause) => {
    const { said, logged, mailbox, left } = await pipe(mail);
    expect(said).toContain('gets no more mails');
    expect(logged).toContain(cause);
    expect(mailbox).toMatchObject({ state: 'stopped' });
    expect(mailbox).not.toHaveProperty('sealed');
    expect(left).toEqual([]);
  });

  it('ends nothing where the mailbox was full, whatever the report says elsewhere', async () => {
    const { mailbox, left } = await pipe(FULL);
    expect(mailbox).toMatchObject({ state: 'confirmed' });
    expect(left).toHaveLength(1);
  });

  it('is read to its beginning alone, however long it is', async () => {
    const { mailbox } = await pipe(POSTFIX + 'x'.repeat(20_000_000));
    expect(mailbox).toMatchObject({ state: 'stopped' });
  });
});
