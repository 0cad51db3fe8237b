import type { IncomingMessage } from 'node:http';

/** Why a body was not read to its end. */
export type BodyTrouble = 'too large' | 'too many' | 'broken off';

/** Reads the bodies of requests, with a limit on the memory of all of them together. */
export interface BodyReader {
  /** The whole body, or why there is none. Never rejects. */
  read(request: IncomingMessage, mostBytes: number): Promise<Buffer | BodyTrouble>;
}

/** Unfinished bodies may take up to `mostAtOnce` bytes; further senders are asked to retry later. */
export function createBodyReader(mostAtOnce: number): BodyReader {
  let held = 0;

  return {
    read: (request, mostBytes) => {
      const { promise, resolve } = Promise.withResolvers<Buffer | BodyTrouble>();
      if (Number(request.headers['content-length'] ?? 0) > mostBytes) return Promise.resolve('too large');
      const chunks: Buffer[] = [];
      let mine = 0;

      function end(result: Buffer | BodyTrouble): void {
        request.off('data', onData);
        held -= mine;
        mine = 0;
        resolve(result);
      }

      function onData(chunk: Buffer): void {
        mine += chunk.length;
        held += chunk.length;
        if (mine > mostBytes) end('too large');
        else if (held > mostAtOnce) end('too many');
        else chunks.push(chunk);
      }

      request.on('data', onData);
      request.once('end', () => end(Buffer.concat(chunks)));
      request.once('error', () => end('broken off'));
      request.once('close', () => end('broken off'));
      return promise;
    },
  };
}
