import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HfServer, startHfServer } from '../../loopback/hugging-face/index.ts';
import { hfItems } from '../../loopback/hugging-face/items.ts';

let hf: HfServer;
beforeEach(async () => {
  hf = await startHfServer({
    today: '2026-04-30',
    days: { '2026-04-29': hfItems(120), '2026-04-30': hfItems(3, { from: 200 }) },
  });
});
afterEach(() => hf.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${hf.url}${path}`, { headers, redirect: 'manual' });
const ids = async (path: string) =>
  ((await (await get(path)).json()) as Array<{ paper: { id: string } }>).map(({ paper }) => paper.id);

describe('the loopback Hugging Face', () => {
  it('cuts a list without a limit at 50, and gives up to 100 a page', async () => {
    expect(await ids('/api/daily_papers?date=2026-04-29')).toHaveLength(50);
    expect(await ids('/api/daily_papers?date=2026-04-29&limit=100')).toHaveLength(100);
    expect(await ids('/api/daily_papers?date=2026-04-29&limit=100&p=1')).toHaveLength(20);
    expect(await ids('/api/daily_papers?date=2026-04-25&limit=100')).toEqual([]);
  });

  it.each([
    ['week=2026-W18', 100],
    ['month=2026-03', 0],
    ['sort=trending', 100],
  ])('lists %s', async (query, count) => {
    expect(await ids(`/api/daily_papers?limit=100&${query}`)).toHaveLength(count);
  });

  it.each(['date=2026-05-01', 'date=30.4.2026', 'limit=101', 'p=-1', 'sort=best'])(
    'refuses %s',
    async (query) => {
      expect((await get(`/api/daily_papers?${query}`)).status).toBe(400);
    },
  );

  it('knows a paper, its text, and that nothing changed', async () => {
    const known = await get('/api/papers/2604.00200');
    expect(await known.json()).toMatchObject({ id: '2604.00200', title: 'Paper number 200' });
    expect((await get('/api/papers/2604.09999')).status).toBe(404);
    expect(await (await get('/papers/2604.00200.md')).text()).toContain('# Paper number 200');
    const again = await get('/api/papers/2604.00200', { 'if-none-match': known.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
  });

  it('leads from a day to come to the newest page', async () => {
    const location = async (path: string) => (await get(path)).headers.get('location');
    expect(await location('/papers/date/2026-05-01')).toBe('/papers');
    expect(await location('/papers')).toBe('/papers/date/2026-04-30');
  });

  it('answers for arXiv: known papers, none, and a complaint about one bad id', async () => {
    const feed = async (id: string) => (await get(`/api/query?id_list=${id}`)).text();
    expect(await feed('2604.00200,2604.09999')).toMatch(/<id>http:\/\/arxiv\.org\/abs\/2604\.00200v1<\/id>/);
    hf.unknownToArxiv.add('2604.00200');
    expect(await feed('2604.00200')).not.toContain('<entry>');
    expect(await feed('2604.00200,abc')).toContain('incorrect id format for abc');
  });

  it('counts its window down, and refuses when it is used up', async () => {
    const small = await startHfServer({ today: '2026-04-30', quota: 1 });
    const ask = () => fetch(`${small.url}/api/daily_papers`);
    expect((await ask()).headers.get('ratelimit')).toBe('"api";r=0;t=300');
    expect((await ask()).status).toBe(429);
    await small.close();
  });

  it('spoils as many answers as asked, where asked', async () => {
    hf.fault('500', 1, '/api/');
    expect((await get('/papers/date/2026-04-30')).status).toBe(200);
    expect((await get('/api/daily_papers')).status).toBe(500);
    expect((await get('/api/daily_papers')).status).toBe(200);
    expect(hf.requests.map(({ status }) => status)).toEqual([200, 500, 200]);
  });
});
