import { expect, it } from 'vitest';
import { parseAtom } from '../../../src/sources/arxiv/atom.ts';
import { createHuggingFaceApi } from '../../../src/sources/hugging-face/api.ts';
import { parsePage } from '../../../src/sources/hugging-face/parse-page.ts';
import { IN_PROCESS } from '../../support/in-process.ts';
import { aClient, HF, json } from '../http/client-options.ts';

const TOO_MANY = { code: 'source-too-large' };

it('a page with 200,000 papers is refused by their number, and the next page is not asked for', async () => {
  const { http, requests } = aClient([json(Array.from({ length: 200_000 }, () => 0)), json([])]);
  const api = createHuggingFaceApi({ http, baseUrl: HF, parsers: IN_PROCESS });
  await expect(api.list({ kind: 'month', month: '2026-04' })).rejects.toMatchObject(TOO_MANY);
  expect(requests).toHaveLength(1);
});

it('a list that never ends is given up after 40 million characters', async () => {
  const page = JSON.stringify(
    Array.from({ length: 100 }, (_, i) => ({
      paper: { id: `2604.${10_000 + i}`, title: 'T'.repeat(40_000) },
    })),
  );
  const { http, requests } = aClient(Array(50).fill({ body: page }));
  const api = createHuggingFaceApi({ http, baseUrl: HF, parsers: IN_PROCESS });
  await expect(api.list({ kind: 'month', month: '2026-04' })).rejects.toMatchObject(TOO_MANY);
  expect(requests).toHaveLength(10);
});

it('a million items are refused before they are parsed, in a list and in a search', async () => {
  const million = { body: `[${'{},'.repeat(1_000_000)}{}]` };
  const api = createHuggingFaceApi({
    http: aClient([million, million]).http,
    baseUrl: HF,
    parsers: IN_PROCESS,
  });
  await expect(api.list({ kind: 'day', day: '2026-04-30' })).rejects.toMatchObject(TOO_MANY);
  await expect(api.search('agents', 10)).rejects.toMatchObject(TOO_MANY);
});

it('a page of HTML and a feed with 5,000 papers are refused by their number', () => {
  const data = JSON.stringify({ dailyPapers: Array(5_000).fill(0) });
  const html = `<div data-target="DailyPapers" data-props='${data}'></div>`;
  expect(() => parsePage(html)).toThrow(expect.objectContaining(TOO_MANY));
  const feed = `<feed xmlns="http://www.w3.org/2005/Atom">${'<entry></entry>'.repeat(5_000)}</feed>`;
  expect(() => parseAtom(feed)).toThrow(expect.objectContaining(TOO_MANY));
});

it('forty pages of 900 papers each are refused once there are more than any list has', async () => {
  const pages = Array.from({ length: 40 }, () => json(Array.from({ length: 900 }, () => 0)));
  const { http, requests } = aClient(pages);
  const api = createHuggingFaceApi({ http, baseUrl: HF, parsers: IN_PROCESS });
  await expect(api.list({ kind: 'month', month: '2026-04' })).rejects.toMatchObject(TOO_MANY);
  expect(requests.length).toBeLessThan(7);
});

it('pages of a hundred papers with long fields are refused by their length in all', async () => {
  const page = json(Array.from({ length: 100 }, () => ({ paper: { summary: 'a'.repeat(120_000) } })));
  const { http, requests } = aClient(Array.from({ length: 40 }, () => page));
  const api = createHuggingFaceApi({ http, baseUrl: HF, parsers: IN_PROCESS });
  await expect(api.list({ kind: 'month', month: '2026-04' })).rejects.toMatchObject(TOO_MANY);
  expect(requests.length).toBeLessThan(5);
});
