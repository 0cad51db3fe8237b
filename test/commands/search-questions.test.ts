import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../src/core/message/message.ts';
import type { Paper } from '../../src/core/paper/paper.ts';
import { createSearchEngine, type LocalSearch } from '../../src/search/engine.ts';
import { changingPapers, paper } from '../search/support.ts';
import { aLog } from '../support/builders.ts';
import { aDesk } from './desk.ts';

const on = (day: string, fields: Partial<Paper> = {}): Partial<Paper> => ({ publishedAt: day, ...fields });

const PAPERS: readonly Paper[] = [
  paper('2301.00001', 'World models for driving', on('2023-01-02', { authors: ['Ada Rossi'] })),
  paper('2501.00002', 'World models that plan', on('2025-01-02')),
  paper('2401.00003', 'A Survey of World Models', on('2024-01-02')),
  paper('2601.00004', 'Models of the real world', on('2026-01-02', { abstract: 'A world, and models.' })),
  paper('2402.00005', 'A survey of agents', on('2024-02-02', { abstract: 'The world has agents.' })),
  paper(
    '2403.00006',
    'Latest research papers, read by papers about research',
    on('2024-03-02', { abstract: 'Any good research shows papers; the best papers show research.' }),
  ),
  paper('2404.00007', 'Generalization beyond training', on('2024-04-02')),
  paper('2404.00019', 'Beyond seen data', on('2024-04-03', { abstract: 'We measure generalization.' })),
  ...['generation', 'generative', 'general', 'generated'].flatMap((word, i) =>
    [1, 2, 3].map((n) =>
      paper(
        `2405.000${i}${n}`,
        `Method ${i}${n} for tables`,
        on('2024-05-02', { abstract: `${word} ${word}` }),
      ),
    ),
  ),
  paper('2406.00008', 'Animals and their behavior', on('2024-06-02')),
  paper('2406.00009', 'Animation of faces', on('2024-06-03', { abstract: 'Animation with behavior trees.' })),
  paper('2407.00010', 'Dance to the music', on('2024-07-02', { abstract: 'Motion follows music.' })),
  ...[1, 2, 3].map((n) =>
    paper(`2408.0001${n}`, `Serving ${n}`, on('2024-08-02', { organization: 'ByteDance' })),
  ),
  paper('2409.00014', 'Faces in images', on('2024-09-02')),
  paper('2409.00015', 'Tokenizers', on('2024-09-03', { organization: 'Hugging Face' })),
  ...Array.from({ length: 30 }, (_, n) =>
    paper(`2410.001${n + 10}`, `Speech ${n}: text to speech`, on('2024-10-02')),
  ),
  paper('2410.00017', 'Voices', on('2024-10-03', { abstract: 'Turning text to speach, quickly.' })),
  paper('2411.00018', '量子化学の学び', on('2024-11-02', { authors: ['王学'] })),
];

let engine: LocalSearch;
let type: (text: string) => Promise<Message>;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-questions-'));
  const clock = { now: Date.now };
  engine = createSearchEngine({ folder, papers: changingPapers(PAPERS).source, log: aLog(), clock });
  await engine.ready;
  const desk = await aDesk();
  desk.services.search.search = (query, page) => engine.search(query, page);
  await desk.services.savePapers(PAPERS);
  ({ type } = desk);
}, 30_000);
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

/** The first titles of a search, and the line above them. */
async function search(query: string, count = 3): Promise<{ titles: string[]; note: string }> {
  const message = await type(`search ${query}`);
  if (message.kind !== 'list') throw new Error(`a ${message.kind} came back`);
  const titles = message.entries.slice(0, count).map(({ paper: { title } }) => title);
  return { titles, note: `${message.note}` };
}

