import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { browserArguments, browserPath } from '../../playground/browser-path.ts';
import { aSiteOfEveryKind } from './every-kind.ts';
import { readColors } from './in-browser.ts';

const BROWSER = browserPath();
/** Of the page itself, from 0, black, to 1. */
const PAGE = { light: [0.8, 1], dark: [0, 0.05] } as const;

describe.skipIf(!BROWSER)(`colors${BROWSER ? '' : ' (skipped without Chromium)'}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: BROWSER ?? '', args: browserArguments() });
  }, 60_000);
  afterAll(() => browser?.close(), 60_000);

  it.each(['light', 'dark'] as const)(
    'are %s where the reader’s system is, and every word and field differs enough from what is behind it',
    async (colorScheme) => {
      const { open, own, served, wallClock } = await aSiteOfEveryKind();
      const url = await served();
      const context = await browser.newContext({ colorScheme, javaScriptEnabled: false });
      onTestFinished(() => context.close());
      const page = await context.newPage();
      const [darkest, lightest] = PAGE[colorScheme];
      const look = async (kind: string) => {
        const { page: background, scheme, shown } = await readColors(page);
        expect([kind, background >= darkest && background <= lightest]).toEqual([kind, true]);
        // What the browser draws itself, such as the list of a select, follows.
        expect([kind, scheme]).toEqual([kind, 'light dark']);
        expect(shown.length).toBeGreaterThan(5);
        const hardToSee = shown.filter(({ contrast, least }) => !(contrast >= least));
        expect([kind, hardToSee]).toEqual([kind, []]);
      };
      for (const [kind, path] of [...open, ...Object.entries(own), ['nothing', '/no'] as const]) {
        wallClock.advance(60_000);
        await page.goto(url + path);
        await look(kind);
      }
      // What is said of what was typed.
      await page.goto(`${url}/sign-up`);
      await page.getByLabel('E-mail address').fill('me@example.org');
      await page.getByLabel('Time of day').fill('noonish');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').waitFor();
      await look('a form with a mistake');
    },
    120_000,
  );
});
