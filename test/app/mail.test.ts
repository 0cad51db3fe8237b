import { expect, it } from 'vitest';
import { createMail } from '../../src/app/mail.ts';
import { readConfig } from '../../src/config/config.ts';
import { ONLY_ENGLISH } from '../../src/core/base/languages.ts';
import { toMailWish } from '../../src/core/mail/mail-wish.ts';
import type { SignalKind } from '../../src/core/store/signals.ts';
import { anEmail, MAIL_KEY } from '../adapters/email/harness.ts';
import { until } from '../support/builders.ts';

/** Two processes on one store: the first has the pages, the second sends the mails. */
async function twoProcesses(settings: Readonly<Record<string, string>> = {}) {
  const { store, server, platform, clock, log } = await anEmail();
  const config = readConfig({
    ...{ SMTP_URL: server.url, MAIL_FROM: 'papers@example.org', MAIL_KEY },
    ...{ WEB_URL: 'https://papers.example.org', WEB_PORT: '8080', ...settings },
  });
  const sent: SignalKind[] = [];
  const listeners: Array<(kind: SignalKind, ids: readonly string[]) => void> = [];
  const signals = {
    send: (kind: SignalKind) => {
      sent.push(kind);
      for (const heard of listeners) heard(kind, []);
    },
    listen: (heard: (typeof listeners)[number]) => void listeners.push(heard),
  };
  const begin = (isSender: boolean) => {
    const roles = { ...store.roles, has: () => isSender };
    const mail = createMail({
      ...{ config, store: { ...store, signals, roles }, platforms: new Map([['email', platform]]) },
      ...{ clock, log, languages: ONLY_ENGLISH, stopping: new AbortController().signal },
    });
    if (!mail) throw new Error('e-mail is on');
    return mail;
  };
  return { pages: begin(false), sender: begin(true), sent, received: server.received };
}

it('a confirmation that is asked for in one process is sent at once by the one that sends mails', async () => {
  const { pages, sent, received } = await twoProcesses();
  const wish = toMailWish({ kind: 'day' }, { cron: '0 9 * * *', zone: 'UTC' }, false);
  await pages.signUps.ask({ address: 'me@example.org', asker: 'me', wish });
  await until(() => received.length === 1, 'the confirmation comes');
  expect(sent).toEqual(['due']);
});

it.each([
  ['six that one person asks for', 5, (n: number) => [`reader${n}@example.org`, 'me'], {}, 'You have asked'],
  ['four to one address', 3, (n: number) => ['me@example.org', `asker ${n}`], {}, 'to this address'],
  [
    'three where an hour has two',
    2,
    (n: number) => [`reader${n}@example.org`, `asker ${n}`],
    { MAIL_SIGN_UPS_PER_HOUR: '2' },
    'Many people have signed up',
  ],
] as const)(
  'of %s, %i confirmations are sent, and the last one is refused',
  async (_, most, toAsk, settings, said) => {
    const { pages, received } = await twoProcesses(settings);
    const wish = toMailWish({ kind: 'day' }, { cron: '0 9 * * *', zone: 'UTC' }, false);
    const ask = async (n: number) => {
      const [address = '', asker = ''] = toAsk(n);
      await pages.signUps.ask({ address, asker, wish });
    };
    for (let n = 1; n <= most; n++) await ask(n);
    await expect(ask(most + 1)).rejects.toThrow(said);
    await until(() => received.length === most, 'the others are sent');
  },
);

it('a process that may not send mails notifies nobody at its ticks', async () => {
  const { pages, sender, sent } = await twoProcesses();
  await pages.sendConfirmations();
  await sender.sendConfirmations();
  expect(sent).toEqual([]);
});
