import { expect, it, onTestFinished } from 'vitest';
import { askHealth } from '../../src/monitoring/ask-health.ts';
import { openHealthPort, type SharedPort } from '../../src/monitoring/health-port.ts';
import { createMetrics } from '../../src/monitoring/metrics.ts';
import { createWebServer } from '../../src/web/server.ts';
import { aStore } from '../store/temp-store.ts';
import { aClock, aLog } from '../support/builders.ts';
import { aPlatform } from '../support/fake-platform.ts';
import { aFreePort } from '../support/free-port.ts';
import { aSite } from '../web/harness.ts';

const TOKEN = 'a-token-of-a-test';

interface Wanted {
  readonly port?: number;
  readonly host?: string;
  readonly token?: string;
  readonly isUp?: boolean;
  readonly shards?: readonly boolean[];
  readonly isStoreLocked?: boolean;
  readonly shared?: SharedPort;
}

async function aPort(wanted: Wanted = {}) {
  const { host = '127.0.0.1', token, isUp = true, isStoreLocked = false, shards, shared } = wanted;
  const listed = shards ? { listShards: () => new Map(shards.entries()) } : {};
  const port = wanted.port ?? (await aFreePort());
  const stopping = new AbortController();
  const store = await aStore();
  const sumSpend = () => Promise.reject(new Error('database is locked'));
  const discord = aPlatform('discord');
  const health = openHealthPort({
    ...{ port, host, token, log: aLog(), endpoints: [], stopping: stopping.signal, clock: aClock() },
    store: isStoreLocked ? { ...store, summaries: { ...store.summaries, sumSpend } } : store,
    platforms: new Map([
      ['discord', { ...discord, connection: { ...discord.connection, isUp: () => isUp, ...listed } }],
    ]),
    metrics: createMetrics(() => undefined),
    countIndexed: async () => 7,
    countUnindexed: async () => 0,
    readSources: () => ({}),
    ...(shared ? { shared } : {}),
  });
  onTestFinished(() => health.stop());
  await health.start();
  const ask = (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${port}${path}`, init);
  return { ask, port, stopping };
}

it('a process that stops is alive, and not ready any more', async () => {
  const { ask, stopping, port } = await aPort();
  expect((await ask('/readyz')).status).toBe(200);
  stopping.abort();
  expect((await ask('/livez')).status).toBe(200);
  const answer = await ask('/readyz');
  expect([answer.status, await answer.text()]).toEqual([503, 'not ready: the process is stopping\n']);
  const here = { port, host: '0.0.0.0' } as const;
  expect(await askHealth({ ...here, probe: 'livez' })).toEqual({ isWell: true, says: 'livez: ok' });
  expect((await askHealth({ ...here, probe: 'readyz' })).says).toContain('answers 503');
});

it('a process is ready where one of its shards has events, or none is its own yet', async () => {
  const ask = async (shards: readonly boolean[], isUp: boolean) =>
    (await (await aPort({ shards, isUp })).ask('/readyz')).status;
  expect([await ask([false, true], false), await ask([false, false], false), await ask([], true)]).toEqual([
    200, 503, 200,
  ]);
});

it('without a connected platform, or with a database that does not answer, it is not ready', async () => {
  const off = await (await aPort({ isUp: false })).ask('/readyz');
  expect([off.status, await off.text()]).toEqual([503, 'not ready: no platform is connected\n']);
  const { ask } = await aPort({ isStoreLocked: true });
  const locked = await ask('/readyz');
  expect([locked.status, await locked.text()]).toEqual([503, 'not ready: the database does not answer\n']);
  const metrics = await ask('/metrics');
  expect(await metrics.text(), 'what can be read is shown').toContain('paperboy_index_papers 7');
});

it('metrics are for this machine, or for those who know the token', async () => {
  const own = await (await aPort()).ask('/metrics');
  expect([own.status, own.headers.get('content-type')]).toEqual([200, expect.stringContaining('0.0.4')]);
  expect((await (await aPort({ host: '0.0.0.0' })).ask('/metrics')).status).toBe(403);
  const { ask } = await aPort({ host: '0.0.0.0', token: TOKEN });
  const asked = (authorization: string) => ask('/metrics', { headers: { authorization } });
  expect((await ask('/metrics')).status).toBe(401);
  expect((await asked(`Bearer ${TOKEN}x`)).status).toBe(401);
  expect((await asked(`Bearer ${TOKEN}`)).status).toBe(200);
});

it('only reading is possible, only there, and HEAD gets no body', async () => {
  const { ask } = await aPort();
  expect((await ask('/livez', { method: 'POST' })).status).toBe(405);
  expect((await ask('/')).status).toBe(404);
  const head = await ask('/livez', { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
});

it('one port serves pages and probes, and there metrics need the token: a proxy before it comes from loopback', async () => {
  const { deps } = await aSite();
  const port = await aFreePort();
  const web = createWebServer({ ...deps, port, host: '127.0.0.1' });
  await web.start();
  onTestFinished(() => web.stop());
  const { ask } = await aPort({ port, shared: web.shared });
  expect((await ask('/sign-up')).status).toBe(200);
  expect((await ask('/readyz')).status).toBe(200);
  expect((await ask('/metrics')).status).toBe(403);
});

it('a port that another program uses is an error of the start', async () => {
  const { port } = await aPort();
  await expect(aPort({ port })).rejects.toThrow(
    `Port ${port} is used by another program, so health and metrics are not available.`,
  );
});
