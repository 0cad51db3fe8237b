import { describe, expect, it } from 'vitest';
import { renderMessage as renderDiscord } from '../../adapters/discord/render/render.ts';
import { renderMessage as renderSlack } from '../../adapters/slack/render/render.ts';
import { renderText } from '../../adapters/terminal/render.ts';
import type { Message } from '../../src/core/message/message.ts';
import type { Store } from '../../src/core/store/store.ts';
import { papers } from '../support/builders.ts';
import { aWorld, wish } from './world.ts';

const rendered = (message: Message | undefined): string[] => {
  if (!message) throw new Error('nothing was posted');
  return [
    JSON.stringify(renderSlack(message)),
    JSON.stringify(renderDiscord(message)),
    renderText(message, { color: false, columns: 100 }),
  ];
};

/** A day of so many papers, with ids and titles of their own. */
async function saveDay(store: Store, day: string, count: number, upvotes: number): Promise<void> {
  const name = day.slice(8);
  const listed = papers(count).map((paper, i) => ({
    ...paper,
    id: `2604.1${name}${String(i).padStart(2, '0')}`,
    title: `Paper ${i + 1} of the ${name}th`,
    upvotes: upvotes - i,
  }));
  const fetchedAt = Date.parse(`${day}T23:00:00Z`);
  await store.papers.save(listed, fetchedAt);
  await store.editions.save({ day, state: 'closed', paperIds: listed.map(({ id }) => id), fetchedAt });
}

describe('the first digest of a channel', () => {
  it('is of the newest list, however many upvotes older papers have', async () => {
    const { clock, store, tick, platform } = await aWorld({ papers: papers(50) });
    await saveDay(store, '2026-04-29', 20, 900);
    await wish(store, { count: 5 });
    clock.set('2026-04-30T09:00:10Z');
    await tick();
    const overview = platform.posts[0]?.message;
    if (overview?.kind !== 'overview') throw new Error('no overview');
    expect(overview.entries.map(({ day }) => day)).toEqual(Array(5).fill('2026-04-30'));
    for (const text of rendered(overview)) {
      expect(text).toContain('Daily papers · Thu, Apr 30, 2026');
      expect(text).not.toContain('listed');
    }
  });

  it('is filled up with older papers, which come last and say their own day on every platform', async () => {
    const { clock, store, tick, platform } = await aWorld({ papers: papers(2) });
    await saveDay(store, '2026-04-29', 20, 900);
    await wish(store, { count: 4 });
    clock.set('2026-04-30T09:00:10Z');
    await tick();
    const overview = platform.posts[0]?.message;
    if (overview?.kind !== 'overview') throw new Error('no overview');
    expect(overview.entries.map(({ day }) => day)).toEqual([
      ...['2026-04-30', '2026-04-30'],
      ...['2026-04-29', '2026-04-29'],
    ]);
    for (const text of rendered(overview)) {
      expect(text).toContain('Daily papers · Thu, Apr 30, 2026');
      expect(text.split('listed Apr 29, 2026').length - 1).toBeGreaterThanOrEqual(2);
      expect(text).not.toContain('listed Apr 30, 2026');
    }
  });
});

describe('digests of leftovers', () => {
  it('over a weekend each have a title of their own, which says that these are older papers', async () => {
    const { clock, store, tick, platform } = await aWorld({ papers: papers(12) });
    await wish(store, { cron: '0 9 * * *', count: 3, layout: 'compact' });
    for (const day of ['2026-04-30', '2026-05-01', '2026-05-02']) {
      clock.set(`${day}T09:00:10Z`);
      await tick();
    }
    const titles = [
      'Daily papers · Thu, Apr 30, 2026',
      'Papers of earlier days · Fri, May 1, 2026',
      'Papers of earlier days · Sat, May 2, 2026',
    ];
    expect(platform.posts).toHaveLength(3);
    for (const [i, { message }] of platform.posts.entries()) {
      for (const text of rendered(message)) {
        expect(text).toContain(titles[i]);
        expect(text.includes('listed Apr 30, 2026')).toBe(i > 0);
      }
    }
  });

  it('later on the same day say that these are more papers, on the day that it is in the channel', async () => {
    const { clock, store, tick, platform } = await aWorld({ papers: papers(12) });
    await wish(store, { cron: '0 11,18 * * *', zone: 'Europe/Paris', count: 3, layout: 'compact' });
    for (const time of ['09:00', '16:00']) {
      clock.set(`2026-04-30T${time}:10Z`);
      await tick();
    }
    expect(platform.posts.map(({ message }) => rendered(message)[2]?.split('\n')[0])).toEqual([
      expect.stringContaining('── Daily papers · Thu, Apr 30, 2026 ─'),
      expect.stringContaining('── More papers · Thu, Apr 30, 2026 ─'),
    ]);
  });
});
