import { describe, expect, it } from 'vitest';
import { texts } from '../../commands/texts/lists.ts';
import { SourceError } from '../../src/core/base/errors.ts';
import type { Message } from '../../src/core/message/message.ts';
import { aProblem } from '../support/a-problem.ts';
import { aPaper, papers } from '../support/builders.ts';
import { personId, tenantId } from '../support/ids.ts';
import { aDesk, readMessage, textIn } from './desk.ts';

const listIds = (message: Message) =>
  message.kind === 'list' ? message.entries.map(({ paper }) => paper.id) : [];
const listNumbers = (message: Message) => (message.kind === 'list' ? message.entries.map(({ n }) => n) : []);

describe('week', () => {
  it('lists the papers of last week on a topic, most upvotes first, and turns its pages', async () => {
    const { type, press, store, clock } = await aDesk();
    const agents = papers(7).map((paper, i) => ({
      ...paper,
      id: paper.id.replace('2604', '2603'),
      title: i === 0 ? 'Something else' : `Agents ${i}`,
      abstract: 'Of this and that.',
      keywords: [],
      upvotes: 10 * i,
    }));
    await store.papers.save(agents, clock.now());
    for (const day of [
      '2026-04-20',
      '2026-04-21',
      '2026-04-22',
      '2026-04-23',
      '2026-04-24',
      '2026-04-25',
      '2026-04-26',
    ])
      await store.editions.save({
        ...{ day, state: 'closed', fetchedAt: clock.now() },
        paperIds: day === '2026-04-21' ? agents.map(({ id }) => id) : [],
      });
    const first = await type('week last topic:agents');
    expect(first).toMatchObject({ title: 'Papers of week 2026-W17: agents', note: '6 papers, page 1 of 2' });
    expect(listIds(first)).toEqual([7, 6, 5, 4, 3].map((n) => `2603.0000${n}`));
    const second = readMessage(await press(first, 'Next ▶'));
    expect(listIds(second)).toEqual(['2603.00002']);
    expect(textIn(await type('week last topic:fish'))).toContain(
      'None of the 7 papers from week 2026-W17 are about fish.',
    );
  });

  it('says of a single paper that it is not about the topic', () => {
    const none = { week: '2026-W17', topic: 'fish' };
    expect(texts.noneOnTopic({ ...none, count: 1 })).toBe(
      'The only paper from week 2026-W17 is not about fish.',
    );
  });
});

describe('today', () => {
  it('lists five papers a page, and its buttons turn the pages in place', async () => {
    const { type, press } = await aDesk();
    const first = await type('today');
    expect(first).toMatchObject({
      kind: 'list',
      title: 'Daily papers, Thu, 30 Apr 2026',
      note: '25 papers, page 1 of 5',
    });
    expect(listIds(first)[0]).toBe('2604.00001');
    const second = await press(first, 'Next ▶');
    expect(second.kind).toBe('update');
    expect(listNumbers(readMessage(second))).toEqual([6, 7, 8, 9, 10]);
    expect(listNumbers(readMessage(await press(readMessage(second), '◀ Previous')))[0]).toBe(1);
    const last = await type('today page:5');
    expect(listNumbers(last)).toEqual([21, 22, 23, 24, 25]);
    expect(textIn(last)).not.toContain('Next');
  });

  it('asks the source for a day that was never fetched, and saves its answer', async () => {
    const { type, script, store } = await aDesk();
    script.lists.set(
      'day',
      papers(2, { title: 'From the past' }).map((paper) => ({
        ...paper,
        id: paper.id.replace('2604', '2501'),
      })),
    );
    expect(listIds(await type('today 2025-01-15'))).toHaveLength(2);
    expect(await store.papers.find('2501.00001')).toBeDefined();
  });

  it('says why a day is empty, and what is wrong with one that is none', async () => {
    const { type } = await aDesk();
    expect(textIn(await type('today 2026-04-25'))).toContain('on 2026-04-25. Weekends have no list.');
    const wednesday = textIn(await type('today 2026-04-22'));
    expect(wednesday).toContain('No papers were listed on 2026-04-22.');
    expect(wednesday).not.toContain('Weekends');
    expect(textIn(await type('today 2026-05-01'))).toContain('is in the future');
    expect(textIn(await type('today friday'))).toContain('is not a day');
    expect(textIn(await type('today yesterday'))).toContain('No papers were listed on 2026-04-29');
  });

  it('reports the failure of the source, and not an empty day', async () => {
    const { type, script } = await aDesk();
    script.lists.set(
      'day',
      new SourceError(aProblem('http://10.0.0.3 answered 500: words', { code: 'source-failing' })).withSource(
        'Hugging Face',
      ),
    );
    expect(await type('today 2025-01-15')).toMatchObject({
      kind: 'notice',
      tone: 'warning',
      title: 'Hugging Face cannot be reached.',
    });
  });
});

