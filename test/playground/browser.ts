import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  type Page,
  type Response,
} from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { browserArguments, browserPath } from '../../playground/browser-path.ts';
import { startMain } from '../e2e/run-main.ts';
import { until } from '../support/builders.ts';

/** The browser of this machine, if it has one. */
export const BROWSER = browserPath();

/** Playwright's own. */
const USUAL_SIZE = { width: 1280, height: 720 };

/** The whole demo with its page, and a browser to look at it. */
export async function aBrowsedDemo() {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-browser-'));
  const running = startMain(['demo', '--page', '--port', '0', '--no-open'], {
    cwd: folder,
    env: { CI: '1', TZ: 'UTC' },
    input: '',
  });
  await until(() => /http:\/\/127\.0\.0\.1:\d+/.test(running.text()), 'the address is printed', 60_000);
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(running.text())?.[0] ?? '';
  const browser: Browser = await chromium.launch({
    executablePath: BROWSER ?? '',
    args: browserArguments(),
  });
  return {
    url,
    /** A new visitor; `requests` and `faults` say what their browser asked for and complained about. */
    async visit(options: BrowserContextOptions = {}) {
      const context = await browser.newContext({ locale: 'en-US', timezoneId: 'UTC', ...options });
      const page = await context.newPage();
      let seen = { requests: [] as string[], faults: [] as string[] };
      page.on('request', (request) => seen.requests.push(request.url()));
      page.on('pageerror', ({ message }) => seen.faults.push(message));
      page.on('console', (said) => {
        // What was refused says below what it was.
        if (said.type() === 'error' && !said.text().startsWith('Failed to load resource'))
          seen.faults.push(said.text());
      });
      page.on('response', (response) => {
        // It is of the visit in which it was answered.
        const { faults } = seen;
        if (response.status() >= 400) void describeRefusal(response).then((text) => faults.push(text));
      });
      const open = async () => {
        await page.goto(url);
        await page.getByText('View thread').first().waitFor({ state: 'attached', timeout: 60_000 });
      };
      await open();
      return {
        page,
        requests: (): readonly string[] => seen.requests,
        faults: (): readonly string[] => seen.faults,
        /** As a new visitor would, but in the same process of the browser: to start one takes most of the time of a visit. */
        async comeAgain() {
          await page.setViewportSize(options.viewport ?? USUAL_SIZE);
          seen = { requests: [], faults: [] };
          await open();
        },
        close: () => context.close(),
      };
    },
    async close() {
      await browser.close();
      running.process.kill('SIGINT');
      expect((await running.done).code).toBe(0);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function describeRefusal(response: Response): Promise<string> {
  const sent = response.request().postData() ?? '';
  const said = await response.text().catch(() => '');
  return `${response.status()} ${response.url()} ${sent} ${said}`;
}

/** A pane and what people do in it. */
export function aPane(page: Page, name: 'Discord' | 'Slack') {
  const pane = page.getByRole('region', { name, exact: true });
  const field = () => pane.getByRole('combobox', { name: `Message #papers on ${name}` });
  return {
    pane,
    /** The channel's messages, without the thread's. */
    log: pane.getByRole('log', { name: `Messages in papers on ${name}` }),
    /** Types into the composer and sends it; on Discord the first suggestion is taken with Enter. */
    async type(text: string): Promise<void> {
      await field().fill(text);
      await field().press('Enter');
    },
    /** The bot's newest private reply. */
    reply: () => pane.locator('.message.ephemeral').last(),
  };
}

interface Visited {
  readonly demo: Awaited<ReturnType<typeof aBrowsedDemo>>;
  readonly visit: Awaited<ReturnType<Visited['demo']['visit']>>;
  readonly discord: ReturnType<typeof aPane>;
  readonly slack: ReturnType<typeof aPane>;
}

/** One demo for the tests of a block, and the page as new for each of them, whose browser may complain about nothing. */
export function visitInEachTest(): Visited {
  const at = {} as { -readonly [Name in keyof Visited]: Visited[Name] };
  beforeAll(async () => {
    at.demo = await aBrowsedDemo();
    at.visit = await at.demo.visit();
  }, 120_000);
  afterAll(() => at.demo.close(), 60_000);
  beforeEach(async () => {
    await at.visit.comeAgain();
    at.discord = aPane(at.visit.page, 'Discord');
    at.slack = aPane(at.visit.page, 'Slack');
  });
  afterEach(() => {
    expect(at.visit.faults()).toEqual([]);
  });
  return at;
}
