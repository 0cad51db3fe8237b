import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { browserArguments, browserPath } from './browser-path.ts';
import { act, readState } from './demo-client.ts';
import { openPictureBook } from './picture-book.ts';
import type { Act } from './protocol.ts';
import { startDemo } from './start-demo.ts';

/**
 * Takes pictures of all that the bot shows on a day, on both platforms, on a phone and a laptop, light and dark.
 * `npm run pictures` takes those of docs/pictures.md, of the sample edition. `npm run pictures -- FOLDER DAY OUT` takes all of a
 * recorded day: what is in them is another's, so they are to be looked at, and are not for publishing.
 */
async function main([folder, day = '2026-03-12', out = 'pictures']: readonly string[]): Promise<void> {
  const executablePath = browserPath();
  if (!executablePath)
    throw new Error('There is no Chromium here. Install one, or name it in CHROMIUM_PATH.');
  const demo = await startDemo(folder ? ['--replay', folder, '--date', day] : []);
  const browser = await chromium.launch({ executablePath, args: browserArguments() });
  try {
    const screens = await openScreens(browser, demo.url);
    if (folder) await mkdir(out, { recursive: true });
    const picture = { animations: 'disabled', caret: 'hide' } as const;
    const book = folder ? undefined : await openPictureBook(await browser.newPage());
    await takeAll(demo.url, screens, async (page, name) => {
      // What the mouse is on looks otherwise.
      await page.mouse.move(0, 0);
      if (!book) await page.screenshot({ ...picture, path: join(out, `${name}.png`) });
      else if (book.has(name)) await book.add(name, await page.screenshot(picture));
    });
  } finally {
    await browser.close();
    demo.stop();
  }
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
const SIDES = ['Discord', 'Slack'] as const;
type Side = (typeof SIDES)[number];

interface Screen {
  readonly page: Page;
  readonly name: string;
  readonly isPhone: boolean;
}

type Take = (page: Page, name: string) => Promise<unknown>;

/** What a line that is typed shows on each platform. */
const ANSWERS = [
  { name: 'search', slack: 'search agents', subcommand: 'search', options: { query: 'agents' } },
  { name: 'summary', slack: 'summary 1', subcommand: 'summary', options: { paper: '1' } },
  { name: 'help', slack: 'help', subcommand: 'help', options: {} },
  { name: 'home', slack: 'home', subcommand: 'home', options: {} },
] as const;

async function takeAll(url: string, screens: readonly Screen[], take: Take): Promise<void> {
  const shoot = (what: string) => takeOnEach(screens, what, take);
  await shoot('overview');
  await takeThreads(screens, take);
  for (const { name, slack, subcommand, options } of ANSWERS) {
    const { discord, slack: here } = await readState(url);
    const [there = '', at = ''] = [discord.channels[0]?.id, here.channels[0]?.id];
    await act(url, { kind: 'discord-slash', channelId: there, subcommand, options });
    await act(url, { kind: 'slack-command', channelId: at, text: slack });
    await pause();
    await shoot(name);
  }
  await takeForms(url, screens, take);
  for (const layout of ['folded', 'carousel']) {
    const { slack, clock } = await readState(url);
    const channelId = slack.channels[0]?.id ?? '';
    await act(url, { kind: 'slack-command', channelId, text: `subscribe layout:${layout}` });
    await pause();
    await act(url, { kind: 'set-day', day: clock.now.slice(0, 10) });
    await pause();
    await shoot(layout);
  }
  await liveThroughWeek(url);
  await act(url, { kind: 'post-recap' });
  await pause();
  await shoot('recap');
  for (const { page, name, isPhone } of screens) {
    await show(page, 'Discord', isPhone);
    await page.getByRole('button', { name: /paper-forum/ }).click();
    await take(page, `forum-${name}`);
  }
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
      await pause();
      await first.evaluate((element) => element.scrollIntoView());
      await take(page, `thread-${side}-${name}`);
      await pane.locator('.thread .close, .thread [aria-label^="Close"]').first().click();
    }
}

const VOTED = [
  { discord: '1️⃣', slack: 'one' },
  { discord: '3️⃣', slack: 'three' },
] as const;

/** A recap looks back on posts and votes: the days before today, and what the person voted for. */
async function liveThroughWeek(url: string): Promise<void> {
  const { clock, slack } = await readState(url);
  const today = clock.now.slice(0, 10);
  const text = 'subscribe layout:thread';
  await act(url, { kind: 'slack-command', channelId: slack.channels[0]?.id ?? '', text });
  await pause();
  for (const day of clock.days.filter((one) => one < today).slice(-3)) {
    await act(url, { kind: 'set-day', day });
    await pause();
    for (const emoji of VOTED) await voteForNewest(url, emoji);
  }
  await act(url, { kind: 'set-day', day: today });
  await pause();
}

/** On both platforms, with the numbers under the newest overview. */
async function voteForNewest(url: string, emoji: (typeof VOTED)[number]): Promise<void> {
  const { discord, slack } = await readState(url);
  const [there, here] = [discord.channels[0], slack.channels[0]];
  const onDiscord = there?.messages.at(-1)?.id ?? '';
  const onSlack = here?.messages.findLast(({ threadTs, ts }) => (threadTs ?? ts) === ts)?.ts ?? '';
  const vote = { kind: 'react', on: true } as const;
  const at = { channelId: there?.id ?? '', messageId: onDiscord };
  await act(url, { ...vote, ...at, side: 'discord', emoji: emoji.discord });
  await act(url, {
    ...vote,
    side: 'slack',
    channelId: here?.id ?? '',
    messageId: onSlack,
    emoji: emoji.slack,
  });
}

/** One after the other: they would lie one above the other. */
async function takeForms(url: string, screens: readonly Screen[], take: Take): Promise<void> {
  const { discord, slack } = await readState(url);
  const [there = '', here = ''] = [discord.channels[0]?.id, slack.channels[0]?.id];
  const asked: Readonly<Record<Side, Act>> = {
    Discord: { kind: 'discord-slash', channelId: there, subcommand: 'settings', options: {} },
    Slack: { kind: 'slack-command', channelId: here, text: 'settings' },
  };
  for (const side of SIDES) {
    for (const { page, isPhone } of screens) await show(page, side, isPhone);
    await act(url, asked[side]);
    await pause();
    for (const { page, name } of screens) await take(page, `form-${side}-${name}`);
    await screens[0]?.page.keyboard.press('Escape');
    await pause();
  }
}

async function takeOnEach(screens: readonly Screen[], what: string, take: Take): Promise<void> {
  for (const { page, name, isPhone } of screens) {
    if (!isPhone) {
      for (const side of SIDES) await scrollToNewest(page, side);
      await take(page, `${what}-${name}`);
    }
    for (const side of isPhone ? SIDES : []) {
      await show(page, side, isPhone);
      await scrollToNewest(page, side);
      await take(page, `${what}-${side}-${name}`);
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

/** A phone shows one pane at a time. Over a form there is nothing else to press. */
async function show(page: Page, side: Side, isPhone: boolean): Promise<void> {
  if (!isPhone || (await page.getByRole('dialog').count()) > 0) return;
  await page.getByRole('button', { name: side, exact: true }).first().click();
}

/** Answers come and pages are drawn; a picture of what came too late shows that it did. */
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 4000));

await main(process.argv.slice(2));
