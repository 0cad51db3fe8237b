import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { chromium, type Locator, type Page } from 'playwright-core';
import { browserArguments, browserPath } from './browser-path.ts';
import { readState } from './demo-client.ts';
import { readMarks, writeMarks } from './picture-marks.ts';
import { SIDES, type Side } from './picture-scenes.ts';
import { markScreenshot, SCREENSHOT_MARKS } from './screenshot-marks.ts';
import { playScreenshots } from './screenshot-scenes.ts';
import { startDemo } from './start-demo.ts';

const FOLDER = dirname(SCREENSHOT_MARKS);

/** A machine that does much else is slow. */
const TIMEOUT_MS = 120_000;

/** Takes the README's pictures of the demo, and writes the marks by which a test notices that one is older than what it shows. */
async function main(): Promise<void> {
  const executablePath = browserPath();
  if (!executablePath)
    throw new Error('There is no Chromium here. Install one, or name it in CHROMIUM_PATH.');
  const demo = await startDemo();
  const browser = await chromium.launch({ executablePath, args: browserArguments() });
  const marks: Record<string, string> = {};
  try {
    const context = await browser.newContext({
      ...{ locale: 'en-US', timezoneId: 'UTC', colorScheme: 'light', deviceScaleFactor: 1.5 },
      viewport: DIGEST,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(TIMEOUT_MS);
    await page.goto(demo.url);
    await page.getByText('View thread').waitFor();
    await mkdir(FOLDER, { recursive: true });
    await playScreenshots(demo.url, async (name, mail) => {
      marks[name] = markScreenshot(await readState(demo.url), name, mail);
      if (mail) await takeMail(page, mail.url, name);
      else await take(page, name);
    });
  } finally {
    await browser.close();
    demo.stop();
  }
  // The picture of a web page has a mark as well, which another script writes.
  writeMarks(SCREENSHOT_MARKS, { ...readMarks(SCREENSHOT_MARKS), ...marks });
}

const DIGEST = { width: 1340, height: 760 };
/** An answer that is longer than its pane would be cut off. */
const ANSWER = { width: 1340, height: 1300 };
const MAIL = { width: 680, height: 900 };

/** Words in the answer that is in a picture. */
const ANSWERS: Readonly<Record<string, string>> = {
  search: 'Search: diffusion',
  summary: 'AI summary',
  top: 'Top papers',
};

async function take(page: Page, name: string): Promise<void> {
  const side = SIDES.find((one) => name.endsWith(one.toLowerCase())) ?? 'Discord';
  const [what = ''] = name.split('-');
  await page.setViewportSize(what === 'digest' ? DIGEST : ANSWER);
  const shown = await find(page, side, what);
  await shown.waitFor();
  // What the mouse or the keyboard is on looks otherwise.
  await page.mouse.move(0, 0);
  await page.evaluate('document.activeElement?.closest("dialog") ?? document.activeElement?.blur()');
  await shown.screenshot({ path: toPath(name), animations: 'disabled', caret: 'hide' });
}

async function find(page: Page, side: Side, what: string): Promise<Locator> {
  const pane = page.getByRole('region', { name: side, exact: true });
  if (what === 'settings') return page.getByRole('dialog');
  const words = ANSWERS[what];
  if (words !== undefined) return pane.locator('.message.ephemeral', { hasText: words }).last();
  // The bot's own reactions come one by one after the posts.
  await pane.getByRole('list', { name: 'Reactions' }).getByText('5️⃣').first().waitFor();
  return pane;
}

/** In a tab of its own, so that the page with the chats stays as it is. */
async function takeMail(page: Page, url: string, name: string): Promise<void> {
  const tab = await page.context().newPage();
  await tab.setViewportSize(MAIL);
  await tab.emulateMedia({ colorScheme: name.endsWith('-dark') ? 'dark' : 'light' });
  await tab.goto(url);
  await tab.screenshot({ path: toPath(name) });
  await tab.close();
}

function toPath(name: string): string {
  return join(FOLDER, `${name}.png`);
}

await main();
