import { expect, it } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { NewestPapers } from '../../src/web/feeds/newest-papers.ts';
import { aLog, papers, saveEdition } from '../support/builders.ts';

it('a change that could not be read is read again with the next request', async () => {
  const store = await openStore({ url: ':memory:', log: aLog() });
  const listed = papers(2);
  await saveEdition(store, listed, 1000);
  const saved = { ...store.papers };
  const newest = new NewestPapers({ papers: saved });
  const read = async () => {
    const edition = await store.editions.find('2026-04-30');
    return (await newest.read(edition ? [edition] : [])).map(({ title }) => title);
  };
  expect(await read()).toEqual(['Paper number 1', 'Paper number 2']);
  await store.papers.save(papers(1, { title: 'Another title' }), 2000);
  saved.listChangedSince = () => Promise.reject(new Error('the database is away'));
  await expect(read()).rejects.toThrow('the database is away');
  saved.listChangedSince = store.papers.listChangedSince;
  expect(await read()).toEqual(['Another title', 'Paper number 2']);
  await store.close();
});

it('the words of a paper are read once, until it changes', async () => {
  const store = await openStore({ url: ':memory:', log: aLog() });
  await saveEdition(store, papers(1), 1000);
  const newest = new NewestPapers(store);
  const read = async () => {
    const edition = await store.editions.find('2026-04-30');
    return (await newest.read(edition ? [edition] : [])).map((paper) => newest.readWords(paper));
  };
  const [first] = await read();
  expect((await read())[0]).toBe(first);
  await store.papers.save(papers(1, { title: 'Another title' }), 2000);
  const [changed] = await read();
  expect(changed?.paper.title).toBe('Another title');
  expect(changed).not.toBe(first);
  await store.close();
});
