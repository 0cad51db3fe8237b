import { describe, expect, it } from 'vitest';
import { renderMessage as renderDiscord } from '../../adapters/discord/render/render.ts';
import { renderMessage as renderSlack } from '../../adapters/slack/render/render.ts';
import { renderText } from '../../adapters/terminal/render.ts';
import type { Message } from '../../src/core/message/message.ts';
import { papers } from '../support/builders.ts';
import { aDesk } from './desk.ts';

const rendered = (message: Message): string[] => [
  JSON.stringify(renderSlack(message)),
  JSON.stringify(renderDiscord(message)),
  renderText(message, { color: false, columns: 100 }),
];

describe('the dates of a list', () => {
  it('of a week are in the week: the day that a paper was listed, and not that of arXiv', async () => {
    const { store, clock, type } = await aDesk();
    const early = papers(3, { publishedAt: '2026-04-24T00:00:00.000Z' });
    await store.papers.save(early, clock.now());
    const shown = await type('week 2026-W18', { locale: 'en' });
    for (const text of rendered(shown)) {
      expect(text).toContain('listed Apr 30, 2026');
      expect(text).not.toContain('Apr 24');
    }
  });

  it('of a week name the day in that week of a paper that was listed again later', async () => {
    const { store, type, clock } = await aDesk();
    const [paper] = papers(1);
    for (const day of [
      '2026-04-21',
      '2026-04-22',
      '2026-04-23',
      '2026-04-24',
      '2026-04-25',
      '2026-04-26',
      '2026-04-20',
    ])
      await store.editions.save({
        ...{ day, state: 'closed', fetchedAt: clock.now() },
        paperIds: day === '2026-04-22' && paper ? [paper.id] : [],
      });
    const shown = await type('week 2026-W17', { locale: 'en' });
    expect(rendered(shown)[2]).toContain('listed Apr 22, 2026');
  });
});

describe('the date of a found paper', () => {
  it.each(['search model', 'similar 2604.00001'])(
    'is that of its first version, and is not said to be that of a list: %s',
    async (line) => {
      const { type } = await aDesk();
      for (const text of rendered(await type(line, { locale: 'en' }))) {
        const words = text.replace(/\s+/g, ' ');
        expect(words).toContain('Apr 29, 2026');
        expect(words).not.toContain('listed');
      }
    },
  );
});

describe('a message with times in it', () => {
  it.each(['subscribe time:21:00', 'status', 'preview', 'follow author Lovelace', 'following'])(
    'has one clock: %s',
    async (line) => {
      const { type, typeAndConfirm } = await aDesk();
      await type('subscribe time:21:00 days:daily');
      await typeAndConfirm('follow query attention time:21:00');
      for (const locale of ['en', 'en-US', 'en-GB', 'de'])
        for (const text of rendered(await type(line, { locale }))) expect(text).not.toMatch(/\d\s?[AP]M\b/i);
    },
  );

  it('is in plain English also for a person or a channel with another language', async () => {
    const { type } = await aDesk();
    await type('subscribe time:21:00 days:daily language:de');
    for (const line of ['today', 'why 2604.00001', 'month'])
      for (const text of rendered(await type(line, { locale: 'de' })))
        expect(text, line).toMatch(/30 Apr 2026|Apr 30, 2026|April 2026/);
    const english = rendered(await type('today', { locale: 'de' })).join();
    expect(english).toContain('Thu, Apr 30, 2026');
    expect(english).not.toMatch(/Do\.,|30\. /);
  });
});

describe('a preview', () => {
  it.each(['thread', 'cards', 'compact'])(
    'of twelve papers says so, and shows all on three pages (%s)',
    async (layout) => {
      const { type } = await aDesk();
      await type(`subscribe count:12 layout:${layout}`);
      const first = await type('preview');
      const third = await type('preview page:3');
      if (first.kind !== 'list' || third.kind !== 'list') throw new Error('no list');
      expect([first.entries.length, third.entries.length]).toEqual([5, 2]);
      expect(third.entries.map(({ n }) => n)).toEqual([11, 12]);
      expect(first.note).toMatch(/^12 papers, page 1 of 3 · /);
      expect(first.actions?.map(({ label }) => label)).toEqual(['Next ▶', 'Post now']);
    },
  );
});
