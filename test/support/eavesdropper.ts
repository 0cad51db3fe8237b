import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** The first byte of a TLS handshake; no command of SMTP begins with it. */
const HANDSHAKE = 0x16;

/**
 * Somebody on the way to a mail server on loopback, who reads all that is said in the clear, and takes out of the server's list of
 * abilities what is not to be offered before TLS.
 */
export async function anEavesdropper(port: number, hidden: RegExp) {
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const mail = connect(port, '127.0.0.1');
    let isClear = true;
    for (const socket of [client, mail]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    client.on('data', (chunk) => {
      isClear &&= chunk[0] !== HANDSHAKE;
      if (isClear) heard.push(...chunk.toString('latin1').split('\r\n').filter(Boolean));
      mail.write(chunk);
    });
    mail.on('data', (chunk) =>
      client.write(isClear ? withoutHidden(chunk.toString('latin1'), hidden) : chunk),
    );
    client.on('close', () => mail.destroy());
    mail.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { heard, port: (server.address() as AddressInfo).port };
}

/** An answer in several lines: `-` is behind the number of all but the last one. */
function withoutHidden(answer: string, hidden: RegExp): string {
  if (!answer.startsWith('250-')) return answer;
  const said = answer
    .trimEnd()
    .split('\r\n')
    .map((line) => line.slice('250-'.length));
  const left = said.filter((words) => !hidden.test(words));
  return left.map((words, i) => `250${i < left.length - 1 ? '-' : ' '}${words}\r\n`).join('');
}
