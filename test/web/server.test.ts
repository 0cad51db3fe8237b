import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { until } from '../support/builders.ts';
import { aSite } from './harness.ts';

describe('the web server', () => {
  it('refuses what is too long, and who asks too much', async () => {
    const { post, get } = await aSite();
    expect((await post('/sign-up', { address: 'a'.repeat(20_000) })).status).toBe(413);
    const statuses = new Set<number>();
    for (let i = 0; i < 130; i++) statuses.add((await get('/style.css')).status);
    expect(statuses).toEqual(new Set([200, 429]));
    expect((await get('/style.css')).headers.get('retry-after')).toMatch(/^\d+$/);
  });

  it('leaves the globals of the process as they are: others fetch with them', async () => {
    const before = { Request: globalThis.Request, Response: globalThis.Response };
    const url = await (await aSite()).served();
    await fetch(`${url}/sign-up`);
    expect(globalThis.Request).toBe(before.Request);
    expect(globalThis.Response).toBe(before.Response);
  });

  it('says that an unchanged page is unchanged, and sends it in small', async () => {
    const url = await (await aSite()).served();
    const first = await fetch(`${url}/sign-up`);
    expect(first.headers.get('content-encoding')).toBe('gzip');
    const etag = first.headers.get('etag') ?? '';
    expect(etag).not.toBe('');
    const again = await fetch(`${url}/sign-up`, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
  });

  it('has a page for what is not there, and none for another method', async () => {
    const { get, pages } = await aSite();
    expect((await get('/nothing')).status).toBe(404);
    expect((await get('/%E0%A4%A')).status).toBeLessThan(500);
    expect((await pages.request('/sign-up', { method: 'DELETE' })).status).toBe(404);
  });

  it('answers when a page breaks, and says nothing of why', async () => {
    const site = await aSite();
    const { mailboxes } = site.store;
    const broken = {
      ...site.store,
      mailboxes: { ...mailboxes, find: () => Promise.reject(new Error('secret')) },
    };
    const { createPages } = await import('../../src/web/app.ts');
    const answer = await createPages({ ...site.deps, store: broken }).request(
      new URL(site.links.toConfirmLink(await site.reader())).pathname,
    );
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('secret');
  });

  it('logs no error of its own where a form is malformed, or its sender is gone before the end', async () => {
    const site = await aSite();
    const url = new URL(await site.served());
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    const body = `--x\r\n${'a'.repeat(9_000)}`;
    expect((await fetch(`${url}sign-up`, { method: 'POST', headers, body })).status).toBe(400);
    const socket = connect(Number(url.port), url.hostname);
    const head = 'POST /sign-up HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded';
    socket.write(`${head}\r\nContent-Length: 100\r\n\r\naddress=a`, () =>
      setTimeout(() => socket.destroy(), 100),
    );
    await until(
      () => site.log.lines.some(({ message }) => message === 'a visitor was gone before the answer'),
      'the end of the connection is seen',
    );
    expect(site.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('lets nobody hold a connection by sending slowly', async () => {
    const url = new URL(await (await aSite()).served());
    const socket = connect(Number(url.port), url.hostname);
    socket.on('error', () => undefined);
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n');
    const begun = Date.now();
    await new Promise((resolve) => socket.once('close', resolve).resume());
    expect(Date.now() - begun).toBeLessThan(45_000);
  }, 60_000);

  it('counts who asks behind a proxy of this machine, by what the proxy says', async () => {
    const url = await (await aSite()).served();
    const ask = async (address: string, from: string) => {
      const body = new URLSearchParams({ address });
      const headers = { 'x-forwarded-for': `9.9.9.9, ${from}` };
      return (await fetch(`${url}/sign-up`, { method: 'POST', body, headers })).status;
    };
    const statuses: number[] = [];
    for (let i = 0; i < 6; i++) statuses.push(await ask(`a${i}@example.org`, '203.0.113.1'));
    expect(statuses).toEqual([200, 200, 200, 200, 200, 400]);
    expect(await ask('b@example.org', '203.0.113.2')).toBe(200);
  });

  it('counts a household with IPv6 as one asker, however its addresses are written', async () => {
    const url = await (await aSite()).served();
    const ask = async (n: number, from: string) => {
      const body = new URLSearchParams({ address: `a${n}@example.org` });
      const headers = { 'x-forwarded-for': from };
      return (await fetch(`${url}/sign-up`, { method: 'POST', body, headers })).status;
    };
    const household = [
      '2001:db8::1',
      '2001:db8::2',
      '2001:DB8:0:0:1::1',
      '[2001:db8::3]:4711',
      '2001:db8::4',
    ];
    const statuses: number[] = [];
    for (const [n, from] of [...household, '2001:db8::5', '2001:db8:0:1::1'].entries())
      statuses.push(await ask(n, from));
    expect(statuses).toEqual([200, 200, 200, 200, 200, 400, 200]);
  });
});
