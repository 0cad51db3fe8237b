import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SourceError } from '../../../src/core/base/errors.ts';
import { checkEmbedder } from '../../../src/search/index/check-embedder.ts';
import { createEmbedder } from '../../../src/search/index/embeddings-endpoint.ts';
import { wordLine } from '../../support/check-lines.ts';

/** A loopback endpoint that answers what `reply` makes of the texts. */
async function anEndpoint(
  reply: (input: string[]) => { status?: number; body: unknown; headers?: Record<string, string> },
) {
  const asked: Array<{ path: string; key: string; input: string[]; model: string }> = [];
  const server = createServer((request, response) => {
    void readText(request).then((body) => {
      const { input, model } = JSON.parse(body) as { input: string[]; model: string };
      asked.push({ path: request.url ?? '', key: request.headers.authorization ?? '', input, model });
      const { status = 200, body: answer, headers = {} } = reply(input);
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return { asked, baseUrl, embedder: createEmbedder({ baseUrl, model: 'small', apiKey: 'key' }) };
}

const signal = new AbortController().signal;
const vectors = (...rows: number[][]) => ({
  data: rows.map((embedding, index) => ({ index, embedding, object: 'embedding' })),
});

describe('an embeddings endpoint', () => {
  it('is asked in the form that compatible servers share, and its vectors keep the order of the texts', async () => {
    const { embedder, asked } = await anEndpoint(() => ({
      body: { data: vectors([1, 0], [0, 1]).data.toReversed() },
    }));
    expect(await embedder.embed(['a', 'b'], signal)).toEqual([
      new Float32Array([1, 0]),
      new Float32Array([0, 1]),
    ]);
    expect(asked).toEqual([{ path: '/v1/embeddings', key: 'Bearer key', input: ['a', 'b'], model: 'small' }]);
  });

  it.each([
    ['too few', vectors([1, 0])],
    ['of two lengths', vectors([1, 0], [1])],
    ['empty', vectors([], [])],
    ['not numbers', vectors([1, Number.NaN], [1, 2])],
    ['longer than those of any model', vectors(Array(16_385).fill(0.5), Array(16_385).fill(0.5))],
    ['absent', {}],
  ])('whose vectors are %s is an error, and not a wrong index', async (_what, body) => {
    const { embedder } = await anEndpoint(() => ({ body }));
    await expect(embedder.embed(['a', 'b'], signal)).rejects.toThrow(SourceError);
  });

  it('is reported by check: one that answers, and one that does not with the fix', async () => {
    const good = await anEndpoint(() => ({ body: vectors([1, 0, 0]) }));
    expect(wordLine(await checkEmbedder(good.embedder, signal))).toEqual({
      ok: true,
      what: 'embeddings: small answers with 3 numbers',
    });
    const bad = await anEndpoint(() => ({ status: 404, body: { error: { message: 'no such model' } } }));
    expect(wordLine(await checkEmbedder(bad.embedder, signal))).toEqual({
      ok: false,
      what: expect.stringContaining('404'),
      fix: expect.stringContaining('EMBEDDINGS_MODEL'),
    });
  });

  it('that refuses names the settings to look at', async () => {
    const { embedder } = await anEndpoint(() => ({ status: 401, body: { error: { message: 'bad key' } } }));
    await expect(embedder.embed(['a'], signal)).rejects.toMatchObject({
      message: 'The embeddings endpoint answers with 401.',
      fix: expect.stringContaining('EMBEDDINGS_API_KEY'),
    });
  });

  it('that sends us elsewhere is not followed', async () => {
    const elsewhere = await anEndpoint(() => ({ body: vectors([1, 0]) }));
    const location = `${elsewhere.baseUrl}/embeddings`;
    const { embedder } = await anEndpoint(() => ({ status: 308, body: {}, headers: { location } }));
    await expect(embedder.embed(['a'], signal)).rejects.toThrow(/308/);
    expect(elsewhere.asked).toEqual([]);
  });

  it('that repeats the key which it refuses is not quoted with it', async () => {
    const message = 'Incorrect API key: a-key-of-ours';
    const { baseUrl } = await anEndpoint(() => ({ status: 401, body: { error: { message } } }));
    const embedder = createEmbedder({ baseUrl, model: 'small', apiKey: 'a-key-of-ours' });
    await expect(embedder.embed(['a'], signal)).rejects.toThrow('The embeddings endpoint answers with 401.');
  });
});
