import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { MailLogin, MailProtection } from '../../loopback/mail-protection.ts';
import { openMailServer } from '../../loopback/mail-server.ts';
import { createMailKeys } from '../../src/mail/keys.ts';
import { openStore } from '../../src/store/open-store.ts';
import { aLog, until } from '../support/builders.ts';
import { aSelfSignedCertificate, type ServerCertificate } from '../support/certificate.ts';
import { anEavesdropper } from '../support/eavesdropper.ts';
import { aFreePort } from '../support/free-port.ts';
import { aMailbox, mailboxId } from '../support/mailboxes.ts';
import { aCity } from './city.ts';
import { startMain } from './run-main.ts';

const KEY = 'k'.repeat(40);
const SLOT = Date.parse('2026-04-30T09:00:00Z');
/** With everything that means something else in an address. */
const LOGIN: MailLogin = { user: 'papers@example.org', password: 'p@ss:w/or d#50%?&ü+' };
const WRONG = 'not-the-p@ss:w/or d#50%';
const TLS_FROM_START = 'at once';
const STARTTLS = 'on request';
/** A machine that does much else starts a bot in half a minute. */
const SERVING = 180_000;

let city: Awaited<ReturnType<typeof aCity>>;
const DAY = 24 * 60 * 60_000;

let own: ServerCertificate;
beforeAll(async () => {
  own = aSelfSignedCertificate({ names: ['localhost'] });
  const port = await aFreePort();
  city = await aCity({
    ...{ MAIL_FROM: 'papers@example.org', MAIL_KEY: KEY, LOG_LEVEL: 'trace' },
    ...{ WEB_URL: `http://127.0.0.1:${port}`, WEB_PORT: String(port) },
    ...{ DISCORD_TOKEN: '', SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '' },
  });
});
afterAll(() => city.close());

/** A mail server that wants a login, and how it is reached. */
async function aServer(tls?: Required<MailProtection>['tls'], wanted: MailLogin | undefined = LOGIN) {
  const attempts: Array<MailLogin & { readonly isRight: boolean; readonly isSecure: boolean }> = [];
  const server = await openMailServer({
    ...(tls ? { tls } : {}),
    ...(wanted ? { login: wanted } : {}),
    onLogin: (attempt) => void attempts.push(attempt),
  });
  onTestFinished(() => server.close());
  const { protocol, port } = new URL(server.url);
  const toUrl = (password = LOGIN.password, host = 'localhost', at = port, scheme = protocol) =>
    `${scheme}//${encodeURIComponent(LOGIN.user)}:${encodeURIComponent(password)}@${host}:${at}`;
  return { server, attempts, port: Number(port), toUrl };
}

/** Starts the real process; `trusted` is what Node trusts besides the authorities that it knows. */
async function start(SMTP_URL: string, trusted: ServerCertificate | undefined, ...args: readonly string[]) {
  const [, { cwd, env }] = city.line('2026-04-30T08:59:50Z', ...args);
  const more: Record<string, string> = trusted
    ? { NODE_EXTRA_CA_CERTS: await city.write('trusted.pem', trusted.cert) }
    : {};
  // What is due is looked for once a minute.
  const isServing = args[0] === 'start';
  const speed: Record<string, string> = isServing ? { PAPERBOY_CLOCK_SPEED: '20' } : {};
  return startMain(args, {
    ...{ cwd, env: { ...env, ...more, ...speed, SMTP_URL } },
    ...(isServing ? {} : { input: '' }),
  });
}

/** The lines of `check` about e-mail, one text. No password is in anything that the process says. */
async function check(url: string, trusted?: ServerCertificate): Promise<string> {
  const { done } = await start(url, trusted, 'check');
  const { stdout, stderr } = await done;
  expectNoPassword(stdout + stderr);
  const lines = stdout.split('\n');
  const from = lines.findIndex((line) => line.includes(' email: '));
  return lines.slice(from, from + 2).join('\n');
}

function expectNoPassword(text: string): void {
  for (const { password } of [LOGIN, { password: WRONG }])
    for (const form of [password, encodeURIComponent(password), Buffer.from(password).toString('base64')])
      expect(text).not.toContain(form);
  expect(text).not.toContain(Buffer.from(`\0${LOGIN.user}\0${LOGIN.password}`).toString('base64'));
}

describe('the mail server is reached over TLS', () => {
  it.each([TLS_FROM_START, STARTTLS] as const)(
    'that begins %s, with a name and a password',
    async (begins) => {
      const { attempts, toUrl } = await aServer({ ...own, begins });
      expect(await check(toUrl(), own)).toContain('ok  email: The mail server accepts the connection.');
      expect(attempts).toEqual([{ ...LOGIN, isRight: true, isSecure: true }]);
    },
  );

  it('where it offers to log in after STARTTLS alone, and nothing else is said in the clear', async () => {
    const { attempts, port, toUrl } = await aServer({ ...own, begins: STARTTLS });
    const { heard, port: between } = await anEavesdropper(port, /^AUTH /);
    expect(await check(toUrl(LOGIN.password, 'localhost', String(between)), own)).toContain('ok  email:');
    expect(attempts).toHaveLength(1);
    expect(heard).toEqual([expect.stringMatching(/^EHLO /), 'STARTTLS']);
  });

  it('and a wrong password is named as that, without what the server says of it', async () => {
    const { attempts, toUrl } = await aServer({ ...own, begins: TLS_FROM_START });
    const said = await check(toUrl(WRONG), own);
    expect(said).toContain(
      'NO  email: The mail server does not accept the user name and the password (535 5.7.8).',
    );
    expect(said).toContain('Correct them in SMTP_URL, with special characters URL-encoded');
    expect(attempts).toMatchObject([{ password: WRONG, isRight: false, isSecure: true }]);
  });
});

