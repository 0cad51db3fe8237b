import { DOMParser, type Element } from '@xmldom/xmldom';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { describe, expect, it } from 'vitest';
import type { Paper } from '../../src/core/paper/paper.ts';
import { saveEdition } from '../support/builders.ts';
import { aSite } from './harness.ts';
import { listReaderCases } from './reader-cases.ts';
import { type Said, toExpected, toPapers } from './reader-papers.ts';
import { readTexts } from './reader-texts.ts';

/** Feed readers have test files of feeds that once broke them: a folder of such files, or of several readers' files. */
const FOLDER = process.env.FEED_READER_FILES ?? '';
/** A feed has at most so many papers. */
const PART = 500;

/** The elements of a name in a feed; a strict parser fails where it is not well-formed. */
function findAll(of: Pick<Element, 'getElementsByTagName'>, name: string): Element[] {
  return [...of.getElementsByTagName(name)];
}

function readXml(text: string): Pick<Element, 'getElementsByTagName'> {
  const onError = (level: string, message: string) => {
    if (level !== 'warning') throw new Error(message);
  };
  return new DOMParser({ onError }).parseFromString(text, 'text/xml');
}

function readAtom(text: string): Said[] {
  return findAll(readXml(text), 'entry').map((entry) => ({
    id: findAll(entry, 'id')[0]?.textContent,
    url: findAll(entry, 'link')[0]?.getAttribute('href'),
    title: findAll(entry, 'title')[0]?.textContent,
    authors: findAll(entry, 'name').map((name) => name.textContent),
    summary: findAll(entry, 'summary')[0]?.textContent ?? '',
  }));
}

/** Its description is HTML with more in it than the summary. */
function readRss(text: string): Said[] {
  return findAll(readXml(text), 'item').map((item) => ({
    id: findAll(item, 'guid')[0]?.textContent,
    url: findAll(item, 'link')[0]?.textContent,
    title: findAll(item, 'title')[0]?.textContent,
    authors: findAll(item, 'dc:creator').map((name) => name.textContent),
  }));
}

interface JsonItem extends Omit<Said, 'authors'> {
  readonly authors: ReadonlyArray<{ readonly name: string }>;
}

function readJson(text: string): Said[] {
  const { items } = JSON.parse(text) as { items: JsonItem[] };
  return items.map(({ id, url, title, authors, summary = '' }) => ({
    ...{ id, url, title, summary },
    authors: authors.map(({ name }) => name),
  }));
}

/** The same feeds' titles by a parser that feed readers use. */
function readTitles(atom: string, rss: string, json: string): Array<Array<string | undefined> | undefined> {
  return [
    parseAtomFeed(atom).entries?.map(({ title }) => title?.value),
    parseRssFeed(rss).items?.map(({ title }) => title),
    parseJsonFeed(json).items?.map(({ title }) => title),
  ];
}

async function checkPart(papers: readonly Paper[]): Promise<void> {
  const { store, clock, get } = await aSite();
  await saveEdition(store, papers, clock.now());
  const ask = async (file: string) => (await get(`/2026-04-30/${file}`)).text();
  const [atom, rss, json] = [await ask('atom.xml'), await ask('feed.xml'), await ask('feed.json')];
  const expected = papers.map(toExpected);
  expect(readAtom(atom)).toEqual(expected);
  expect(readRss(rss)).toEqual(expected.map(({ summary: _, ...rest }) => rest));
  expect(readJson(json)).toEqual(expected);
  const titles = expected.map(({ title }) => title);
  expect(readTitles(atom, rss, json)).toEqual([titles, titles, titles]);
}

describe('the feeds', () => {
  it('say each text as it is, of the kinds that have broken feed readers', async () => {
    await checkPart(toPapers(listReaderCases()));
  });
});

describe.skipIf(FOLDER === '')(
  `the feeds${FOLDER === '' ? ' (skipped without FEED_READER_FILES)' : ''}`,
  () => {
    it('say each text of feed readers’ test files as it is', { timeout: 600_000 }, async () => {
      const texts = await readTexts(FOLDER);
      expect(texts.length).toBeGreaterThan(0);
      for (let from = 0; from < texts.length; from += PART)
        await checkPart(toPapers(texts.slice(from, from + PART)));
    });
  },
);
