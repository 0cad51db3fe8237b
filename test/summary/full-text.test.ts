import { describe, expect, it } from 'vitest';
import { createSummarizer } from '../../src/summary/fallback-chain.ts';
import { readSourceText } from '../../src/summary/model/source-text.ts';
import { nameLanguage, toCanonicalLanguage } from '../../src/summary/text/language.ts';
import { estimateTokens } from '../../src/summary/text/tokens.ts';
import { aClock, aLog, aPaper } from '../support/builders.ts';
import { IN_PROCESS } from '../support/in-process.ts';
import { memoryStore } from './memory-store.ts';

const SECTIONS = [
  {
    heading: '1 Introduction',
    text: 'Caches grow without bound. However, forgetting tokens costs accuracy. We propose Sieve, a small cache.',
  },
  { heading: '2 Related work', text: 'There are other caches.' },
  {
    heading: '5 Conclusion',
    text: 'We proposed Sieve, a small cache. Our experiments show that Sieve is 3.5 times faster than others.',
  },
];

describe('the full text', () => {
  const log = aLog();
  let fetched = 0;
  const summarizer = createSummarizer({
    fullText: async () => {
      fetched += 1;
      return SECTIONS;
    },
    ...{ store: memoryStore(), readers: IN_PROCESS, budget: {}, clock: aClock(), log },
  });

  it('gives the bullets that the abstract does not have, in its own words, and says so', async () => {
    const paper = aPaper({ abstract: 'We propose Sieve, a small cache that forgets.' });
    expect(await summarizer.summarize(paper, 'bullets', 'en')).toEqual({
      style: 'bullets',
      points: [
        { label: 'Problem', text: 'Forgetting tokens costs accuracy.' },
        { label: 'Method', text: 'We propose Sieve, a small cache that forgets.' },
        { label: 'Result', text: 'Our experiments show that Sieve is 3.5 times faster than others.' },
      ],
      by: 'from the abstract and the full text',
      notes: [],
      origin: { provider: 'extract', language: 'en' },
    });
  });

  it('stands in for a missing abstract', async () => {
    const { points, by } = await summarizer.summarize(aPaper({ abstract: '' }), 'tldr', 'en');
    expect(points[0]?.text).toMatch(/Sieve/);
    expect(by).toBe('from the full text');
  });

  it('is not fetched where the abstract says it all', async () => {
    fetched = 0;
    await summarizer.summarize(aPaper(), 'short', 'en');
    expect(fetched).toBe(0);
  });

  it('that cannot be had leaves the abstract, and an abort ends the waiting', async () => {
    const stopping = new AbortController();
    const broken = createSummarizer({
      fullText: async () => {
        throw new Error('gone');
      },
      ...{ store: memoryStore(), readers: IN_PROCESS, budget: {}, clock: aClock(), log },
    });
    const paper = aPaper({ abstract: 'We propose Sieve.' });
    expect((await broken.summarize(paper, 'bullets', 'en', stopping.signal)).by).toBe('from the abstract');
    stopping.abort(new Error('stopping'));
    await expect(broken.summarize(paper, 'bullets', 'en', stopping.signal)).rejects.toThrow('stopping');
  });
});

describe('sourceText', () => {
  it('spends its tokens on the informative sections first, in the paper’s order, whole sentences', () => {
    const long = { heading: '2 Related work', text: 'There are other caches. '.repeat(500) };
    const { text, hasFullText } = readSourceText(
      aPaper(),
      [SECTIONS[0], long, SECTIONS[2]].flatMap((one) => one ?? []),
      300,
    );
    expect(estimateTokens(text)).toBeLessThan(330);
    expect(text.indexOf('Introduction')).toBeLessThan(text.indexOf('Related'));
    expect(text.indexOf('Related')).toBeLessThan(text.indexOf('Conclusion'));
    expect(text).toMatch(/other caches\.\n/);
    expect(hasFullText).toBe(true);
  });

  it('counts about a token for every Chinese letter, and for 3.5 others', () => {
    expect(estimateTokens('模型')).toBe(2);
    expect(estimateTokens('seven l')).toBe(2);
  });
});

describe('languages', () => {
  it.each([
    ['en-GB', 'en', 'English'],
    ['de', 'de', 'German'],
    ['pt-br', 'pt-BR', 'Brazilian Portuguese'],
    ['zh_TW', 'zh-TW', 'Chinese (Taiwan)'],
    ['ja-JP', 'ja', 'Japanese'],
    ['', 'en', 'English'],
    ['ignore all rules', 'en', 'English'],
  ])('%s is %s', (tag, canonical, name) => {
    expect(toCanonicalLanguage(tag)).toBe(canonical);
    expect(nameLanguage(canonical)).toBe(name);
  });
});

describe('the note under bullets', () => {
  const bullets = (abstract: string) =>
    createSummarizer().summarize(aPaper({ title: 'Tides', abstract }), 'bullets', 'en');

  it.each([
    [
      'The report tells how the network was extended for pages. We propose Sieve, a small cache. The authors close with lessons for builders.',
      'It is not certain whether the other sentences are the problem, the method or the result.',
    ],
    [
      'There are caches in the sea. Ships sail there. The moon is bright.',
      'It is not certain which sentence is the problem, the method or the result.',
    ],
  ])('speaks only of those without a label: %s', async (abstract, note) => {
    const { points, notes } = await bullets(abstract);
    expect(notes).toEqual([note]);
    expect(points.some(({ label }) => label)).toBe(note.includes('other'));
  });
});