describe('nothing is sent, and `check` says what to do,', () => {
  it.each([TLS_FROM_START, STARTTLS] as const)(
    'where nobody trusted has signed the certificate (TLS %s)',
    async (begins) => {
      const { server, attempts, port, toUrl } = await aServer({ ...own, begins });
      const { heard, port: between } = await anEavesdropper(port, /^$/);
      const said = await check(toUrl(LOGIN.password, 'localhost', String(between)));
      expect(said).toContain('NO  email: The certificate of the mail server is signed by nobody');
      expect(said).toContain('NODE_EXTRA_CA_CERTS');
      expect(attempts).toEqual([]);
      expect(server.received).toEqual([]);
      expect(heard.filter((line) => !/^(?:EHLO .*|STARTTLS)$/.test(line))).toEqual([]);
    },
  );

  it.each([TLS_FROM_START, STARTTLS] as const)(
    'where the certificate is for another host (TLS %s)',
    async (begins) => {
      const other = aSelfSignedCertificate({ names: ['mail.example.org'] });
      const { attempts, toUrl } = await aServer({ ...other, begins });
      const said = await check(toUrl(), other);
      expect(said).toContain('NO  email: The certificate of the mail server is for mail.example.org,');
      expect(said).toContain('Use a name of the certificate in SMTP_URL.');
      expect(attempts).toEqual([]);
    },
  );

  it('where the certificate has expired', async () => {
    const old = aSelfSignedCertificate({ names: ['localhost'], until: Date.now() - DAY });
    const { attempts, toUrl } = await aServer({ ...old, begins: STARTTLS });
    const said = await check(toUrl(), old);
    expect(said).toContain('NO  email: The certificate of the mail server has expired');
    expect(said).toContain('renew it');
    expect(attempts).toEqual([]);
  });

  it('where the port speaks no TLS', async () => {
    const { attempts, toUrl } = await aServer();
    const said = await check(toUrl(LOGIN.password, 'localhost', undefined, 'smtps:'));
    expect(said).toContain('NO  email: The mail server does not speak TLS on the port in SMTP_URL.');
    expect(said).toContain('Set SMTP_URL to smtp://… for STARTTLS');
    expect(attempts).toEqual([]);
  });

  it('where a server that may be elsewhere has no STARTTLS for the password', async () => {
    const { attempts, toUrl } = await aServer();
    // It leads to this machine, and does not say so.
    const said = await check(toUrl(LOGIN.password, '0.0.0.0'));
    expect(said).toContain('NO  email: The mail server does not switch to TLS with STARTTLS (50');
    expect(said).toContain('Set SMTP_URL to smtps://…');
    expect(attempts).toEqual([]);
  });
});

describe('a digest', () => {
  it.each([TLS_FROM_START, STARTTLS] as const)(
    'comes over TLS that begins %s',
    async (begins) => {
      const { server, attempts, toUrl } = await aServer({ ...own, begins });
      const n = begins === STARTTLS ? 1 : 2;
      await addReader(n);
      const bot = await start(toUrl(), own, 'start');
      await until(() => server.received.length === 1, 'the digest comes', 100_000);
      bot.process.kill('SIGTERM');
      await bot.done;
      expect(server.received).toMatchObject([{ to: [`reader${n}@example.com`], isSecure: true }]);
      expect(attempts).toMatchObject([{ isRight: true, isSecure: true }]);
      expectNoPassword(bot.text());
    },
    SERVING,
  );

  it(
    'waits where the password is wrong, and the password is in no log',
    async () => {
      const { server, attempts, toUrl } = await aServer({ ...own, begins: STARTTLS });
      await addReader(3);
      const bot = await start(toUrl(WRONG), own, 'start');
      await until(() => bot.text().includes('delivery failed'), 'the delivery fails', 100_000);
      bot.process.kill('SIGTERM');
      await bot.done;
      expect(attempts.map(({ isRight }) => isRight)).not.toContain(true);
      expect(server.received).toEqual([]);
      expect(bot.text()).toContain('535 5.7.8');
      expectNoPassword(bot.text());
      const store = await openStore({ url: `file:${city.folder}/data/paperboy.sqlite`, log: aLog() });
      const [delivery] = await store.deliveries.listRecent(mailboxId(3), 1);
      await store.close();
      expect(delivery?.state).toBe('due');
      expect(JSON.stringify(delivery?.reason)).toContain('email-login-refused');
      expectNoPassword(JSON.stringify(delivery));
    },
    SERVING,
  );
});

/** Confirmed, with a digest due at nine. */
async function addReader(n: number): Promise<void> {
  const store = await openStore({ url: `file:${city.folder}/data/paperboy.sqlite`, log: aLog() });
  await aMailbox({ store, access: { keys: createMailKeys(KEY) } }, n, SLOT);
  await store.close();
}