describe('a request', () => {
  it('for the latest is ordered by date among the papers on the topic', async () => {
    for (const lead of [
      'latest research on',
      'what are the newest papers about',
      'recent',
      "What's new in",
    ]) {
      const { titles, note } = await search(`${lead} world models`);
      expect(titles, lead).toEqual([
        'World models that plan',
        'A Survey of World Models',
        'World models for driving',
      ]);
      expect(note).toContain('Searched for “world models”, the newest first.');
    }
    expect((await search('latest world model papers')).titles[0]).toBe('World models that plan');
  });

  it('for a survey brings surveys first', async () => {
    for (const query of [
      'any good survey of world models?',
      'world models survey',
      'review papers on world models',
    ]) {
      const { titles, note } = await search(query);
      expect(titles[0], query).toBe('A Survey of World Models');
      expect(titles[1], query).toMatch(/^World models/);
      expect(note).toContain('surveys first');
    }
  });

  it('says which order the papers have, and not which one was asked for', async () => {
    expect((await search('latest survey of music')).note).toMatch(
      /Searched for “music”, the newest first\.(?!.*surveys)/,
    );
    expect((await search('survey of music')).note).toMatch(/Searched for “music”\./);
    expect((await search('latest papers on faces tokenizers')).note).toContain(
      'Searched for “faces tokenizers”.',
    );
    // No paper has all words that begin so.
    const { titles, note } = await search('latest papers on gener* beyond', 2);
    expect([titles, note]).toEqual([
      ['Beyond seen data', 'Generalization beyond training'],
      expect.stringContaining('Searched for “gener* beyond”, the newest first.'),
    ]);
  });

  it('with a phrase that ends like a request looks for the phrase', async () => {
    const { titles, note } = await search('"read by papers"');
    expect(titles).toEqual(['Latest research papers, read by papers about research']);
    expect(note).not.toContain('Searched for');
  });

  it('for papers about a topic searches for the topic alone', async () => {
    for (const lead of [
      'papers about',
      'Please show me some papers on',
      'any work on',
      'tell me about',
      'research on',
    ]) {
      const { titles } = await search(`${lead} generalization`, 1);
      expect(titles, lead).toEqual(['Generalization beyond training']);
    }
    expect((await search('papers by Ada Rossi', 1)).titles).toEqual(['World models for driving']);
  });

  it('without a topic lists the newest papers, and a title that begins like one is found as a title', async () => {
    expect((await search('latest papers', 1)).titles).toEqual(['Models of the real world']);
    expect((await search('Latest research papers, read by papers about research', 1)).titles).toEqual([
      'Latest research papers, read by papers about research',
    ]);
    expect((await search('a survey of agents', 1)).titles).toEqual(['A survey of agents']);
  });
});

describe('a short query', () => {
  it('finds papers with the word as it was typed before those that share its stem', async () => {
    expect((await search('generalization')).titles.slice(0, 2)).toEqual([
      'Generalization beyond training',
      'Beyond seen data',
    ]);
    expect((await search('animal behavior')).titles[0]).toBe('Animals and their behavior');
    expect((await search('generalizations')).titles[0]).toBe('Generalization beyond training');
  });

  it('of a word that is in an organization’s joined name is not about the organization', async () => {
    expect((await search('dance', 5)).titles).toEqual(['Dance to the music']);
    expect((await search('ByteDance')).titles[0]).toMatch(/^Serving/);
    expect((await search('org:bytedance serving')).titles[0]).toMatch(/^Serving/);
    expect((await search('org:"byte dance" serving')).titles[0]).toMatch(/^Serving/);
    expect((await search('org:huggingface')).titles).toEqual(['Tokenizers']);
  });

  it('with an arXiv ID among other words finds that paper first', async () => {
    for (const query of ['arxiv 2404.00007', 'arXiv:2404.00007 world models', 'the paper 2404.00007v2'])
      expect((await search(query)).titles[0], query).toBe('Generalization beyond training');
    expect((await search('arxiv 2404.00007')).titles).toHaveLength(1);
    expect((await search('world models 2404.99999')).note).toContain('No paper here has the ID 2404.99999');
  });

  it('that names only papers by their IDs finds no others', async () => {
    for (const query of [
      'paper 2404.00007',
      'the paper 2404.00007v2',
      'tell me about 2404.00007',
      'What is 2404.00007?',
      'latest papers about 2404.00007',
    ]) {
      const { titles, note } = await search(query, 9);
      expect(titles, query).toEqual(['Generalization beyond training']);
      expect(note, query).not.toContain('Newest first');
    }
    expect((await search('2404.00019 2404.00007', 9)).titles).toEqual([
      'Beyond seen data',
      'Generalization beyond training',
    ]);
    expect((await search('tell me about 2404.99999', 9)).titles).toEqual([]);
    const { titles, note } = await search('paper 2404.99999', 9);
    expect([titles, note]).toEqual([[], expect.stringContaining('No paper here has the ID 2404.99999')]);
    expect((await search('2404.00007 after:2026', 2)).titles).toEqual([
      'Generalization beyond training',
      'Models of the real world',
    ]);
  });

  it('with a slip that one paper has too finds what is meant', async () => {
    const { titles, note } = await search('text to speach');
    expect(titles.filter((title) => title.startsWith('Speech')).length).toBeGreaterThan(1);
    expect(note).toContain('Only one paper here has “speach”. Searched for “speech” instead.');
  });

  it('of two Chinese characters is not found in names and words with one of them', async () => {
    expect((await search('学习')).titles).toEqual([]);
    expect((await search('量子')).titles).toEqual(['量子化学の学び']);
  });

  it('in another language is answered with a note that the papers are in English', async () => {
    for (const query of [
      'aprendizaje por refuerzo',
      'обучение с подкреплением',
      '强化学习',
      'künstliche intelligenz',
    ])
      expect((await search(query)).note, query).toContain('The papers are in English');
    // The words of titles and names are no other language, nor is a name in capitals.
    for (const query of [
      'world models',
      'dos tokenizers',
      'par bytedance',
      'DOS CIFAR faces',
      'VAN CIFAR faces',
    ])
      expect((await search(query)).note, query).not.toContain('English');
  });
});
