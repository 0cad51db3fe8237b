import { connect } from 'node:net';

/** Connections that are begun and not ended, at one time. */
const MOST = 100;

/** Connections that say something and then no more, or send a request as no HTTP client would. */
export function createRawSockets({ hostname, port }: Pick<URL, 'hostname' | 'port'>) {
  const sockets = new Set<ReturnType<typeof connect>>();
  return {
    /** Says this much of a request, and then no more. */
    say(start: string): void {
      if (sockets.size >= MOST) return;
      const socket = connect(Number(port), hostname, () => socket.write(start));
      sockets.add(socket);
      socket.on('error', () => undefined).on('data', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    },
    stop(): void {
      for (const socket of sockets) socket.destroy();
    },
  };
}
