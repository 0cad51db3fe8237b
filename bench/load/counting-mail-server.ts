import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail that was taken: when, in milliseconds of one clock, and for whom. */
interface CountedMail {
  readonly at: number;
  readonly to: string;
}

/** A mail server on loopback that takes every mail and keeps nothing of it: of ten thousand, nothing may pile up here. */
export async function openCountingMailServer() {
  const mails: CountedMail[] = [];
  const server = new SMTPServer({
    ...{
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      logger: false,
      disableReverseLookup: true,
    },
    closeTimeout: 100,
    onData(stream, { envelope }, done) {
      stream.resume();
      stream.on('end', () => {
        const at = performance.now();
        mails.push(...envelope.rcptTo.map(({ address }) => ({ at, to: address })));
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    mails,
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
