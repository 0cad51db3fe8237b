import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderMail } from '../../adapters/email/render/render.ts';
import { browserArguments, browserPath } from '../../playground/browser-path.ts';
import { findViolations } from '../support/axe.ts';
import { GOLDEN } from '../support/golden.ts';
import { aSiteOfEveryKind } from './every-kind.ts';
import { aSite } from './harness.ts';

const BROWSER = browserPath();
const LOOKS: ReadonlyArray<{ name: string; options: BrowserContextOptions }> = [
  { name: 'in light colors', options: { colorScheme: 'light', javaScriptEnabled: true } },
  { name: 'on a phone in the dark', options: { colorScheme: 'dark', viewport: { width: 360, height: 740 } } },
];
const FEEDS = ['/feed.xml', '/atom.xml', '/sitemap.xml', '/sitemap/pages.xml', '/sitemap/2026-04.xml'];

/** Everything that axe finds but for hints, and what cannot be read without scrolling sideways. */
async function findFaults(page: Page): Promise<string[]> {
  const violations = await findViolations(page);
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
      const { open, own, served, wallClock } = await aSiteOfEveryKind();
      const url = await served();
      // axe is injected past the policy of the page, which allows no script.
      const context = await browser.newContext({ ...options, bypassCSP: true });
      const page = await context.newPage();
      for (const [kind, path] of [...open, ...Object.entries(own), ['nothing', '/no'] as const]) {
        wallClock.advance(60_000);
        await page.goto(url + path);
        expect([kind, await findFaults(page)]).toEqual([kind, []]);
      }
      await context.close();
    },
    120_000,
  );

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
