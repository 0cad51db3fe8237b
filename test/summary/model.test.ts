import { expect, it, onTestFinished } from 'vitest';
import { startModelServer } from '../../loopback/model-server.ts';
import { createModel } from '../../src/summary/model.ts';

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
