import { parseFeed } from '@rowanmanning/feed-parser';
import FeedParser from 'feedparser';
import { DomUtils, parseDocument } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { saveEdition } from '../support/builders.ts';
import { aSite } from './harness.ts';
import { listReaderCases } from './reader-cases.ts';
import { type Said, toExpected, toPapers } from './reader-papers.ts';

const DAY = Date.parse('2026-04-30T00:00:00Z');
const ADDRESS = 'https://papers.example.org/2026-04-30';

/** What a reader has of a feed and its papers, under our names. */
interface Read {
  readonly feed: { readonly title: unknown; readonly home: unknown; readonly self: unknown };
  readonly papers: ReadonlyArray<Said & { readonly at?: number | undefined; readonly html?: unknown }>;
}

/** As feedparser has an element: its text, before the reader takes tags out of it. */
interface Raw {
  readonly '#'?: string;
  readonly name?: Raw;
}

async function readWithFeedparser(text: string): Promise<Read> {
  const parser = new FeedParser({ addmeta: false });
  let feed: Read['feed'] | undefined;
  parser.on('meta', ({ title, link, xmlurl }) => {
    feed = { title, home: link, self: xmlurl };
  });
  parser.end(text);
  const papers: Array<Read['papers'][number]> = [];
  for await (const item of parser) {
    const find = (...names: string[]): Raw[] =>
      names.flatMap((name) => (item[name] as Raw | Raw[] | undefined) ?? []);
    papers.push({
      ...{ id: item.guid, url: item.link, at: item.pubdate?.getTime() },
      title: find('atom:title', 'rss:title')[0]?.['#'],
      authors: find('atom:author', 'dc:creator').map((author) => author.name?.['#'] ?? author['#']),
      summary: find('atom:summary')[0]?.['#'] ?? '',
      html: find('atom:content', 'rss:description')[0]?.['#'],
    });
  }
  if (!feed) throw new Error('there was no feed');
  return { feed, papers };
}

function readWithFeedParser(text: string): Read {
  const { title, url: home, self, items } = parseFeed(text);
  return {
    feed: { title, home, self },
    papers: items.map((item) => ({
      ...{ id: item.id, url: item.url, at: (item.published ?? item.updated)?.getTime(), title: item.title },
      authors: item.authors.map(({ name }) => name),
      summary: item.content === null ? '' : (item.description ?? ''),
      html: item.content ?? item.description,
    })),
  };
}

const same = (text: string): string => text;

/** This reader takes entities for what they mean once more than the formats say, and spaces together. */
function decode(text: string): string {
  const decoded = DomUtils.textContent(parseDocument(text.replaceAll('<', '&lt;')));
  return decoded.toWellFormed().replaceAll(/\s+/g, ' ').trim();
}

const READERS: ReadonlyArray<{
  readonly name: string;
  read(text: string): Promise<Read> | Read;
  /** What it makes of a text. */
  show(text: string): string;
  /** It looks for addresses in the names of authors in RSS, and takes brackets off: of them a plain one is compared. */
  readonly splitsNames?: true;
}> = [
  { name: 'feedparser', read: readWithFeedparser, show: same },
  { name: '@rowanmanning/feed-parser', read: readWithFeedParser, show: decode, splitsNames: true },
];

describe.each(READERS)('the feeds as $name reads them', ({ read, show, splitsNames }) => {
  /** Spaces are no difference, where a reader puts them together. */
  const tidy = (said: unknown): string => {
    const text = String(said ?? '').toWellFormed();
    return (show === same ? text : text.replaceAll(/\s+/g, ' ')).trim();
  };

  it.each(['atom.xml', 'feed.xml'])('say every field of each paper, whatever is in it: %s', async (file) => {
    const { store, clock, get } = await aSite();
    const papers = toPapers(listReaderCases());
    await saveEdition(store, papers, clock.now());
    const { feed, papers: found } = await read(await (await get(`/2026-04-30/${file}`)).text());
    expect(feed).toEqual({
      ...{ title: 'Paperboy: Papers of Thu, Apr 30, 2026', home: ADDRESS, self: `${ADDRESS}/${file}` },
    });
    const isAtom = file === 'atom.xml';
    const html = await readContents(get);
    const expected = papers.map(toExpected).map(({ summary, authors, title, ...rest }, i) => ({
      ...{ ...rest, at: DAY, title: show(title ?? '') },
      authors: authors.map((author) => show(author ?? '')).filter((author) => author !== ''),
      summary: isAtom ? show(summary ?? '') : '',
      html: show(html[i] ?? '').trim(),
    }));
    const shown = found.map((said) => ({
      ...{ id: said.id, url: said.url, at: said.at, title: tidy(said.title), html: tidy(said.html) },
      authors: said.authors.map(tidy).filter((author) => author !== ''),
      // An address in what it takes for a tag is made whole by one of them.
      summary: tidy(said.summary).replaceAll(`${ADDRESS}/`, ''),
    }));
    const isSplit = splitsNames && !isAtom;
    const comparable = (list: ReadonlyArray<{ readonly authors: readonly string[] }>) =>
      list.map(({ authors, ...rest }) => ({ ...rest, authors: isSplit ? authors.slice(-1) : authors }));
    expect(comparable(shown)).toEqual(comparable(expected));
  });
});

/** The HTML of each paper, as JSON holds it. */
async function readContents(get: (path: string) => Response | Promise<Response>): Promise<string[]> {
  const feed = (await (await get('/2026-04-30/feed.json')).json()) as {
    items: Array<{ content_html: string }>;
  };
  return feed.items.map(({ content_html }) => content_html);
}
