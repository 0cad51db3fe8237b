import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSampleFetch } from '../../src/demo/sample-fetch.ts';

/** The bundled editions, over HTTP at 127.0.0.1, in the papers API's shape. */
export async function startSampleServer(): Promise<{ readonly url: string; close(): void }> {
  const answer = createSampleFetch();
  const server = createServer(async (request, response) => {
    const reply = await answer(new URL(request.url ?? '/', 'http://sample'));
    response.writeHead(reply.status, { 'content-type': reply.headers.get('content-type') ?? '' });
    response.end(await reply.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
