import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type MailServer, openMailServer } from '../../loopback/mail-server.ts';
import { browserArguments, browserPath } from '../../playground/browser-path.ts';
import { createMailKeys } from '../../src/mail/keys.ts';
import { openStore } from '../../src/store/open-store.ts';
import { aLog, until } from '../support/builders.ts';
import { aDkimKey } from '../support/dkim-key.ts';
import { aFreePort } from '../support/free-port.ts';
import { aCity, discordPosts, readAll } from './city.ts';
import { showPanes } from './panes.ts';

const BROWSER = browserPath();
const MAIL_KEY = 'k'.repeat(40);
const DKIM_KEY = 'dkim.pem';
const TIMEOUT = 180_000;
const READER = 'Ada.Reader@example.com';
/** Where the reader's browser is, as a proxy says. */
const READER_IP = '203.0.113.77';
const PROXY = { 'x-forwarded-for': READER_IP };

let mail: MailServer;
let hub: Awaited<ReturnType<typeof aHub>>;
let city: Awaited<ReturnType<typeof aCity>>;
let url: string;

beforeEach(async () => {
  mail = await openMailServer();
  hub = await aHub();
  const port = await aFreePort();
  url = `http://127.0.0.1:${port}`;
  city = await aCity({
    ...{ SMTP_URL: mail.url, MAIL_FROM: 'Paperboy <papers@example.org>', MAIL_KEY },
    ...{ MAIL_DKIM_KEY: DKIM_KEY, MAIL_DKIM_SELECTOR: 'spring' },
    ...{ WEB_URL: url, WEB_PORT: String(port), PAPERBOY_CLOCK_SPEED: '60' },
    ...{ FEED_HUB: hub.url, WEBHOOK_PRIVATE_NETWORKS: 'true' },
  });
});
afterEach(async () => {
  await city.close();
  await mail.close();
  hub.close();
});

