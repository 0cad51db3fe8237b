import { describe, expect, it, onTestFinished } from 'vitest';
import { renderMessage as renderDiscord } from '../../../adapters/discord/render/render.ts';
import { renderForNobody } from '../../../adapters/email/index.ts';
import { renderMessage as renderSlack } from '../../../adapters/slack/render/render.ts';
import { renderText } from '../../../adapters/terminal/render.ts';
import { startHfServer } from '../../../loopback/hugging-face/index.ts';
import { createFindRepos } from '../../../src/core/paper/find-paper.ts';
import type { Paper } from '../../../src/core/paper/paper.ts';
import { createHttp } from '../../../src/sources/http/client.ts';
import { createHuggingFaceApi } from '../../../src/sources/hugging-face/api.ts';
import { parsePaper } from '../../../src/sources/hugging-face/item.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { aClock, aLog, aPaper, aView } from '../../support/builders.ts';

const ID = '2604.26752';
const LISTED = { paper: { id: ID, title: 'A paper', summary: 'It finds.', authors: [{ name: 'Ada' }] } };
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
    days: { '2026-04-30': [LISTED] },
    today: '2026-04-30',
    repos: { [ID]: REPOS },
  });
  const store = await openStore({ url: ':memory:', log });
  onTestFinished(async () => {
    await store.close();
    await server.close();
  });
  const clock = aClock();
  const source = createHuggingFaceApi({
    http: createHttp({
      origins: [{ url: server.url, concurrency: 4 }],
      userAgent: 'Paperboy/test',
      clock,
      log,
      backoffMs: 1,
    }),
    baseUrl: server.url,
  });
  const { papers: listed } = await source.list({ kind: 'day', day: '2026-04-30' });
  await store.papers.save(listed, clock.now());
  const savePapers = async (found: readonly Paper[]) => void (await store.papers.save(found, clock.now()));
  const find = createFindRepos({ papers: store.papers, source, savePapers, clock, log });
  const asked = () => server.requests.filter(({ path }) => path === `/api/papers/${ID}`).length;
  return { server, store, find, asked, listed };
}

describe('the models, datasets and demos of a paper', () => {
  it('are asked for by the paper, once, saved with it, and stay when a list comes without them', async () => {
    const { store, find, asked, listed } = await aHub();
    const [paper = aPaper()] = listed;
    expect([paper.repos, asked()]).toEqual([undefined, 0]);
    const repos = { models: { count: 3, top: 'ada/large' }, spaces: { count: 1, top: 'ada/demo' } };
    expect((await find(paper)).repos).toEqual(repos);
    await find(paper);
    expect(asked()).toBe(1);
    await store.papers.save(listed, Date.parse('2026-05-01'));
    expect((await store.papers.find(ID))?.repos).toEqual(repos);
  });

  it('cost nothing where Hugging Face does not answer', async () => {
    const { server, find, listed } = await aHub();
    server.fault('garbage', 5);
    const [paper = aPaper()] = listed;
    expect(await find(paper)).toEqual(paper);
  });

  it('are links on the card of every platform', () => {
    const paper = aPaper({
      repos: { models: { count: 3, top: 'ada/large' }, spaces: { count: 1, top: 'ada/demo' } },
    });
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
    expect('paper' in parsed && parsed.paper.repos).toEqual({ spaces: { count: 1 } });
  });
});
