import type { Log } from '../../src/core/base/log.ts';
import { readSampleDays } from '../../src/demo/day-files.ts';
import { readSampleNow } from '../../src/demo/sample-fetch.ts';
import { createInProcessParsers } from '../../src/parsing/in-process-parsers.ts';
import { parseList } from '../../src/sources/hugging-face/parse-list.ts';
import { openStore } from '../../src/store/open-store.ts';
import { createSummarizer } from '../../src/summary/fallback-chain.ts';
import { createSite } from '../../src/web/base/site.ts';
import { createWebServer } from '../../src/web/server.ts';

/** The web page of the newest bundled day, served on loopback: the README has a picture of it. */
export async function serveDayPage(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const silent = (): undefined => undefined;
  const log: Log = { debug: silent, info: silent, warn: silent, error: silent };
  const store = await openStore({ url: ':memory:', log });
  const clock = { now: readSampleNow };
  const files = readSampleDays();
  for (const day of files.days) {
    const { papers } = parseList(files.read(day), 'sample');
    await store.papers.save(papers, clock.now());
    const paperIds = papers.map(({ id }) => id);
    await store.editions.save({ day, state: 'closed', paperIds, fetchedAt: clock.now() });
  }
  const none = async () => ({ hits: [], total: 0, tookMs: 0, notes: [] });
  const server = createWebServer({
    ...{ port: 0, host: '127.0.0.1', clock, wallClock: { now: Date.now }, log, store },
    site: createSite('https://papers.example.org'),
    findCardSummary: createSummarizer().findCardSummary,
    makeCards: createInProcessParsers().call.makeCards,
    search: { search: none, findSimilar: none },
  });
  const port = await server.start();
  return {
    url: `http://127.0.0.1:${port}/${files.days.at(-1)}`,
    async close() {
      await server.stop();
      await store.close();
    },
  };
}

/** What decides how the page looks: the page itself, and its style. */
export async function readDayPage(url: string): Promise<readonly string[]> {
  return Promise.all([url, new URL('/style.css', url)].map(async (one) => (await fetch(one)).text()));
}
