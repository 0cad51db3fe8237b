// Takes the picture of a day's page for the README, with the bundled edition.
//   node docs/make/page-picture.ts
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { browserArguments, browserPath } from '../../playground/browser-path.ts';
import type { Log } from '../../src/core/base/log.ts';
import { readSampleDays } from '../../src/demo/day-files.ts';
import { readSampleNow } from '../../src/demo/sample-fetch.ts';
import { parseList } from '../../src/sources/hugging-face/parse-list.ts';
import { openStore } from '../../src/store/open-store.ts';
import { createSummarizer } from '../../src/summary/fallback-chain.ts';
import { createSite } from '../../src/web/base/site.ts';
import { createWebServer } from '../../src/web/server.ts';

const PICTURE = join(import.meta.dirname, '../screenshots/day-page.png');

const executablePath = browserPath();
if (!executablePath) throw new Error('There is no Chromium here. Install one, or name it in CHROMIUM_PATH.');
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
  ...{ site: createSite('https://papers.example.org'), findCardSummary: createSummarizer().findCardSummary },
  search: { search: none, findSimilar: none },
});
const port = await server.start();
const browser = await chromium.launch({ executablePath, args: browserArguments() });
const page = await browser.newPage({
  ...{ locale: 'en-US', timezoneId: 'UTC', colorScheme: 'light', deviceScaleFactor: 1.5 },
  viewport: { width: 780, height: 640 },
});
await page.goto(`http://127.0.0.1:${port}/${files.days.at(-1)}`);
await page.screenshot({ path: PICTURE });
await browser.close();
await server.stop();
await store.close();
process.stdout.write(`${PICTURE}\n`);
