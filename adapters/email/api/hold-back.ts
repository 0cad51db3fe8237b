import { Readable } from 'node:stream';

/** The same stream, which waits for `begin` when it is first read; where that rejects, nothing comes out of it. */
export function holdBack(stream: Readable, begin: () => Promise<void>): Readable {
  const held = Readable.from(readAfter(stream, begin), { objectMode: false });
  // What breaks before it is read would be an error that nobody listens to.
  stream.on('error', (error) => held.destroy(error));
  held.on('close', () => stream.destroy());
  return held;
}

async function* readAfter(stream: Readable, begin: () => Promise<void>): AsyncGenerator<Buffer> {
  await begin();
  yield* stream;
}
