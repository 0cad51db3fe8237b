import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findViolations } from '../support/axe.ts';
import { aBrowsedDemo, aPane, BROWSER } from './browser.ts';

const LOOKS: ReadonlyArray<{ name: string; options: BrowserContextOptions }> = [
  { name: 'in light colors', options: { colorScheme: 'light' } },
  { name: 'in dark colors', options: { colorScheme: 'dark' } },
  { name: 'on a phone', options: { colorScheme: 'light', viewport: { width: 390, height: 844 } } },
  { name: 'on a phone in the dark', options: { colorScheme: 'dark', viewport: { width: 390, height: 844 } } },
];

/** The grave faults that axe finds, each with where it is. */
async function findFaults(page: Page): Promise<string[]> {
  return (await findViolations(page))
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, target }) => `${id}: ${target} ${html.slice(0, 160)}`));
}

describe.skipIf(!BROWSER)(`axe on the page${BROWSER ? '' : ' (skipped without Chromium)'}`, () => {
  let demo: Awaited<ReturnType<typeof aBrowsedDemo>>;
  beforeAll(async () => {
    demo = await aBrowsedDemo();
  }, 120_000);
  afterAll(() => demo.close(), 60_000);

  it.each(LOOKS)(
    'finds no serious fault $name: digest, thread, search, form, Home, traffic, mail',
    async ({ options }) => {
      const { page, close } = await demo.visit(options);
      const narrow = options.viewport !== undefined;
      for (const name of ['Discord', 'Slack'] as const) {
        if (narrow) await page.getByRole('button', { name, exact: true }).first().click();
        const { pane, type, reply } = aPane(page, name);
        expect(await findFaults(page)).toEqual([]);
        await pane.locator('.thread-link').first().click();
        await pane.locator('.thread').getByRole('button', { name: 'Summary' }).first().waitFor();
        expect(await findFaults(page)).toEqual([]);
        await pane.getByRole('button', { name: 'Close the thread' }).click();
        await type(name === 'Slack' ? '/papers search diffusion' : '/papers trending');
        if (name === 'Discord') await pane.getByRole('button', { name: 'Send' }).click();
        await reply().waitFor();
        await type(name === 'Slack' ? '/papers settings' : '/settings');
        if (name === 'Discord') await pane.getByRole('button', { name: 'Send' }).click();
        await page.getByRole('dialog').waitFor();
        expect(await findFaults(page)).toEqual([]);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
        const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
        expect(wide).toBe(false);
      }
      await page.getByRole('button', { name: 'App Home' }).click();
      await page.getByText('Daily posts').waitFor();
      expect(await findFaults(page)).toEqual([]);
      await page.getByRole('button', { name: 'Traffic' }).filter({ visible: true }).first().click();
      await page.locator('.traffic summary').first().click();
      expect(await findFaults(page)).toEqual([]);
      await page.getByRole('button', { name: 'Mail' }).filter({ visible: true }).first().click();
      await page.getByRole('region', { name: 'Feed' }).getByRole('link').first().waitFor();
      expect(await findFaults(page)).toEqual([]);
      await close();
    },
    // Twelve looks of axe take 24 s on two free cores.
    120_000,
  );
});
