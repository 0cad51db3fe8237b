import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderMail } from '../../adapters/email/render/render.ts';
import { browserArguments, browserPath } from '../../playground/browser-path.ts';
import { KEY, NOON, plan, sentAs } from '../store/ledger.ts';
import { aSubscription } from '../support/builders.ts';
import { GOLDEN } from '../support/golden.ts';
import { aSite, toPath } from './harness.ts';

const BROWSER = browserPath();
const LOOKS: ReadonlyArray<{ name: string; options: BrowserContextOptions }> = [
  { name: 'in light colors', options: { colorScheme: 'light', javaScriptEnabled: true } },
  { name: 'on a phone in the dark', options: { colorScheme: 'dark', viewport: { width: 360, height: 740 } } },
];
const FEEDS = ['/feed.xml', '/atom.xml', '/sitemap.xml', '/sitemap/pages.xml', '/sitemap/2026-04.xml'];

/** Everything that axe finds but for hints, and what cannot be read without scrolling sideways. */
async function findFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults;
  const isWide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
  return [
    ...violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`)),
    ...(isWide ? ['wider than the window'] : []),
  ];
}

/** For the browser: whether each background of a mail is light or dark. */
const LIST_SCHEMES = `[...document.querySelectorAll('.page, .sheet')].map((element) => {
  const [red, green, blue] = getComputedStyle(element).backgroundColor.match(/\\d+/g).map(Number);
  return red + green + blue > 384 ? 'light' : 'dark';
})`;

describe.skipIf(!BROWSER)(`the pages in a browser${BROWSER ? '' : ' (skipped without Chromium)'}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: BROWSER ?? '', args: browserArguments() });
  }, 60_000);
  afterAll(() => browser?.close(), 60_000);

  it.each(LOOKS)(
    'have no fault that axe finds, $name',
    async ({ options }) => {
      const site = await aSite();
      const url = await site.served();
      const channel = await site.reader();
      const { links, store } = site;
      await store.subscriptions.put(aSubscription({ channel: KEY.channel, publicName: 'ml-papers' }));
      for (const post of await plan(store, KEY, '2604.00001', '2604.00002'))
        await store.posts.mark(post.id, 'sent', NOON, sentAs(post.id));
      // axe is injected past the policy of the page, which allows no script.
      const context = await browser.newContext({ ...options, bypassCSP: true });
      const page = await context.newPage();
      const own = [
        links.toConfirmLink(channel),
        links.toUnsubscribeLink(channel),
        links.toChangeLink(channel),
        links.toVoteLink(channel, '2604.00001', 1),
      ];
      const paths = [
        '/',
        '/2026-04-30',
        '/week/2026-W18',
        '/paper/2604.00001',
        '/search?q=x',
        '/channel',
        '/channel/ml-papers',
        '/channel/ml-papers/2026-04-30',
        '/sign-up',
        '/sign-up?channel=ml-papers',
        '/no',
        ...own.map(toPath),
      ];
      for (const path of paths) {
        await page.goto(url + path);
        expect([path, await findFaults(page)]).toEqual([path, []]);
      }
      await context.close();
    },
    120_000,
  );

  it('work by the keyboard and without JavaScript', async () => {
    const site = await aSite();
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${await site.served()}/sign-up`);
    await page.getByLabel('E-mail address').focus();
    await page.keyboard.type('me@example.org');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Check your inbox' }).waitFor();
    await context.close();
  }, 60_000);

  it('have feeds that the browser’s own XML parser reads', async () => {
    const site = await aSite();
    const url = await site.served();
    const page = await browser.newPage();
    for (const path of FEEDS) {
      const text = await (await fetch(url + path)).text();
      const root = await page.evaluate(
        `new DOMParser().parseFromString(${JSON.stringify(text)}, 'application/xml').documentElement.nodeName`,
      );
      expect(['rss', 'feed', 'sitemapindex', 'urlset']).toContain(root);
    }
    await page.close();
  }, 60_000);

  it.each(LOOKS)(
    'and so has a mail, $name',
    async ({ options }) => {
      const frame = {
        voteLink: () => 'https://p.example.org/v',
        own: { change: 'https://p.example.org/c', unsubscribe: 'https://p.example.org/u' },
      };
      const context = await browser.newContext(options);
      const page = await context.newPage();
      const asked: string[] = [];
      page.on('request', (request) => void asked.push(request.url()));
      for (const message of Object.values(GOLDEN)) {
        await page.setContent(renderMail(message, frame).html);
        // A mail has no landmarks: it is shown inside another page.
        const faults = (await findFaults(page)).filter(
          (fault) => !/^(?:region|landmark|page-has-heading)/.test(fault),
        );
        expect([message.kind, faults]).toEqual([message.kind, []]);
        // What axe judges is in the colors that were asked for, behind the text and around it.
        const looks = await page.evaluate<string[]>(LIST_SCHEMES);
        expect(new Set(looks)).toEqual(new Set([options.colorScheme]));
      }
      expect(asked).toEqual([]);
      await context.close();
    },
    60_000,
  );
});
