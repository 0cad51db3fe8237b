import { describe, expect, it } from 'vitest';
import { personId } from '../../support/ids.ts';
import { aStore } from '../temp-store.ts';

describe('reading lists', () => {
  it('hold a paper once, latest first, each person their own', async () => {
    const { readingLists } = await aStore();
    expect(await readingLists.put(personId('discord:1'), '2604.00001', 10)).toBe(true);
    expect(await readingLists.put(personId('discord:1'), '2604.00002', 20)).toBe(true);
    expect(await readingLists.put(personId('discord:1'), '2604.00001', 30)).toBe(false);
    expect(await readingLists.put(personId('slack:T/1'), '2604.00003', 5)).toBe(true);
    expect(await readingLists.list(personId('discord:1'))).toEqual(['2604.00002', '2604.00001']);
    expect(await readingLists.list(personId('slack:T/1'))).toEqual(['2604.00003']);
  });

  it('let a paper go once', async () => {
    const { readingLists } = await aStore();
    await readingLists.put(personId('discord:1'), '2604.00001', 10);
    expect(await readingLists.remove(personId('discord:1'), '2604.00001')).toBe(true);
    expect(await readingLists.remove(personId('discord:1'), '2604.00001')).toBe(false);
    expect(await readingLists.list(personId('discord:1'))).toEqual([]);
  });
});
