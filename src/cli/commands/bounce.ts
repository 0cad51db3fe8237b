import { parseBounce } from '../../core/mail/bounce.ts';
import { toMailboxChannel } from '../../core/mail/mailbox.ts';
import { type App, EXIT } from '../base/app.ts';
import { texts } from '../base/texts.ts';

type BounceApp = Pick<App, 'store' | 'clock' | 'log' | 'print'>;

/** A server's report about a mail is at its beginning; the full mail itself may follow. */
const MAX_BYTES = 512 * 1024;

/** Reads a mail that came back, and deletes the address where it is dead. A mail server hands one in at a time. */
export async function bounce(
  { store, clock, log, print }: BounceApp,
  input: AsyncIterable<Buffer>,
): Promise<number> {
  const read = parseBounce(await readStart(input));
  if (!read) {
    print(texts.noBounce());
    return EXIT.ok;
  }
  const channel = toMailboxChannel(read.mailboxId);
  if (read.kind === 'passing') {
    print(texts.bouncePassing({ channel }));
    return EXIT.ok;
  }
  const cause = read.kind === 'failed' ? 'bounced' : 'complained';
  const isStopped = await store.mailboxes.stop(channel, cause, clock.now());
  if (isStopped) log.info({ channel, cause }, 'a mailbox was stopped, and its address deleted');
  print(isStopped ? texts.bounceStopped({ channel }) : texts.bounceUnknown({ channel }));
  return EXIT.ok;
}

async function readStart(input: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of input) {
    if (bytes < MAX_BYTES) chunks.push(chunk);
    bytes += chunk.length;
  }
  return Buffer.concat(chunks).toString('latin1');
}
