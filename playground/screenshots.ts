import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Locator, type Page } from 'playwright-core';
import { browserArguments, browserPath } from './browser-path.ts';
import { act, readState } from './demo-client.ts';
import type { Act } from './protocol.ts';
import { startDemo } from './start-demo.ts';

const ROOT = join(import.meta.dirname, '..');
const FOLDER = join(ROOT, 'docs/screenshots');

/** A machine that does much else is slow. */
const TIMEOUT_MS = 120_000;

type Side = 'Discord' | 'Slack';

/** Takes the README's pictures: the demo as it is, with the sample edition, its clock standing still. */
async function main(): Promise<void> {
  const executablePath = browserPath();
  if (!executablePath)
    throw new Error('There is no Chromium here. Install one, or name it in CHROMIUM_PATH.');
  const demo = await startDemo();
  const browser = await chromium.launch({ executablePath, args: browserArguments() });
  try {
    const page = await browser.newPage({
      ...{ locale: 'en-US', timezoneId: 'UTC', colorScheme: 'light', deviceScaleFactor: 1.5 },
      viewport: { width: 1340, height: 760 },
    });
    page.setDefaultTimeout(TIMEOUT_MS);
    await page.goto(demo.url);
    await page.getByText('View thread').waitFor();
    await act(demo.url, { kind: 'set-speed', speed: 0 });
    await mkdir(FOLDER, { recursive: true });
    await takeAll(page, demo.url);
  } finally {
    await browser.close();
    demo.stop();
  }
}

async function takeAll(page: Page, url: string): Promise<void> {
  // The bot's own reactions come one by one after the posts.
  for (const platform of ['Discord', 'Slack'] as const)
    await pane(page, platform).getByRole('list', { name: 'Reactions' }).getByText('5️⃣').first().waitFor();
  await take(pane(page, 'Discord'), 'digest-discord');
  await take(pane(page, 'Slack'), 'digest-slack');

  await warmUp(page, url);
  // An answer that is longer than its pane would be cut off.
  await page.setViewportSize({ width: 1340, height: 1300 });
  await type(page, 'Discord', '/papers search');
  await page.getByRole('combobox', { name: /^query/ }).fill('diffusion');
  await page.getByRole('combobox', { name: /^query/ }).press('Enter');
  await take(await answer(page, 'Discord', 'Search: diffusion'), 'search-discord');
  await type(page, 'Slack', '/papers search diffusion');
  await take(await answer(page, 'Slack', 'Search: diffusion'), 'search-slack');

  await type(page, 'Slack', '/papers summary 2604.26752');
  await take(await answer(page, 'Slack', 'AI summary'), 'summary-slack');

  await type(page, 'Slack', '/papers settings');
  const form = page.getByRole('dialog');
  await form.waitFor();
  await take(form, 'settings-slack');
  await page.keyboard.press('Escape');

  await vote(url);
  await pane(page, 'Discord').getByText('👍 2').first().waitFor();
  await type(page, 'Discord', '/papers top');
  await pane(page, 'Discord').getByRole('button', { name: 'Send' }).click();
  await take(await answer(page, 'Discord', 'Top papers'), 'top-discord');
  await takeMail(page, url);
}

const pane = (page: Page, side: Side): Locator => page.getByRole('region', { name: side, exact: true });

async function type(page: Page, side: Side, text: string): Promise<void> {
  const field = pane(page, side).getByRole('combobox', { name: `Message #papers on ${side}` });
  await field.fill(text);
  await field.press('Enter');
}

/** Whoever searches first waits for the index to be opened: a picture is to show what one has every day. */
async function warmUp(page: Page, url: string): Promise<void> {
  await act(url, { kind: 'slack-command', channelId: 'C0GENERAL', text: 'search agents' });
  const channel = (name: string) => pane(page, 'Slack').getByRole('button', { name, exact: true });
  await channel('# general').click();
  await pane(page, 'Slack').getByText('Search: agents').waitFor();
  await channel('# papers').click();
}

async function answer(page: Page, side: Side, words: string): Promise<Locator> {
  const found = pane(page, side).locator('.message.ephemeral', { hasText: words }).last();
  await found.waitFor();
  return found;
}

async function take(what: Locator, name: string): Promise<void> {
  // What the mouse or the keyboard is on looks otherwise.
  await what.page().mouse.move(0, 0);
  await what.page().evaluate('document.activeElement?.closest("dialog") ?? document.activeElement?.blur()');
  await what.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled', caret: 'hide' });
}

/** A reader's first digest: they sign up in the pane, and confirm by the link in the mail. */
async function takeMail(page: Page, url: string): Promise<void> {
  await page.getByRole('button', { name: 'Mail', exact: true, pressed: false }).click();
  const mail = page.getByRole('region', { name: 'Mail', exact: true });
  await mail.getByRole('button', { name: 'Subscribe' }).click();
  const opened = page.context().waitForEvent('page');
  await page.frameLocator('iframe[title^="Mail:"]').locator('a[href*="/mail/confirm/"]').first().click();
  const confirmation = await opened;
  await confirmation.getByRole('button', { name: 'Yes, send them' }).click();
  await mail.getByRole('button', { name: /^Daily papers/ }).waitFor();
  const state = await readState(url);
  await page.setViewportSize({ width: 680, height: 900 });
  await page.goto(`${url}/mail/${state.mail?.mails[0]?.id}`);
  await page.screenshot({ path: join(FOLDER, 'digest-mail.png') });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: join(FOLDER, 'digest-mail-dark.png') });
  await page.emulateMedia({ colorScheme: 'light' });
}

/** A leaderboard wants votes: from both platforms for the second paper, from one for the first. */
async function vote(url: string): Promise<void> {
  const { discord, slack } = await readState(url);
  const there = { channelId: discord.channels[0]?.id ?? '', messageId: discord.channels[0]?.messages[0]?.id };
  const here = { channelId: slack.channels[0]?.id ?? '', messageId: slack.channels[0]?.messages[0]?.ts };
  const onDiscord = { kind: 'react', side: 'discord', ...there, messageId: there.messageId ?? '', on: true };
  const onSlack = { kind: 'react', side: 'slack', ...here, messageId: here.messageId ?? '', on: true };
  await act(url, { ...onDiscord, emoji: '2️⃣' } as Act);
  await act(url, { ...onSlack, emoji: 'two' } as Act);
  await act(url, { ...onSlack, emoji: 'one' } as Act);
}

await main();
