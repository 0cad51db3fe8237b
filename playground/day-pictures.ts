import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { browserArguments, browserPath } from './browser-path.ts';
import type { Act, PlaygroundState } from './protocol.ts';
import { startDemo } from './start-demo.ts';

/**
 * Takes pictures of all that the bot shows on a recorded day, on both platforms, on a phone and a laptop, light and dark:
 * `npm run pictures -- FOLDER DAY OUT`, where the folder has recorded days. What is in them is another's: they are to be looked at, and
 * are not for publishing.
 */
async function main([folder, day = '2026-03-12', out = 'pictures']: readonly string[]): Promise<void> {
  const executablePath = browserPath();
  if (!executablePath || !folder)
    throw new Error('npm run pictures -- FOLDER DAY OUT; it takes Chromium, or its path in CHROMIUM_PATH.');
  const demo = await startDemo(['--replay', folder, '--date', day]);
  const browser = await chromium.launch({ executablePath, args: browserArguments() });
  try {
    await mkdir(out, { recursive: true });
    const screens: Screen[] = [];
    for (const { name, ...viewport } of DEVICES)
      for (const colorScheme of ['light', 'dark'] as const) {
        const options = { locale: 'en-US', timezoneId: 'UTC', colorScheme, viewport };
        const page = await browser.newPage(options);
        await page.goto(demo.url);
        await page.getByText('View thread').first().waitFor({ state: 'attached' });
        screens.push({ page, name: `${name}-${colorScheme}`, isPhone: name === 'phone' });
      }
    await takeAll(demo.url, screens, (page, name) =>
      page.screenshot({ path: join(out, `${name}.png`), animations: 'disabled', caret: 'hide' }),
    );
  } finally {
    await browser.close();
    demo.stop();
  }
}

const DEVICES = [
  { name: 'phone', width: 390, height: 844 },
  { name: 'laptop', width: 1340, height: 900 },
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
  for (const { page, name, isPhone } of screens)
    for (const side of SIDES) {
      await show(page, side, isPhone);
      const pane = page.getByRole('region', { name: side, exact: true });
      await pane.locator('.thread-link').first().click();
      await pane.locator('.thread article').first().waitFor();
      await take(page, `thread-${side}-${name}`);
      await pane.locator('.thread .close, .thread [aria-label^="Close"]').first().click();
    }
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
  await act(url, { kind: 'post-recap' });
  await pause();
  // Nobody asked for it, so the page stays where it is.
  for (const { page } of screens)
    for (const log of await page.getByRole('log').all())
      await log.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await shoot('recap');
  for (const { page, name, isPhone } of screens) {
    await show(page, 'Discord', isPhone);
    await page.getByRole('button', { name: /paper-forum/ }).click();
    await take(page, `forum-${name}`);
  }
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
    if (!isPhone) await take(page, `${what}-${name}`);
    for (const side of isPhone ? SIDES : []) {
      await show(page, side, isPhone);
      await take(page, `${what}-${side}-${name}`);
    }
  }
}

/** A phone shows one pane at a time. Over a form there is nothing else to press. */
async function show(page: Page, side: Side, isPhone: boolean): Promise<void> {
  if (!isPhone || (await page.getByRole('dialog').count()) > 0) return;
  await page.getByRole('button', { name: side, exact: true }).first().click();
}

/** Answers come and pages are drawn; a picture of what came too late shows that it did. */
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 4000));

async function readState(url: string): Promise<PlaygroundState> {
  return (await (await fetch(`${url}/state`)).json()) as PlaygroundState;
}

async function act(url: string, body: Act): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answered = await fetch(`${url}/act`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answered.ok) throw new Error(await answered.text());
}

await main(process.argv.slice(2));
