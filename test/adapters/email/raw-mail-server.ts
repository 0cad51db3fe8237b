import { type AddressInfo, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A mail server that gives each command the answer that a test wants, word for word: `{ RCPT: '550-no\r\n550 no' }`. */
export async function aRawMailServer(answers: Readonly<Record<string, string>>) {
  const server = await openRawMailServer((line) => answers[line.split(' ', 1)[0] ?? '']);
  onTestFinished(() => server.close());
  return server;
}

/** A mail server that answers each line by this function, and takes it where that answers nothing. */
export async function openRawMailServer(answer: (line: string) => string | undefined) {
  const lines: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write('220 mx.example.com ESMTP\r\n');
    let rest = '';
    socket.on('data', (chunk) => {
      const received = `${rest}${chunk}`.split('\r\n');
      rest = received.pop() ?? '';
      for (const line of received) {
        lines.push(line);
        socket.write(`${answer(line) ?? '250 ok'}\r\n`);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    lines,
    port: (server.address() as AddressInfo).port,
    async close(): Promise<void> {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
