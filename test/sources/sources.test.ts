import { describe, expect, it } from 'vitest';
import { SourceError } from '../../src/core/base/errors.ts';
import { createSources } from '../../src/sources/index.ts';
import type { Source } from '../../src/sources/registry.ts';
import { aPaper } from '../support/builders.ts';
import { IN_PROCESS } from '../support/in-process.ts';
import { ARXIV, aClient, HF, json, type Scripted } from './http/client-options.ts';

const items = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({
    paper: { id: `2604.${String(from + i).padStart(5, '0')}`, title: `Paper ${from + i}` },
  }));
const page = (props: unknown): Scripted => ({
  body: `<div data-target="DailyPapers" data-props='${JSON.stringify(props)}'></div>`,
  headers: { 'content-type': 'text/html' },
});
const atom = (id: string): Scripted => ({
  body: `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/${id}v1</id><title>From arXiv</title><summary>The abstract.</summary><author><name>Ada</name></author><category term="cs.CL"/></entry></feed>`,
});

function sources(answers: Parameters<typeof aClient>[0]) {
  const client = aClient(answers);
  return {
    ...client,
    sources: createSources({
      http: client.http,
      huggingFaceUrl: HF,
      arxivUrl: ARXIV,
      parsers: IN_PROCESS,
      log: client.log,
    }),
  };
}

/** Sources of a few lines, in this order. */
function ordered(...own: readonly Source[]) {
  const { http, log } = aClient([]);
  return createSources({
    http,
    huggingFaceUrl: HF,
    arxivUrl: ARXIV,
    parsers: IN_PROCESS,
    log,
    sources: own.map((one) => () => one),
  });
}

const noPapers = async () => ({ papers: [], skipped: [], source: 'scripted' });

describe('when a list closes', () => {
  it('is said by the first source with lists; at the end of the UTC day where it does not say', () => {
    const silent: Source = { id: 'a', name: 'A', list: noPapers };
    const says: Source = { id: 'b', name: 'B', list: noPapers, getClosingTime: () => 1 };
    const searches: Source = { id: 'c', name: 'C', search: noPapers };
    expect(ordered(searches, says, silent).getClosingTime('2026-04-30')).toBe(1);
    const endOfDay = Date.parse('2026-05-01T00:00:00Z');
    expect(ordered(silent, says).getClosingTime('2026-04-30')).toBe(endOfDay);
  });

  it('is 21:30 US Eastern for those of the registry', () => {
    const { sources: all } = sources([]);
    expect(all.getClosingTime('2026-04-30')).toBe(Date.parse('2026-05-01T01:30:00Z'));
  });
});

describe('what can be searched', () => {
  it('is every source that has a search, in their order', () => {
    const searches: Source = { id: 'c', name: 'Sea', search: noPapers };
    const lists: Source = { id: 'a', name: 'A', list: noPapers };
    expect([...ordered(lists, searches, { ...searches, id: 'd', name: 'Dee' }).searchable]).toEqual([
      ['c', 'Sea'],
      ['d', 'Dee'],
    ]);
  });

  it('is Hugging Face and arXiv of those of the registry', () => {
    expect([...sources([]).sources.searchable.values()]).toEqual(['Hugging Face', 'arXiv']);
  });
});

