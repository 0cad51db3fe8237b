import { describe, expect, it, onTestFinished } from 'vitest';
import { renderMessage as renderDiscord } from '../../../adapters/discord/render/render.ts';
import { renderForNobody } from '../../../adapters/email/index.ts';
import { renderMessage as renderSlack } from '../../../adapters/slack/render/render.ts';
import { renderText } from '../../../adapters/terminal/render.ts';
import { startHfServer } from '../../../loopback/hugging-face/index.ts';
import { createArtifactLookup } from '../../../src/core/paper/find-paper.ts';
import type { Paper } from '../../../src/core/paper/paper.ts';
import { createDeliver } from '../../../src/jobs/delivery/deliver.ts';
import { enqueueDue } from '../../../src/jobs/timing/enqueue.ts';
import { createHttp } from '../../../src/sources/http/client.ts';
import { parsePaper } from '../../../src/sources/hugging-face/item.ts';
import { createSources } from '../../../src/sources/index.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { aWorld } from '../../jobs/world.ts';
import { aClock, aLog, aPaper, aView, papers } from '../../support/builders.ts';
import { IN_PROCESS } from '../../support/in-process.ts';

const HOUR = 3_600_000;
const ID = '2604.26752';
const DAY = '2026-04-30';
const IDS = Array.from({ length: 5 }, (_, i) => (i === 0 ? ID : `2604.0000${i}`));
const LISTED = IDS.map((id) => ({
  paper: { id, title: `Paper ${id}`, summary: 'It finds.', authors: [{ name: 'Ada' }] },
}));
const LARGE = 'https://huggingface.co/ada/large';
const ARTIFACTS = {
  models: { count: 3, url: `https://huggingface.co/models?other=arxiv:${ID}` },
  demos: { count: 1, url: 'https://huggingface.co/spaces/ada/demo' },
};
const REPOS = {
  numTotalModels: 3,
  linkedModels: [
    { id: 'ada/small', likes: 1 },
    { id: 'ada/large', likes: 9 },
  ],
  numTotalDatasets: 0,
  linkedDatasets: [],
  numTotalSpaces: 1,
  linkedSpaces: [{ id: 'ada/demo' }],
};

async function aHub() {
  const log = aLog();
  const server = await startHfServer({
    days: { [DAY]: LISTED },
    today: DAY,
    repos: { [ID]: REPOS },
  });
  const store = await openStore({ url: ':memory:', log });
  onTestFinished(async () => {
    await store.close();
    await server.close();
  });
  const clock = aClock();
  const source = createSources({
    http: createHttp({
      origins: [{ url: server.url, concurrency: 4 }],
      userAgent: 'Paperboy/test',
      clock,
      log,
      backoffMs: 1,
    }),
    ...{ huggingFaceUrl: server.url, arxivUrl: server.url, parsers: IN_PROCESS, log },
  });
  const { papers: listed } = await source.list({ kind: 'day', day: DAY });
  await store.papers.save(listed, clock.now());
  const savePapers = async (found: readonly Paper[]) => void (await store.papers.save(found, clock.now()));
  const { find, fetchAhead } = createArtifactLookup({ papers: store.papers, source, savePapers, clock, log });
  const asked = () => server.requests.map(({ path }) => path).filter((path) => path !== '/api/daily_papers');
  return { server, store, clock, find, fetchAhead, asked, listed };
}

