import { describe, expect, it } from 'vitest';
import { aStore } from './temp-store.ts';

describe('reading lists', () => {
  it('hold a paper once, latest first, each person their own', async () => {
    const { shelves } = await aStore();
    expect(await shelves.put('discord:1', '2604.00001', 10)).toBe(true);
    expect(await shelves.put('discord:1', '2604.00002', 20)).toBe(true);
    expect(await shelves.put('discord:1', '2604.00001', 30)).toBe(false);
    expect(await shelves.put('slack:T:1', '2604.00003', 5)).toBe(true);
    expect(await shelves.list('discord:1')).toEqual(['2604.00002', '2604.00001']);
    expect(await shelves.list('slack:T:1')).toEqual(['2604.00003']);
  });

  it('let a paper go once', async () => {
    const { shelves } = await aStore();
    await shelves.put('discord:1', '2604.00001', 10);
    expect(await shelves.remove('discord:1', '2604.00001')).toBe(true);
    expect(await shelves.remove('discord:1', '2604.00001')).toBe(false);
    expect(await shelves.list('discord:1')).toEqual([]);
  });
});