describe('the sources', () => {
  it('follow the pages of a list from 0, a hundred at a time, and take a paper that moved between pages once', async () => {
    const { sources: all, requests } = sources([
      json(items(1, 100)),
      json([...items(100, 99), ...items(1, 1)]),
      json(items(200, 3)),
    ]);
    const { papers, source } = await all.list({ kind: 'day', day: '2026-04-30' });
    expect(papers).toHaveLength(201);
    expect(source).toBe('Hugging Face');
    expect(requests.map(({ url }) => new URL(url).searchParams.toString())).toEqual(
      [0, 1, 2].map((p) => `date=2026-04-30&limit=100&p=${p}`),
    );
  });

  it.each([
    ['week' as const, { kind: 'week', week: '2026-W18' } as const, 'week=2026-W18'],
    ['month' as const, { kind: 'month', month: '2026-04' } as const, 'month=2026-04'],
    ['trending' as const, { kind: 'trending' } as const, 'sort=trending'],
  ])('ask for a %s', async (_name, query, parameters) => {
    const { sources: all, requests } = sources([json(items(1, 2))]);
    expect((await all.list(query)).papers).toHaveLength(2);
    expect(requests[0]?.url).toContain(parameters);
  });

  it.each([
    ['is down', Array<Scripted>(4).fill({ status: 500 })],
    ['answers no JSON', [{ body: '<html>' }]],
    ['has changed its shape', [json([{ item: 1 }])]],
    ['answers strings', [json(["{'paper': 1}"])]],
    ['answers no list', [json({ papers: [] })]],
  ])('take the page when the API %s, and say so once', async (_what, answers) => {
    const { sources: all, log } = sources([
      ...answers,
      page({ dateString: '2026-04-30', dailyPapers: items(1, 2) }),
    ]);
    const { papers, source } = await all.list({ kind: 'day', day: '2026-04-30' });
    expect(papers).toHaveLength(2);
    expect(source).toBe('Hugging Face (page)');
    expect(log.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
  });

  it('report an outage once and its end once, however often they are asked meanwhile', async () => {
    const blocked: Scripted = { status: 403, body: 'blocked' };
    const { sources: all, log } = sources([
      ...Array<Scripted>(12).fill(blocked),
      json(items(1, 1)),
      json(items(2, 1)),
    ]);
    const days = ['2026-04-29', '2026-04-30'];
    for (let round = 0; round < 3; round++) {
      for (const day of days) await expect(all.list({ kind: 'day', day })).rejects.toThrow(SourceError);
    }
    for (const day of days) await all.list({ kind: 'day', day });
    const answer = log.lines
      .filter(({ level }) => level !== 'debug')
      .map(({ level, message }) => `${level} ${message}`);
    expect(answer).toEqual([
      'warn a source failed',
      'warn a source failed',
      'info the source that failed works again',
    ]);
  });

  it('report once an item that cannot be read, although each refresh meets it again', async () => {
    const list = json([...items(1, 1), { broken: true }]);
    const { sources: all, log } = sources([list, list, list]);
    for (let round = 0; round < 3; round++) await all.list({ kind: 'day', day: '2026-04-30' });
    expect(log.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
  });

  it('fail with the API’s own reason when the page fails, too', async () => {
    const { sources: all } = sources([{ status: 403, body: 'blocked' }, { body: '<html></html>' }]);
    await expect(all.list({ kind: 'day', day: '2026-04-30' })).rejects.toThrow(/answered 403: blocked/);
  });

  it('do not take the page of another day for this one', async () => {
    const { sources: all } = sources([
      { status: 400, body: 'Invalid date' },
      { status: 302, headers: { location: '/papers/date/2026-04-29' } },
      page({ dailyPapers: items(1, 2) }),
    ]);
    await expect(all.list({ kind: 'day', day: '2026-04-30' })).rejects.toThrow(SourceError);
  });

  it('take an empty answer for an empty day, and ask nobody else', async () => {
    const { sources: all, requests } = sources([json([])]);
    expect((await all.list({ kind: 'day', day: '2026-04-25' })).papers).toEqual([]);
    expect(requests).toHaveLength(1);
  });

  it('log what is skipped, with its reason', async () => {
    const { sources: all, log } = sources([json([...items(1, 1), { broken: true }])]);
    await all.list({ kind: 'trending' });
    expect(log.lines).toMatchObject([
      { level: 'warn', facts: { index: 1, reason: 'is not an object with a paper' } },
    ]);
  });

  it('find a paper that Hugging Face lacks at arXiv, and none that both lack', async () => {
    const { sources: all } = sources([
      { status: 404 },
      atom('2501.00001'),
      { status: 404 },
      { body: '<feed xmlns="http://www.w3.org/2005/Atom"></feed>' },
    ]);
    expect(await all.fetchPaper('2501.00001')).toMatchObject({
      id: '2501.00001',
      title: 'From arXiv',
      categories: ['cs.CL'],
    });
    expect(await all.fetchPaper('2501.00002')).toBeUndefined();
  });

  it('fill what Hugging Face leaves out, and lose nothing of what it says', async () => {
    const { sources: all } = sources([
      json({ id: '2604.00001', title: 'From the list', summary: '', upvotes: 7 }),
      atom('2604.00001'),
    ]);
    expect(await all.fetchPaper('2604.00001')).toMatchObject({
      title: 'From the list',
      upvotes: 7,
      abstract: 'The abstract.',
      authors: ['Ada'],
      categories: ['cs.CL'],
    });
  });

  it('serve a paper that is not whole when arXiv is down', async () => {
    const { sources: all, log } = sources([
      json({ id: '2604.00001', title: 'From the list' }),
      ...Array<Scripted>(4).fill({ status: 503 }),
    ]);
    expect(await all.fetchPaper('2604.00001')).toMatchObject({ title: 'From the list' });
    expect(log.lines.some(({ message }) => message === 'a source could not complete a paper')).toBe(true);
  });

  it('ask arXiv once for all that lack something', async () => {
    const { sources: all, requests } = sources([atom('2604.00002')]);
    const filled = await all.fill([
      aPaper({ id: '2604.00001', categories: ['cs.AI'] }),
      aPaper({ id: '2604.00002' }),
    ]);
    expect(filled.map(({ categories }) => categories)).toEqual([['cs.AI'], ['cs.CL']]);
    expect(new URL(requests[0]?.url ?? '').searchParams.get('id_list')).toBe('2604.00002');
  });

  it('search at Hugging Face with at most 250 characters, and at arXiv with words alone', async () => {
    const { sources: all, requests } = sources([json(items(1, 1)), atom('2501.00001')]);
    await all.search('huggingface', 'x'.repeat(400), 5);
    await all.search('arxiv', 'sinks) OR all:* "quoted"', 5);
    expect(new URL(requests[0]?.url ?? '').searchParams.get('q')).toHaveLength(250);
    expect(new URL(requests[1]?.url ?? '').searchParams.get('search_query')).toBe(
      'all:sinks AND all:OR AND all:all AND all:quoted',
    );
  });
});
