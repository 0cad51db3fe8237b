import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPerson, PANES, type PaneName, readGroups } from '../../playground/browse-task.ts';
import { aBrowsedDemo, BROWSER } from './browser.ts';

/** An iPhone 12 to 14. */
const PHONE = { width: 390, height: 844 };

/** Each answer by what is typed, and a text that is in it when it is there. */
const ANSWERS = [
  { name: 'five results of a search', line: 'search agents', says: 'Search: agents' },
  { name: 'a summary', line: 'summary 1', says: 'arXiv' },
  { name: 'a card', line: 'show 1', says: 'arXiv' },
  { name: 'the help', line: 'help', says: '/papers search' },
  { name: 'the home', line: 'home', says: 'Today' },
] as const;

interface Asked {
  readonly pane: PaneName;
  readonly line: string;
  readonly says: string;
}

const CASES = PANES.flatMap((pane) => ANSWERS.map((answer) => ({ pane, ...answer })));

/** Lists of five papers. */
const FIVES = PANES.flatMap((pane) =>
  [
    { line: 'search agents', says: 'Search: agents' },
    { line: 'search video generation', says: 'Search: video generation' },
    { line: 'search reasoning benchmark', says: 'Search: reasoning benchmark' },
    { line: 'week', says: 'Papers of week' },
  ].map((asked) => ({ pane, ...asked })),
);

/** The parts of an element that stand out of the screen at a side, or out of their own box. */
const findWide = (element: Locator): Promise<string[]> =>
  element.evaluate((root) => {
    const { clientWidth } = root.ownerDocument.documentElement;
    return [root, ...root.querySelectorAll('*')].flatMap((one) => {
      const { left, right, width } = one.getBoundingClientRect();
      const isWide = width > 1 && (left < -1 || right > clientWidth + 1);
      return isWide ? [`${one.tagName} .${one.className}: ${left} to ${right}`] : [];
    });
  });

/** How far the page can be scrolled sideways. */
const findScroll = (element: Locator): Promise<number> =>
  element.evaluate(
    ({ ownerDocument: { documentElement } }) => documentElement.scrollWidth - documentElement.clientWidth,
  );

describe.skipIf(!BROWSER)(
  `an answer on a phone, in a browser${BROWSER ? '' : ' (skipped without Chromium)'}`,
  () => {
    let demo: Awaited<ReturnType<typeof aBrowsedDemo>>;
    let visit: Awaited<ReturnType<typeof demo.visit>>;
    let groups: Map<string, string>;

    beforeAll(async () => {
      demo = await aBrowsedDemo();
      visit = await demo.visit({ viewport: PHONE });
      groups = await readGroups(demo.url);
    }, 90_000);
    afterAll(() => demo.close(), 60_000);

    async function open(pane: PaneName) {
      await visit.page.getByRole('button', { name: pane, exact: true }).first().click();
      return createPerson(visit.page, pane, groups);
    }

    async function ask({ pane, line, says }: Asked): Promise<Locator> {
      const person = await open(pane);
      await person.take({ type: line });
      const answer = await person.findAnswer();
      await answer.getByText(says).first().waitFor();
      return answer;
    }

    it.each(CASES)('is no wider than it: $name on $pane', { timeout: 60_000 }, async (asked) => {
      const answer = await ask(asked);
      expect(await findWide(answer)).toEqual([]);
      expect(await findScroll(answer)).toBe(0);
      expect(visit.faults()).toEqual([]);
    });

    it.each(FIVES)(
      'has five papers with heading, select and buttons in 700 pixels, the first in sight: $line on $pane',
      { timeout: 60_000 },
      async (asked) => {
        const answer = await ask(asked);
        const links = answer.getByRole('link');
        await links.nth(4).waitFor();
        expect(await links.count()).toBe(5);
        await answer.getByRole('combobox').waitFor();
        expect((await answer.boundingBox())?.height).toBeLessThanOrEqual(700);
        const log = visit.page.getByRole('log', { name: `Messages in papers on ${asked.pane}` });
        const { y: top = Number.NaN } = (await log.boundingBox()) ?? {};
        expect((await links.first().boundingBox())?.y).toBeGreaterThan(top);
      },
    );

    it.each(PANES)('fits one screen where it is the help, on %s', { timeout: 60_000 }, async (pane) => {
      const answer = await ask({ pane, ...ANSWERS[3] });
      expect((await answer.boundingBox())?.height).toBeLessThanOrEqual(PHONE.height);
    });

    it.each(PANES)('is no wider than it: the settings on %s', { timeout: 60_000 }, async (pane) => {
      const person = await open(pane);
      await person.take({ type: 'settings' });
      const form = visit.page.getByRole('dialog');
      await form.waitFor();
      expect(await findWide(form)).toEqual([]);
      const { height = Number.NaN } = (await form.boundingBox()) ?? {};
      expect(height).toBeLessThanOrEqual(PHONE.height);
      await visit.page.keyboard.press('Escape');
      await form.waitFor({ state: 'detached' });
    });
  },
);
