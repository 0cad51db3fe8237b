// Takes the picture of a day's page for the README, with the bundled edition.
//   node docs/make/page-picture.ts
import { dirname, join } from 'node:path';
import { chromium } from 'playwright-core';
import { browserArguments, browserPath } from '../../playground/browser-path.ts';
import { computeMark, readMarks, writeMarks } from '../../playground/picture-marks.ts';
import { SCREENSHOT_MARKS } from '../../playground/screenshot-marks.ts';
import { readDayPage, serveDayPage } from './day-page.ts';

const NAME = 'day-page';
const PICTURE = join(dirname(SCREENSHOT_MARKS), `${NAME}.png`);

const executablePath = browserPath();
if (!executablePath) throw new Error('There is no Chromium here. Install one, or name it in CHROMIUM_PATH.');
const { url, close } = await serveDayPage();
const browser = await chromium.launch({ executablePath, args: browserArguments() });
const page = await browser.newPage({
  ...{ locale: 'en-US', timezoneId: 'UTC', colorScheme: 'light', deviceScaleFactor: 1.5 },
  viewport: { width: 780, height: 640 },
});
await page.goto(url);
await page.screenshot({ path: PICTURE });
writeMarks(SCREENSHOT_MARKS, { ...readMarks(SCREENSHOT_MARKS), [NAME]: computeMark(await readDayPage(url)) });
await browser.close();
await close();
process.stdout.write(`${PICTURE}\n`);