describe('week, month and trending', () => {
  it('ask the source where days are missing, and show most upvotes first', async () => {
    const { type, script } = await aDesk();
    script.lists.set(
      'week',
      papers(1, { upvotes: 999 }).map((paper) => ({ ...paper, id: '2604.99999' })),
    );
    expect(listIds(await type('week'))[0]).toBe('2604.99999');
    expect(script.asked).toEqual(['week']);
    expect(await type('week 2026-W18')).toMatchObject({ title: 'Papers of week 2026-W18' });
    expect(await type('month 2026-04')).toMatchObject({
      title: 'Papers of April 2026',
      note: '25 papers, page 1 of 5',
    });
  });

  it('fall back to the saved papers when the source fails', async () => {
    const { type, script } = await aDesk();
    script.lists.set(
      'month',
      new SourceError(aProblem('words', { code: 'source-failing' })).withSource('Hugging Face'),
    );
    expect(await type('month')).toMatchObject({ note: '25 papers, page 1 of 5' });
    expect(await type('month 2025-01')).toMatchObject({
      kind: 'notice',
      title: 'Hugging Face cannot be reached.',
    });
  });

  it('refuse a week that the year does not have', async () => {
    const { type } = await aDesk();
    expect(textIn(await type('week 2025-W53'))).toContain('is not a week');
    expect(textIn(await type('week 2026-W53'))).not.toContain('is not a week');
    expect(textIn(await type('month 2026-13'))).toContain('is not a month');
  });

  it('keep the order of the source for trending', async () => {
    const { type, script } = await aDesk();
    script.lists.set('trending', papers(3).toReversed());
    const shown = await type('trending');
    expect(listIds(shown)).toEqual(['2604.00003', '2604.00002', '2604.00001']);
    expect(shown).toMatchObject({ note: '3 papers' });
  });

  it('says in the demo that it has no trending list', async () => {
    const { type, script, services } = await aDesk();
    script.lists.set('trending', papers(3));
    Object.assign(services, { demoDays: ['2026-04-30'] });
    expect(await type('trending')).toMatchObject({
      note: 'This demo has no trending list: these are its papers by upvotes. 3 papers',
    });
  });
});

describe('how old a paper is', () => {
  const listDates = (message: Message) =>
    message.kind === 'list' ? message.entries.map(({ date, day }) => day ?? date) : ['no list'];

  it.each([
    ['search model', '2026-04-29'],
    ['similar 2604.00001', '2026-04-29'],
    // The day it was listed, which the title of a week is about.
    ['week', '2026-04-30'],
    ['trending', '2026-04-30'],
    ['top', '2026-04-30'],
  ])('is in the list of %s', async (line, expected) => {
    const { type, script } = await aDesk();
    await type('vote up 2604.00003');
    script.lists.set('trending', papers(2));
    const dates = listDates(await type(line));
    expect(dates.length).toBeGreaterThan(0);
    expect(new Set(dates)).toEqual(new Set([expected]));
  });

  it('is shown by the day it was listed on where no source knows better, else not at all', async () => {
    const { type, script } = await aDesk();
    const { publishedAt: _, ...undated } = aPaper({ id: '2401.00001' });
    script.lists.set('trending', [
      { ...undated, listedAt: '2024-01-02T03:04:05.000Z' },
      { ...undated, id: 'local:a' },
    ]);
    expect(listDates(await type('trending'))).toEqual(['2024-01-02', undefined]);
  });

  it('is left out of the list of a day, which is of that day', async () => {
    const { type } = await aDesk();
    expect(new Set(listDates(await type('today')))).toEqual(new Set([undefined]));
  });
});

describe('top', () => {
  it('ranks what the community voted for, in a period, here or everywhere', async () => {
    const { type, clock } = await aDesk();
    for (const [person, paper] of [
      ['ann', 3],
      ['bob', 3],
      ['ann', 5],
    ] as const)
      await type(`vote up 2604.0000${paper}`, { person: personId(`discord:${person}`) });
    await type('vote down 2604.00007');
    expect(listIds(await type('top'))).toEqual(['2604.00003', '2604.00005']);
    expect(listIds(await type('top here:yes'))).toEqual([]);
    expect(listIds(await type('top', { tenant: tenantId('discord:other') }))).toEqual([]);
    clock.advance(8 * 86_400_000);
    expect(listIds(await type('top week'))).toEqual([]);
    expect(listIds(await type('top all'))).toHaveLength(2);
  });

  it.each([
    ['top day', 'Top papers, votes of the last 24 hours'],
    ['top', 'Top papers, votes of the last 7 days'],
    ['top month here:yes', 'Top papers, votes of the last 31 days, this channel'],
    ['top all', 'Top papers, votes of all time'],
  ])('%s says that its period is one of votes', async (line, title) => {
    const { type } = await aDesk();
    expect(await type(line)).toMatchObject({ title });
  });
});
