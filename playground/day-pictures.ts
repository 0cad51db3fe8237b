import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { readRecordedDays } from '../src/demo/day-files.ts';
import { browserArguments, browserPath } from './browser-path.ts';
import { readState } from './demo-client.ts';
import { openPictureBook } from './picture-book.ts';
import { markPictures } from './picture-marks.ts';
import { type Onlooker, playScenes, SIDES, type Side } from './picture-scenes.ts';
import { startDemo } from './start-demo.ts';

/**
 * Takes pictures of all that the bot shows on a day, on both platforms, on a phone and a laptop, light and dark.
 * `npm run pictures` takes those of docs/pictures.md, of the sample edition. `npm run pictures -- FOLDER DAY OUT` takes all of a
 * recorded day, `longest` for that with the most papers: what is in them is another's, so they are to be looked at, and are not for
 * publishing. Where there is no such folder all are taken of the sample edition.
 */
async function main([folder, day = '2026-03-12', out = 'pictures']: readonly string[]): Promise<void> {
  const executablePath = browserPath();
  if (!executablePath)
    throw new Error('There is no Chromium here. Install one, or name it in CHROMIUM_PATH.');
  const demo = await startDemo(folder && existsSync(folder) ? chooseDay(folder, day) : []);
  const browser = await chromium.launch({ executablePath, args: browserArguments() });
  try {
    const screens = await openScreens(browser, demo.url);
    if (folder) await mkdir(out, { recursive: true });
    const picture = { animations: 'disabled', caret: 'hide' } as const;
    const book = folder ? undefined : await openPictureBook(await browser.newPage());
    const camera = createCamera(screens, async (page, name) => {
      // What the mouse is on looks otherwise.
      await page.mouse.move(0, 0);
      if (!book) await page.screenshot({ ...picture, path: join(out, `${name}.png`) });
      else if (book.has(name)) await book.add(name, await page.screenshot(picture));
    });
    await playScenes(demo.url, {
      ...camera,
      async look(what, side) {
        book?.mark(markPictures(await readState(demo.url), what, side));
        await camera.look(what, side);
      },
    });
    book?.close();
  } finally {
    await browser.close();
    demo.stop();
  }
}

function chooseDay(folder: string, day: string): string[] {
  if (day !== 'longest') return ['--replay', folder, '--date', day];
  const { days, read } = readRecordedDays(folder);
  const counts = days.map((one) => ({ one, count: read(one).length }));
  const [longest] = counts.toSorted((a, b) => b.count - a.count);
  return ['--replay', folder, '--date', longest?.one ?? ''];
}

async function openScreens(browser: Browser, url: string): Promise<Screen[]> {
  const screens: Screen[] = [];
  for (const { name, deviceScaleFactor, ...viewport } of DEVICES)
    for (const colorScheme of ['light', 'dark'] as const) {
      const options = { locale: 'en-US', timezoneId: 'UTC', colorScheme, viewport, deviceScaleFactor };
      const page = await browser.newPage(options);
      await page.goto(url);
      await page.getByText('View thread').first().waitFor({ state: 'attached' });
      screens.push({ page, name: `${name}-${colorScheme}`, isPhone: name === 'phone' });
    }
  return screens;
}

const DEVICES = [
  { name: 'phone', width: 390, height: 844, deviceScaleFactor: 1.5 },
  { name: 'laptop', width: 1340, height: 900, deviceScaleFactor: 1 },
] as const;

interface Screen {
  readonly page: Page;
  readonly name: string;
  readonly isPhone: boolean;
}

type Take = (page: Page, name: string) => Promise<unknown>;

/** Takes pictures of what there is to look at, on each screen. */
function createCamera(screens: readonly Screen[], take: Take): Required<Onlooker> {
  return {
    async turnTo(side) {
      for (const { page, isPhone } of screens) await show(page, side, isPhone);
    },
    async look(what, side) {
      if (what === 'thread') return takeThreads(screens, take);
      if (what === 'forum') return takeForum(screens, take);
      if (what === 'form') {
        for (const { page, name } of screens) await take(page, `form-${side}-${name}`);
        return;
      }
      await takeOnEach(screens, what, side, take);
    },
  };
}

/** From the first card on. */
async function takeThreads(screens: readonly Screen[], take: Take): Promise<void> {
  for (const { page, name, isPhone } of screens)
    for (const side of SIDES) {
      await show(page, side, isPhone);
      const pane = page.getByRole('region', { name: side, exact: true });
      await pane.locator('.thread-link').first().click();
      // A thread on Slack begins with the overview.
      const first = pane.locator('.thread article').nth(side === 'Slack' ? 1 : 0);
      await first.waitFor();
      await page.waitForTimeout(DRAWN_MS);
      await first.evaluate((element) => element.scrollIntoView());
      await take(page, `thread-${side}-${name}`);
      await pane.locator('.thread .close, .thread [aria-label^="Close"]').first().click();
    }
}

/** What is typed into the page at once is drawn within this time. */
const DRAWN_MS = 1000;

async function takeForum(screens: readonly Screen[], take: Take): Promise<void> {
  for (const { page, name, isPhone } of screens) {
    await show(page, 'Discord', isPhone);
    await page.getByRole('button', { name: /paper-forum/ }).click();
    await take(page, `forum-${name}`);
  }
}

async function takeOnEach(
  screens: readonly Screen[],
  what: string,
  side: Side | undefined,
  take: Take,
): Promise<void> {
  for (const { page, name, isPhone } of screens) {
    if (!isPhone) {
      for (const one of SIDES) await scrollToNewest(page, one);
      await take(page, `${what}-${name}`);
    }
    for (const one of isPhone ? SIDES.filter((all) => side === undefined || all === side) : []) {
      await show(page, one, isPhone);
      await scrollToNewest(page, one);
      await take(page, `${what}-${one}-${name}`);
    }
  }
}

/** The newest message from its beginning, where it is longer than the screen. */
async function scrollToNewest(page: Page, side: Side): Promise<void> {
  const log = page.getByRole('region', { name: side, exact: true }).getByRole('log').first();
  await log
    .locator('article')
    .last()
    .evaluate((element) => element.scrollIntoView());
}

/** A phone shows one pane at a time. */
async function show(page: Page, side: Side, isPhone: boolean): Promise<void> {
  if (isPhone) await page.getByRole('button', { name: side, exact: true }).first().click();
}

await main(process.argv.slice(2));
