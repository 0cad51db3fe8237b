import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, type TestContext } from 'vitest';
import { readDayPage, serveDayPage } from '../../docs/make/day-page.ts';
import { readState } from '../../playground/demo-client.ts';
import { computeMark, listPictures, MARKS, markPictures, readMarks } from '../../playground/picture-marks.ts';
import { playScenes } from '../../playground/picture-scenes.ts';
import { listScreenshots, markScreenshot, SCREENSHOT_MARKS } from '../../playground/screenshot-marks.ts';
import { playScreenshots } from '../../playground/screenshot-scenes.ts';
import { startMain } from '../e2e/run-main.ts';
import { until } from '../support/builders.ts';

it('every picture of the documents is there, and has a mark of what is in it', () => {
  for (const name of listPictures()) expect(existsSync(join(MARKS, `../${name}.webp`)), name).toBe(true);
  expect(Object.keys(readMarks()).toSorted()).toEqual([...listPictures()].toSorted());
});

// Both wait most of the time until nothing changes.
it.concurrent('no picture of the documents is older than what it shows: `npm run pictures` takes them again', {
  timeout: 300_000,
}, async ({ expect, onTestFinished }) => {
  const url = await openDemo(onTestFinished);
  const now: Record<string, string> = {};
  await playScenes(url, {
    async look(what, side) {
      Object.assign(now, markPictures(await readState(url), what, side));
    },
  });
  expect(now).toEqual(readMarks());
});

it.concurrent('no picture of the README is older than what it shows: `npm run screenshots` takes them again', {
  timeout: 300_000,
}, async ({ expect, onTestFinished }) => {
  for (const name of listScreenshots())
    expect(existsSync(join(SCREENSHOT_MARKS, `../${name}.png`)), name).toBe(true);
  const url = await openDemo(onTestFinished);
  const now: Record<string, string> = {};
  await playScreenshots(url, async (name, mail) => {
    now[name] = markScreenshot(await readState(url), name, mail);
  });
  const page = await serveDayPage();
  onTestFinished(page.close);
  now['day-page'] = computeMark(await readDayPage(page.url));
  expect(now).toEqual(readMarks(SCREENSHOT_MARKS));
  expect(Object.keys(now).toSorted()).toEqual([...listScreenshots()].toSorted());
});

/** The demo with its page, in a process of its own; the page's address. */
async function openDemo(onTestFinished: TestContext['onTestFinished']): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-pictures-'));
  const line = ['demo', '--page', '--port', '0', '--no-open'];
  const running = startMain(line, { cwd: folder, env: { CI: '1', TZ: 'UTC' }, input: '' });
  onTestFinished(async () => {
    running.process.kill('SIGINT');
    await running.done;
    rmSync(folder, { recursive: true, force: true });
  });
  await until(() => /http:\/\/127\.0\.0\.1:\d+/.test(running.text()), 'the address is printed', 60_000);
  return /http:\/\/127\.0\.0\.1:\d+/.exec(running.text())?.[0] ?? '';
}
