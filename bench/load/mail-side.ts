import { openCountingMailServer } from '../../loopback/counting-mail-server.ts';
import { READERS } from '../../src/core/mail/mailbox.ts';
import { createMailKeys } from '../../src/mail/keys.ts';
import { aFreePort } from '../../test/support/free-port.ts';
import { aMailbox, mailboxId } from '../../test/support/mailboxes.ts';
import type { PlatformSide } from './platform-side.ts';

const KEY = 'k'.repeat(40);

/** A mail may come late and the next one in time: over ten seconds that is hardly a hundredth. */
const WINDOW_MS = 10_000;
const SLACK = 1.02;

/** E-mail with so many readers, who all want their digest at the same time, and a server that takes all that comes. */
export async function mailSide(count: number, perSecond: number): Promise<PlatformSide> {
  const server = await openCountingMailServer();
  const port = await aFreePort();
  const readers = Array.from({ length: count }, (_, i) => ({
    channel: mailboxId(i + 1),
    address: `reader${i + 1}@example.com`,
  }));
  return {
    name: 'E-mail',
    restMs: 0,
    env: {
      ...{ SMTP_URL: server.url, MAIL_FROM: 'papers@example.org', MAIL_KEY: KEY },
      ...{ MAIL_PER_SECOND: String(perSecond), WEB_URL: `http://127.0.0.1:${port}`, WEB_PORT: String(port) },
    },
    channels: readers.map(({ channel }) => ({ channel, tenant: READERS })),
    async prepare(store, slot) {
      const access = { keys: createMailKeys(KEY) };
      for (let n = 1; n <= count; n++) await aMailbox({ store, access }, n, slot);
    },
    posted() {
      const counts = Map.groupBy(server.mails, ({ to }) => to);
      return {
        times: server.mails.map(({ at }) => at),
        byChannel: new Map(
          readers.map(({ channel, address }) => [channel, counts.get(address)?.length ?? 0]),
        ),
      };
    },
    floorMs: (mails) => Math.max(0, (mails / perSecond - 1) * 1000),
    requests: () => ({ all: server.mails.length, tooMany: 0 }),
    violations: () =>
      countExcess(
        server.mails.map(({ at }) => at),
        perSecond,
      ),
    close: () => server.close(),
  };
}

/** How many mails began a stretch of ten seconds with more mails than the rate allows. */
export function countExcess(times: readonly number[], perSecond: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  const most = Math.ceil((WINDOW_MS / 1000) * perSecond * SLACK);
  return sorted.filter((at, i) => (sorted[i + most] ?? Number.POSITIVE_INFINITY) - at < WINDOW_MS).length;
}