describe('the models, datasets and demos of a paper', () => {
  it('are asked for by the paper, once, saved with it, and stay when a list comes without them', async () => {
    const { store, find, asked, listed } = await aHub();
    const [paper = aPaper()] = listed;
    expect([paper.artifacts, asked()]).toEqual([undefined, []]);
    expect((await find(paper)).artifacts).toEqual(ARTIFACTS);
    await find(paper);
    // Neither the page nor arXiv knows of them.
    expect(asked()).toEqual([`/api/papers/${ID}`]);
    await store.papers.save(listed, Date.parse('2026-05-01'));
    expect((await store.papers.find(ID))?.artifacts).toEqual(ARTIFACTS);
  });

  it('cost nothing where Hugging Face does not answer', async () => {
    const { server, find, listed } = await aHub();
    server.fault('garbage', 5);
    const [paper = aPaper()] = listed;
    expect(await find(paper)).toEqual(paper);
  });

  it('are saved before a digest is written, asked for once a day', async () => {
    const { store, clock, fetchAhead, asked } = await aHub();
    await Promise.all([fetchAhead(IDS), fetchAhead(IDS), fetchAhead(IDS.slice(1))]);
    expect((await store.papers.find(ID))?.artifacts).toMatchObject({ models: { count: 3 } });
    await fetchAhead(IDS);
    expect(asked().toSorted()).toEqual(IDS.map((id) => `/api/papers/${id}`).toSorted());
    clock.advance(25 * HOUR);
    await fetchAhead([ID]);
    expect(asked()).toHaveLength(IDS.length + 1);
  });

  it('are asked for ahead of the first ten papers of a digest, of ours never', async () => {
    const { fetchAhead, asked } = await aHub();
    await fetchAhead([
      'local:notes',
      ...Array.from({ length: 30 }, (_, i) => `2604.1${String(i).padStart(4, '0')}`),
    ]);
    expect(asked()).toHaveLength(10);
  });

  it('keep digests waiting for two seconds, once in ten minutes, where Hugging Face hangs', async () => {
    const { server, fetchAhead, asked } = await aHub();
    server.fault('hang', 100);
    const from = performance.now();
    await fetchAhead(IDS);
    expect(performance.now() - from).toBeGreaterThan(1900);
    // Three at once: what has not been sent is not sent while it hangs.
    expect(asked()).toHaveLength(3);
    const since = performance.now();
    await fetchAhead(['2604.11111']);
    expect(performance.now() - since).toBeLessThan(1000);
    expect(asked()).toHaveLength(3);
  });

  it('are given up for ten minutes after a failure, and asked for again the next day', async () => {
    const { server, clock, fetchAhead, asked, store } = await aHub();
    server.fault('garbage', 100);
    await fetchAhead(IDS);
    const before = asked().length;
    expect(before).toBeLessThanOrEqual(3);
    server.clearFaults();
    await fetchAhead(IDS);
    expect(asked()).toHaveLength(before);
    clock.advance(11 * 60_000);
    await fetchAhead(IDS);
    expect(asked()).toHaveLength(IDS.length);
    clock.advance(25 * HOUR);
    await fetchAhead([ID]);
    expect((await store.papers.find(ID))?.artifacts).toMatchObject({ models: { count: 3 } });
  });

  it('are links on the cards of a digest that was due before anybody asked', async () => {
    const { deps, platform, clock, store, tick } = await aWorld({ papers: papers(3) });
    const asked: string[] = [];
    const fetchAhead = async (ids: readonly string[]): Promise<void> => {
      asked.push(...ids);
      const known = await store.papers.findMany(ids);
      await store.papers.save(
        known.map((paper) => ({ ...paper, artifacts: { models: { count: 1, url: LARGE } } })),
        clock.now(),
      );
    };
    clock.set('2026-04-30T08:59:00Z');
    await tick();
    clock.set('2026-04-30T09:00:10Z');
    await enqueueDue({ store, clock, log: deps.log });
    await createDeliver({ ...deps, fetchAhead }).run();
    expect(asked).toHaveLength(3);
    const cards = platform.posts.flatMap(({ message }) => (message.kind === 'card' ? [message] : []));
    expect(cards.map(({ view }) => view.paper.artifacts?.models?.url)).toEqual(Array(3).fill(LARGE));
  });

  it('are links on the card of every platform', () => {
    const paper = aPaper({ artifacts: ARTIFACTS });
    const card = { kind: 'card', view: aView({ paper }), language: 'en' } as const;
    const drawn = [
      JSON.stringify(renderDiscord(card)),
      JSON.stringify(renderSlack(card)),
      JSON.stringify(renderForNobody(card)),
      renderText(card, { color: false, columns: 100 }),
    ];
    for (const text of drawn)
      for (const part of ['3 models', `models?other=arxiv:${ID}`, '1 demo', 'huggingface.co/spaces/ada/demo'])
        expect(text).toContain(part);
  });

  it.each([
    ['an address', 'https://evil.example/x'],
    ['a way up', '../../login'],
    ['markup', 'a](https://evil.example)'],
    ['three parts', 'a/b/c'],
    ['a mile', 'a'.repeat(300)],
  ])('with %s as a name link to no such thing', (_, id) => {
    const raw = { id: ID, title: 'A paper', numTotalSpaces: 1, linkedSpaces: [{ id }], numTotalModels: -3 };
    const parsed = parsePaper(raw);
    expect('paper' in parsed && parsed.paper.artifacts).toEqual({
      demos: { count: 1, url: `https://huggingface.co/papers/${ID}` },
    });
  });
});