/** A WebSub hub that remembers what it was sent. */
async function aHub() {
  const posted: string[] = [];
  const server = createServer(async (request, response) => {
    posted.push(await text(request));
    response.writeHead(204).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { posted, url: `http://127.0.0.1:${port}`, close: () => void server.close() };
}

async function run(...args: string[]): Promise<void> {
  const { code, stderr } = await city.start('2026-04-30T08:30:00Z', ...args).done;
  if (code !== 0) throw new Error(stderr);
}

/** What a person does with a page: in a real browser where this machine has one, else by what the page would send. */
async function aReader() {
  const browser: Browser | undefined = BROWSER
    ? await chromium.launch({ executablePath: BROWSER, args: browserArguments() })
    : undefined;
  const page: Page | undefined = await browser?.newPage({ extraHTTPHeaders: PROXY });
  return {
    async signUp(): Promise<string> {
      const fields = { address: READER, often: 'daily', time: '9:30', zone: 'UTC', topics: '' };
      if (!page) return send(`${url}/sign-up`, fields);
      await page.goto(`${url}/sign-up`);
      await page.getByLabel('E-mail address').fill(READER);
      await page.getByLabel('Time of day').fill('9:30');
      await page.getByRole('button', { name: 'Send the confirmation' }).click();
      return page.locator('main').innerText();
    },
    async press(address: string, button: string): Promise<string> {
      if (!page) return send(address, {});
      await page.goto(address);
      await page.getByRole('button', { name: button }).click();
      return page.locator('main').innerText();
    },
    /** In the demo’s panes: the vote at its paper in both chats, and the digest in the inbox with the feed beside. */
    async seeVote(panes: string): Promise<void> {
      const tab = await browser?.newPage();
      if (!tab) return;
      await tab.goto(panes);
      for (const [pane, channel] of Object.entries({ Slack: 'papers', Discord: 'general' })) {
        const log = tab.getByRole('log', { name: `Messages in ${channel} on ${pane}` });
        await log.getByText('👍 1').first().waitFor();
        expect(await log.innerText()).toContain('GLM-5V');
      }
      await tab
        .getByRole('button', { name: 'Mail', pressed: false })
        .filter({ visible: true })
        .first()
        .click();
      const inbox = tab.getByRole('region', { name: 'Mail', exact: true });
      await inbox.getByRole('button', { name: /^Daily papers · Thu, Apr 30, 2026/ }).waitFor();
      await inbox.getByRole('region', { name: 'Feed' }).getByRole('link').first().waitFor();
    },
    close: async () => browser?.close(),
  };
}

async function send(address: string, fields: Record<string, string>): Promise<string> {
  const answer = await fetch(address, {
    method: 'POST',
    headers: PROXY,
    body: new URLSearchParams(fields),
    redirect: 'error',
  });
  return answer.text();
}

/** Of the address and of who asked for it, what any file of the bot's data has in clear; and whether a paper is there at all. */
function findInClear(): Record<string, boolean> {
  const files = readAll(join(city.folder, 'data')).map((text) => text.toLowerCase());
  const words = ['ada.reader', READER_IP, 'glm-5v'];
  return Object.fromEntries(words.map((word) => [word, files.some((text) => text.includes(word))]));
}

const ENCRYPTED = { 'ada.reader': false, [READER_IP]: false, 'glm-5v': true };

/** The links of the newest mail. */
function listLinks(which: RegExp): string[] {
  return [...String(mail.received.at(-1)?.mail.html).matchAll(/href="([^"]+)"/g)]
    .map(([, link = '']) => link)
    .filter((link) => which.test(link));
}

it(
  `a person signs up, confirms, gets the digest at their time, votes from it, is seen in both chats, and unsubscribes${BROWSER ? '' : ' (without Chromium: what the pages would send)'}`,
  async () => {
    const { general, guild } = city.discord;
    const dkim = aDkimKey('spring');
    await city.write(DKIM_KEY, dkim.pem);
    const times = ['--at', '09:00', '--days', 'daily', '--count', '2', '--layout', 'compact'];
    await run('subscribe', `discord:${general.id}`, ...times);
    await run('subscribe', 'slack:T0LOOP/C0OPEN', ...times);
    await run('link', 'slack:T0LOOP', `discord:${guild.id}`, 'email:readers');
    const slackPosts = () => JSON.stringify(city.slack.state.channels.get('C0OPEN')?.messages ?? []);
    const discordPost = () => JSON.stringify(discordPosts(city, general).map(({ embeds }) => embeds));

    const bot = city.start('2026-04-30T08:59:30Z', 'start');
    const reader = await aReader();
    await until(
      () =>
        fetch(`${url}/sign-up`).then(
          ({ ok }) => ok,
          () => false,
        ),
      `the pages are there:\n${bot.text()}`,
      60_000,
    );

    const feed = encodeURIComponent(`${url}/feed.xml`);
    await until(() => hub.posted.includes(`hub.mode=publish&hub.url=${feed}`), 'the hub is notified', 60_000);

    // Nothing but the confirmation before the click; a scanner that follows its link confirms nothing.
    expect(await reader.signUp()).toContain('Check your inbox');
    await until(() => mail.received.length === 1, `the confirmation came:\n${bot.text()}`, 60_000);
    expect(mail.received[0]?.to).toEqual(['Ada.Reader@example.com']);
    expect(mail.received[0]?.mail.headers.has('list-unsubscribe')).toBe(false);
    const [confirm = ''] = listLinks(/\/mail\/confirm\//);
    expect(await (await fetch(confirm)).text()).toContain('Yes, send them');
    expect(await reader.press(confirm, 'Yes, send them')).toContain('09:30');

    // The digest comes at the reader's time on the rehearsed clock.
    await until(() => mail.received.length === 2, `the digest came:\n${bot.text()}`, 60_000);
    const [, digest] = mail.received;
    expect(digest?.mail.subject).toMatch(/^Daily papers · Thu, Apr 30, 2026: /);
    const signature = await dkim.verify(digest?.raw ?? '');
    expect(signature).toMatchObject({ status: 'pass', domain: 'example.org' });
    expect(signature.signed).toContain('list-unsubscribe-post');
    expect(findInClear()).toEqual(ENCRYPTED);
    await until(
      () => slackPosts().includes('GLM-5V') && discordPost().includes('GLM-5V'),
      `both chats have it:\n${bot.text()}`,
    );

    // A look at the link casts no vote; the button does, and both chats show it.
    const [up = ''] = listLinks(/\/mail\/vote\/.*\/up$/);
    await fetch(up);
    expect(slackPosts()).not.toContain('👍');
    expect(await reader.press(up, 'Vote for')).toContain('You have voted for it.');
    await until(() => slackPosts().includes('👍 1'), `Slack shows the vote:\n${bot.text()}`, 60_000);
    await until(() => discordPost().includes('👍 1'), `Discord shows the vote:\n${bot.text()}`, 60_000);
    const panes = await showPanes(city, mail, url);
    await reader.seeVote(panes.url);
    await panes.close();

    // As a mail provider sends it: one POST, no cookies, no redirect, no second press.
    const unsubscribe = String(
      digest?.mail.headers.get('list') && JSON.stringify(digest.mail.headers.get('list')),
    );
    const address = /https?:\/\/[^"<>]+\/mail\/unsubscribe\/[\w.-]+/.exec(unsubscribe)?.[0] ?? '';
    const head = String(digest?.raw).replace(/\r\n[ \t]+/g, ' ');
    expect(head).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n');
    expect(await send(address, { 'List-Unsubscribe': 'One-Click' })).toContain('You are unsubscribed');
    expect(findInClear()).toEqual(ENCRYPTED);
    await reader.close();

    bot.process.kill('SIGTERM');
    expect((await bot.done).code).toBe(0);
    const store = await openStore({ url: `file:${join(city.folder, 'data/paperboy.sqlite')}`, log: aLog() });
    const left = (await store.subscriptions.list()).filter(({ channel }) => channel.startsWith('email:'));
    const channel = createMailKeys(MAIL_KEY).verify(
      'unsubscribe',
      address.split('/').at(-1) ?? '',
      0,
    )?.channel;
    const [delivered] = channel === undefined ? [] : await store.deliveries.listRecent(channel, 1);
    await store.close();
    expect(delivered).toMatchObject({ slot: Date.parse('2026-04-30T09:30:00Z'), state: 'sent' });
    expect(left).toEqual([]);
    expect(bot.text().toLowerCase()).not.toContain('ada.reader');
    expect(mail.received).toHaveLength(2);
  },
  TIMEOUT,
);
