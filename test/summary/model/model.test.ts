import { expect, it, onTestFinished } from 'vitest';
import { startModelServer } from '../../../loopback/model-server.ts';
import { createModel } from '../../../src/summary/model/model.ts';

it('two calls at once that a server refuses for the same field are both asked again without it', async () => {
  const server = await startModelServer();
  onTestFinished(() => server.close());
  server.will(({ body }) =>
    'response_format' in body
      ? { kind: 'status', status: 400, message: 'response_format is not supported' }
      : { kind: 'says', content: 'yes' },
  );
  const model = createModel({ baseUrl: server.baseUrl, model: 'fake-1' });
  const ask = () => model.complete([{ role: 'user', content: 'x' }], {}, 10, AbortSignal.timeout(5000));
  const answers = await Promise.all([ask(), ask()]);
  expect(answers.map(({ text }) => text)).toEqual(['yes', 'yes']);
  expect(server.asked).toHaveLength(4);
});

it('a model’s server that sends us elsewhere is not followed: nobody else gets the paper', async () => {
  const [server, elsewhere] = [await startModelServer(), await startModelServer()];
  onTestFinished(async () => {
    await server.close();
    await elsewhere.close();
  });
  elsewhere.will({ kind: 'says', content: 'yes' });
  const location = `${elsewhere.baseUrl}/chat/completions`;
  server.will({ kind: 'status', status: 307, headers: { location } });
  const model = createModel({ baseUrl: server.baseUrl, model: 'fake-1', apiKey: 'sk-a-key-of-ours' });
  const asking = model.complete([{ role: 'user', content: 'the paper' }], {}, 10, AbortSignal.timeout(5000));
  await expect(asking).rejects.toMatchObject({
    code: 'model-refused',
    message: expect.stringContaining('307'),
  });
  expect(elsewhere.asked).toEqual([]);
});

it.each([
  ['429', 'in an hour', { status: 429, headers: { 'retry-after': '3600' } }, 'is busy (429)'],
  [
    '429',
    'at a date',
    { status: 429, headers: { 'retry-after': 'Wed, 01 Jan 2098 00:00:00 GMT' } },
    'is busy',
  ],
  ['429', 'in an hour, exactly', { status: 429, headers: { 'retry-after-ms': '3600000' } }, 'is busy (429)'],
  ['408', 'in a minute', { status: 408, headers: { 'retry-after': '60' } }, '408'],
  ['503', 'in a minute', { status: 503, headers: { 'retry-after': '60' } }, 'failed (503)'],
] as const)('asks no second time when a %s wants it %s', async (_, __, behavior, words) => {
  const server = await startModelServer();
  onTestFinished(() => server.close());
  server.will({ kind: 'status', ...behavior });
  const model = createModel({ baseUrl: server.baseUrl, model: 'fake-1' });
  const asking = model.complete([{ role: 'user', content: 'x' }], {}, 10, AbortSignal.timeout(20_000));
  await expect(asking).rejects.toMatchObject({ message: expect.stringContaining(words) });
  expect(server.asked).toHaveLength(1);
});

it.each([1e300, 5e7, -1])('counts tokens by itself where the server claims %d', async (claimed) => {
  const server = await startModelServer();
  onTestFinished(() => server.close());
  server.will({
    kind: 'says',
    content: 'yes',
    usage: { prompt_tokens: claimed, completion_tokens: claimed },
  });
  const model = createModel({ baseUrl: server.baseUrl, model: 'fake-1' });
  const asking = model.complete([{ role: 'user', content: 'x' }], {}, 10, AbortSignal.timeout(5000));
  const { usage } = await asking;
  expect(usage.inputTokens + usage.outputTokens).toBeGreaterThan(0);
  expect(usage.inputTokens + usage.outputTokens).toBeLessThan(100);
});
