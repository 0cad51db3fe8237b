import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { browserArguments, browserPath } from '../../playground/browser-path.ts';
import { aSiteOfEveryKind } from './every-kind.ts';
import { probe, readFocus, type Stop } from './in-browser.ts';

const BROWSER = browserPath();

/** Every stop of the Tab key, from the first to where it leaves the page. */
async function walk(page: Page, key: 'Tab' | 'Shift+Tab', most: number): Promise<Stop[]> {
  const stops: Stop[] = [];
  for (let i = 0; i <= most; i++) {
    await page.keyboard.press(key);
    const active = await readFocus(page);
    if (!active || stops[0]?.at === active.at) return stops;
    stops.push(active);
  }
  throw new Error(`the ${key} key never leaves the page: ${stops.map(({ what }) => what).join(', ')}`);
}

/** Whether one is read after another: below it, or beside it on the same line. */
function follows(after: Stop, before: Stop): boolean {
  const isBelow = after.box.y >= before.box.y + before.box.height - 2;
  const isOnSameLine =
    after.box.y < before.box.y + before.box.height && before.box.y < after.box.y + after.box.height;
  return isBelow || (isOnSameLine && after.box.x >= before.box.x) || after.box.y > before.box.y;
}

describe.skipIf(!BROWSER)(`by the keyboard alone${BROWSER ? '' : ' (skipped without Chromium)'}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: BROWSER ?? '', args: browserArguments() });
  }, 60_000);
  afterAll(() => browser?.close(), 60_000);

  /** The pages in a browser that runs no script of theirs. */
  async function aReader(options: Parameters<Browser['newContext']>[0] = {}) {
    const site = await aSiteOfEveryKind();
    const url = await site.served();
    const context: BrowserContext = await browser.newContext({ javaScriptEnabled: false, ...options });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    // A reader does not ask for a hundred pages at once.
    const open = async (path: string) => {
      site.wallClock.advance(60_000);
      await page.goto(url + path);
    };
    return {
      ...site,
      url,
      page,
      goTo: open,
      pages: [...site.open, ...Object.entries(site.own), ['nothing', '/no'] as const],
    };
  }

  it.each([
    ['on a laptop', { viewport: { width: 1280, height: 800 } }],
    ['on a phone in the dark', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' as const }],
  ])(
    'everything on every kind of page is reached in the order it is read, is seen with its focus, and lets go, %s',
    async (_where, options) => {
      const { page, goTo, pages } = await aReader(options);
      // Two hundred stops would show nothing that the later page of the week does not.
      for (const [kind, path] of pages.filter(([one]) => one !== 'week')) {
        await goTo(path);
        const { controls } = await probe(page);
        const forward = await walk(page, 'Tab', controls.length + 2);
        expect([kind, forward.map(({ what }) => what)]).toEqual([kind, controls.map(({ what }) => what)]);
        expect([kind, forward.filter(({ isSeen }) => !isSeen)]).toEqual([kind, []]);
        const unmarked = forward.filter(
          ({ outline, contrast }) => outline.style === 'none' || outline.width < 2 || contrast < 3,
        );
        expect([kind, unmarked]).toEqual([kind, []]);
        // The first one is the way past the header, which is shown above it only while it has the focus.
        const [, ...read] = forward;
        const jumps = read.filter((stop, i) => i > 0 && !follows(stop, read[i - 1] ?? stop));
        expect([kind, jumps.map(({ what }) => what)]).toEqual([kind, []]);
        if (options.viewport.width < 500) continue;
        await goTo(path);
        const backward = await walk(page, 'Shift+Tab', controls.length + 2);
        expect([kind, backward.map(({ at }) => at)]).toEqual([
          kind,
          forward.map(({ at }) => at).toReversed(),
        ]);
      }
    },
    240_000,
  );

  it('the first stop on every kind of page leads past the header to what the page is about', async () => {
    const { page, goTo, pages } = await aReader();
    for (const [kind, path] of pages) {
      await goTo(path);
      await page.keyboard.press('Tab');
      const first = await probe(page);
      expect([kind, first.active?.what]).toEqual([kind, 'a Skip to the content']);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      const next = await probe(page);
      expect([kind, next.isPastHeader, next.active?.what]).toEqual([kind, true, expect.any(String)]);
    }
  }, 120_000);

  it('a search is typed and sent', async () => {
    const { page, goTo } = await aReader();
    await goTo('/');
    for (let i = 0; i < 3; i++) await page.keyboard.press('Tab');
    await page.keyboard.type('attention');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Search: attention' }).waitFor();
    expect(new URL(page.url()).search).toBe('?q=attention');
    // From page to page with Enter on the link.
    await page.getByRole('link', { name: 'Next page' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/page=2/);
  }, 60_000);

  it('a form is filled in, chosen from and sent, and what is wrong is said where the reading goes on', async () => {
    const { page, goTo, confirmations, server } = await aReader();
    await goTo('/sign-up');
    await page.getByLabel('E-mail address').focus();
    await page.keyboard.type('me@example.org');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    expect(await page.getByLabel('What to send').inputValue()).toBe('ml-papers');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Once');
    expect(await page.getByLabel('How often').inputValue()).toBe('weekly');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('noonish');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('What to send').inputValue()).toBe('ml-papers');
    await page.getByLabel('Time of day').focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('8:30');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Check your inbox' }).waitFor();
    await confirmations();
    expect(server.received).toHaveLength(1);
  }, 60_000);

  it('one’s own pages are used to the end: changed, voted on, and ended', async () => {
    const { page, goTo, own, store, reader, paperId } = await aReader();
    /** Goes on until this has the focus. */
    const tabTo = async (name: string) => {
      for (let i = 0; i < 20; i++) {
        await page.keyboard.press('Tab');
        const active = await readFocus(page);
        if (active?.what.endsWith(name)) return;
      }
      throw new Error(`${name} is not reached`);
    };
    await goTo(own.settings);
    await tabTo('zone');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Asia/Tokyo');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Saved' }).waitFor();
    expect(await store.subscriptions.find(reader)).toMatchObject({ zone: 'Asia/Tokyo' });
    await goTo(own.vote);
    await tabTo('Vote for');
    await page.keyboard.press('Space');
    await page.getByRole('heading', { name: 'Your vote is counted' }).waitFor();
    expect(await store.votes.list([paperId], ['email:readers'] as never)).toMatchObject([{ value: 1 }]);
    await goTo(own.unsubscribe);
    await tabTo('Unsubscribe');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'You are unsubscribed' }).waitFor();
    expect(await store.subscriptions.find(reader)).toBeUndefined();
  }, 60_000);
});
