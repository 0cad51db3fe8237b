import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createMailTransport } from '../../../adapters/email/api/transport.ts';
import { openMailServer } from '../../../loopback/mail-server.ts';
import { aLog } from '../../support/builders.ts';
import { aRawMailServer } from './raw-mail-server.ts';

function aTransport(url: string, perSecond = 1000) {
  const transport = createMailTransport({ url, perSecond, log: aLog() });
  onTestFinished(() => transport.close());
  return transport;
}

const MAIL = {
  ...{ messageId: '<key.id@example.org>', from: 'papers@example.org', to: 'reader@example.com' },
  ...{ envelopeFrom: 'papers@example.org', date: new Date(0), subject: 'Papers', html: '<p>', text: '' },
  headers: {},
};

const LONG_POLICY = [
  `550-5.7.1 [203.0.113.9] ${'Our system has detected that this message is likely unsolicited mail. '.repeat(3)}`,
  '550-5.7.1 To reduce the amount of spam, it has been blocked.',
  '550 5.7.1 Please visit our help page for more information.',
].join('\r\n');

describe('an answer to the recipient’s address', () => {
  it.each([
    ['gone', '550 5.1.1 no such user'],
    ['gone', '550-5.1.1 The account that you tried to reach\r\n550 5.1.1 does not exist.'],
    ['gone', '550 5.1.10 takes no mail'],
    ['gone', '550 5.0.0 refused'],
    ['gone', '550 5.2.1 switched off'],
    ['gone', '550 no such user'],
    ['gone', '551 not here'],
    ['gone', '553 not allowed'],
    ['rejected', '550-5.7.1 on a list\r\n550 5.7.1 see our page'],
    ['rejected', LONG_POLICY],
    ['rejected', '550 5.1.7 bad sender'],
    ['rejected', '550 5.1.8 the sender’s domain does not exist'],
    ['rejected', '552 5.2.2 the mailbox is full'],
    ['rejected', '552 5.3.4 too large'],
    ['rejected', '550 5.4.1 no route'],
    ['rejected', '550 5.5.0 a bad command'],
    ['rejected', '550 5.6.1 not this content'],
    ['rejected', '552 the mailbox is full'],
    ['rejected', '554 refused'],
    ['transient', '450 4.2.0 try again'],
  ])('means %s where it is %j', async (fault, RCPT) => {
    const { port } = await aRawMailServer({ RCPT });
    await expect(aTransport(`smtp://127.0.0.1:${port}`).send(MAIL)).rejects.toMatchObject({ fault });
  });
});

it('sends a password in the clear to this machine alone', async () => {
  const offers = {
    ...{ EHLO: '250-mx.example.com\r\n250 AUTH PLAIN', AUTH: '235 2.7.0 ok' },
    ...{ STARTTLS: '502 5.5.1 not here', QUIT: '221 bye' },
  };
  const { port, lines } = await aRawMailServer(offers);
  const passwords = () => lines.filter((line) => line.startsWith('AUTH'));
  // It leads to this machine as well, and does not say so.
  await expect(aTransport(`smtp://me:secret@0.0.0.0:${port}`).verify()).rejects.toMatchObject({
    code: 'email-no-start-tls',
  });
  expect(passwords()).toEqual([]);
  await aTransport(`smtp://me:secret@127.0.0.1:${port}`).verify();
  expect(passwords()).toHaveLength(1);
});

