import { JSON_BODY, post, signedBody } from '../../loopback/slack/signed-post.ts';
import type { Random } from '../shared/random.ts';
import { createRawSockets } from './raw-sockets.ts';
import type { Stage } from './stage.ts';
import type { Tally } from './tally.ts';

/** Whoever can reach the port on which Slack calls the bot. */
export function createPortAttack({ sign }: Pick<Stage, 'sign'>, random: Random, tally: Tally) {
  const { say: stall, stop } = createRawSockets(new URL(sign.url));

  const head = (length: number) =>
    `POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-type: ${JSON_BODY}\r\ncontent-length: ${length}\r\n`;
  const signature = `x-slack-signature: v0=${'0'.repeat(64)}\r\nx-slack-request-timestamp: `;

  const attacks: Readonly<Record<string, () => void>> = {
    'a connection without a word': () => stall(''),
    'headers that never end': () => stall(`${head(10)}x-a: ${'a'.repeat(4_000)}`),
    'a body that stops, unsigned': () => stall(`${head(990_000)}\r\n${'a'.repeat(400_000)}`),
    'a body that stops, with a signature': () =>
      stall(`${head(990_000)}${signature}${Math.floor(Date.now() / 1000)}\r\n\r\n${'a'.repeat(400_000)}`),
    'no HTTP': () => stall('\u0000\u0001\u0002 garbage \r\n\r\n'),
    'an unsigned request': () => send({ url: sign.url, headers: { 'content-type': JSON_BODY }, body: '{}' }),
    'signed an hour ago': () => send(signedBody(sign, JSON_BODY, '{}', Date.now() - 3_600_000)),
    'signed, and no JSON': () => send(signedBody(sign, JSON_BODY, `[${random.next()}`)),
    'signed, and null': () => send(signedBody(sign, JSON_BODY, `null${' '.repeat(random.whole(0, 1_000))}`)),
    'a body of two megabytes': () => send(signedBody(sign, JSON_BODY, ' '.repeat(2_000_000))),
  };

  return {
    sendOne(): void {
      const name = random.pick(Object.keys(attacks));
      tally.count('packets on the port', name);
      attacks[name]?.();
    },
    stop,
  };
}

function send(request: Parameters<typeof post>[0]): void {
  post(request).then(
    (response) => response.body?.cancel(),
    () => undefined,
  );
}
