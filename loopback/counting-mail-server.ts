import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { type MailProtection, toServerOptions } from './mail-protection.ts';

/** A mail that was taken: when, in milliseconds of one clock, for whom, and how long it was. */
interface CountedMail {
  readonly at: number;
  readonly to: string;
  readonly bytes: number;
}

/** A mail server on loopback that takes every mail and keeps nothing of it: of ten thousand, nothing may pile up here. */
export async function openCountingMailServer(protection: MailProtection = {}) {
  const mails: CountedMail[] = [];
  const open = new Set<string>();
  let mostOpen = 0;
  const server = new SMTPServer({
    ...toServerOptions(protection),
    onConnect({ id }, done) {
      open.add(id);
      mostOpen = Math.max(mostOpen, open.size);
      done();
    },
    onClose: ({ id }) => void open.delete(id),
    onData(stream, { envelope }, done) {
      let bytes = 0;
      stream.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      stream.on('end', () => {
        const at = performance.now();
        mails.push(...envelope.rcptTo.map(({ address }) => ({ at, to: address, bytes })));
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    mails,
    url: `${server.options.secure ? 'smtps' : 'smtp'}://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    /** How many connections were open at once, at most. */
    countMostOpen: () => mostOpen,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