describe('what is behind the ? of the address', () => {
  const offers = {
    ...{ EHLO: '250-mx.example.com\r\n250 AUTH PLAIN LOGIN', STARTTLS: '502 5.5.1 not here' },
    // The name and the password, each in base64.
    ...{ AUTH: '334 VXNlcm5hbWU6', 'bWU=': '334 UGFzc3dvcmQ6', c2VjcmV0: '235 2.7.0 ok', QUIT: '221 bye' },
  };

  it.each(['ignoreTLS=true', 'ignoreTLS=true&requireTLS=false', 'opportunisticTLS=true'])(
    'makes no connection weaker: %s',
    async (option) => {
      const { port, lines } = await aRawMailServer(offers);
      const verified = aTransport(`smtp://me:secret@0.0.0.0:${port}/?${option}`).verify();
      await expect(verified).rejects.toMatchObject({ code: 'email-no-start-tls' });
      expect(lines.filter((line) => line.startsWith('AUTH'))).toEqual([]);
    },
  );

  it('has nothing written to the terminal', async () => {
    const { port } = await aRawMailServer(offers);
    const written = vi.spyOn(process.stdout, 'write');
    const said = vi.spyOn(console, 'log');
    onTestFinished(() => {
      written.mockRestore();
      said.mockRestore();
    });
    await aTransport(`smtp://127.0.0.1:${port}/?logger=true&debug=true&transactionLog=true`).verify();
    expect([...written.mock.calls, ...said.mock.calls].join('\n')).not.toMatch(/EHLO|smtp/i);
  });

  it('can name us and the way to say who we are, and want STARTTLS where there is no password', async () => {
    const { port, lines } = await aRawMailServer(offers);
    const address = `127.0.0.1:${port}`;
    await aTransport(`smtp://me:secret@${address}/?name=papers.example.org&authMethod=LOGIN`).verify();
    expect(lines.slice(0, 2)).toEqual(['EHLO papers.example.org', 'AUTH LOGIN']);
    const strict = aTransport(`smtp://${address}/?requireTLS=true`).verify();
    await expect(strict).rejects.toMatchObject({ code: 'email-no-start-tls' });
    await aTransport(`smtp://${address}`).verify();
  });

  it('can let a password go out in the clear, where the operator says so', async () => {
    const { port, lines } = await aRawMailServer(offers);
    await aTransport(`smtp://me:secret@0.0.0.0:${port}/?requireTLS=false&authMethod=LOGIN`).verify();
    expect(lines).toContain('AUTH LOGIN');
  });
});

it('sends no more mails a second than it may, over all of its connections', async () => {
  const server = await openMailServer();
  onTestFinished(() => server.close());
  const transport = aTransport(server.url, 4);
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: 7 }, (_, n) => transport.send({ ...MAIL, messageId: `<key.${n}@example.org>` })),
  );
  expect(server.received).toHaveLength(7);
  // The first at once, and each other a quarter of a second after the one before.
  expect(performance.now() - begun).toBeGreaterThan(6 * 250 - 50);
});

describe('the beginning of a mail', () => {
  it('is when the server has asked for the text, and holds the text back', async () => {
    const server = await aRawMailServer({ DATA: '354 go on' });
    const { promise, resolve } = Promise.withResolvers<void>();
    const seen: string[][] = [];
    const begin = async (): Promise<void> => {
      seen.push([...server.lines]);
      setTimeout(resolve, 100);
      await promise;
      seen.push([...server.lines]);
    };
    // To this server each line is a command, which it takes.
    await aTransport(`smtp://127.0.0.1:${server.port}`).send(MAIL, begin);
    const [first, held] = seen;
    expect(first?.at(-1)).toBe('DATA');
    expect(held).toEqual(first);
    expect(server.lines.length).toBeGreaterThan(held?.length ?? 0);
  });

  it('may be refused: then no text leaves, and the refusal is what the sender hears', async () => {
    const server = await openMailServer();
    onTestFinished(() => server.close());
    const transport = aTransport(server.url);
    const refusal = new Error('another process has it');
    await expect(transport.send(MAIL, () => Promise.reject(refusal))).rejects.toBe(refusal);
    expect(server.received).toEqual([]);
    // Over a connection of its own, since the other one waits for a text.
    await transport.send({ ...MAIL, messageId: '<key.2@example.org>' }, async () => undefined);
    expect(server.received.map(({ mail }) => mail.messageId)).toEqual(['<key.2@example.org>']);
  });

  it.each([
    ['the server answers nothing more', { at: 'silent-before-data' }],
    ['the connection breaks', { at: 'cut-before-data' }],
    ['the reader’s address is refused', { at: 'to', status: 550, says: '5.1.1 no such user' }],
  ] as const)('never comes where %s before', async (_, fault) => {
    const server = await openMailServer();
    onTestFinished(() => server.close());
    server.faults.push(fault);
    const transport = createMailTransport({
      ...{ url: server.url, perSecond: 1000, log: aLog(), socketTimeoutMs: 300 },
    });
    onTestFinished(() => transport.close());
    let hasBegun = false;
    const sent = transport.send(MAIL, async () => {
      hasBegun = true;
    });
    await expect(sent).rejects.toMatchObject({ fault: fault.at === 'to' ? 'gone' : 'transient' });
    expect(hasBegun).toBe(false);
  });
});
