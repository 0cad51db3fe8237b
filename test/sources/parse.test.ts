import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceError } from '../../src/core/base/errors.ts';
import { wordUnusable } from '../../src/core/reason/word-unusable.ts';
import { parseAtom } from '../../src/sources/arxiv/atom.ts';
import { parseListItem, parsePaper } from '../../src/sources/hugging-face/item.ts';
import { parseList } from '../../src/sources/hugging-face/parse-list.ts';
import { parsePage } from '../../src/sources/hugging-face/parse-page.ts';

const ITEM = {
  paper: {
    id: '2604.26752',
    authors: [{ name: 'Ada  Lovelace' }, { name: 'Hidden One', hidden: true }, { nom: 'x' }, 'Turing'],
    publishedAt: '2026-04-29T00:00:00.000Z',
    submittedOnDailyAt: '2026-04-30T02:22:30.897Z',
    title: 'Attention\n  <b>&amp;</b> $O(n \\log n)$ @everyone',
    summary: 'First\nline.  Second line.',
    upvotes: 0,
    githubRepo: 'https://github.com/a/b',
    githubStars: 12,
    ai_summary: 'In short.',
    ai_keywords: ['agents', 7, ' vision '],
    organization: { name: 'zai-org', fullname: 'Z.ai' },
  },
  title: 'outer title',
  thumbnail: 'https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/2604.26752.png',
  mediaUrls: ['https://cdn.example/film.mp4', 7, 'https://cdn.example/x.png', 'https://cdn.example/y.png'],
  numComments: 3,
};

describe('an item of the list', () => {
  it('becomes a paper, white space folded, hidden authors left out', () => {
    expect(parseListItem(ITEM)).toEqual({
      paper: {
        ...{
          id: '2604.26752',
          title: 'Attention <b>&amp;</b> $O(n \\log n)$ @everyone',
          abstract: 'First line. Second line.',
          authors: ['Ada Lovelace'],
        },
        ...{
          publishedAt: '2026-04-29T00:00:00.000Z',
          listedAt: '2026-04-30T02:22:30.897Z',
          organization: 'Z.ai',
          upvotes: 0,
          comments: 3,
          stars: 12,
        },
        ...{
          pageUrl: 'https://huggingface.co/papers/2604.26752',
          codeUrl: 'https://github.com/a/b',
          thumbnailUrl: 'https://cdn.example/x.png',
          aiSummary: 'In short.',
          keywords: ['agents', 'vision'],
        },
      },
    });
  });

  it('survives the absence and the wrong type of every field but the id and a title', () => {
    for (const field of Object.keys(ITEM.paper).filter((name) => name !== 'id')) {
      for (const value of [undefined, null, 7, 'x', [], {}, [[]], -1, 1.5, Number.NaN]) {
        const parsed = parseListItem({ ...ITEM, paper: { ...ITEM.paper, [field]: value } });
        expect('paper' in parsed && parsed.paper.id, `${field} ${String(value)}`).toBe('2604.26752');
      }
    }
  });

  it('keeps all of 664 authors', () => {
    const authors = Array.from({ length: 664 }, (_, i) => ({ name: `Author ${i}` }));
    const parsed = parsePaper({ ...ITEM.paper, authors });
    expect('paper' in parsed && parsed.paper.authors).toHaveLength(664);
  });

  it.each([
    [null, /not an object/],
    ['{"paper": {}}', /not an object/],
    [{ title: 'without a paper' }, /not an object/],
    [{ paper: { id: 7 } }, /no id/],
    [{ paper: { id: '../../etc' } }, /not an arXiv id/],
    [{ paper: { id: '2604.00001' } }, /no title/],
  ])('that is none (%j) is reported with the reason', (item, reason) => {
    const parsed = parseListItem(item);
    expect('reason' in parsed && wordUnusable(parsed.reason)).toMatch(reason);
  });

  it('of any shape is a paper or a reason, and never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (paper, rest) => {
        const parsed = parseListItem({ ...(typeof rest === 'object' ? rest : {}), paper });
        expect('paper' in parsed || wordUnusable(parsed.reason).length > 0).toBe(true);
      }),
    );
  });
});

describe('a list', () => {
  it('skips what does not parse, each with its reason, and takes each paper once', () => {
    const batch = parseList([ITEM, { bad: 1 }, ITEM], 'here');
    expect(batch.papers).toHaveLength(1);
    expect(batch.skipped).toEqual([{ index: 1, reason: { code: 'no-item', values: {} } }]);
  });

  it('without items is an empty day; with items of which none is a paper it is a failure', () => {
    expect(parseList([], 'here').papers).toEqual([]);
    expect(() => parseList([{ a: 1 }, 'x'], 'here')).toThrow(SourceError);
    for (const items of [null, {}, 'x', 7]) expect(() => parseList(items, 'here')).toThrow(SourceError);
  });
});

const page = (props: unknown, quote = '"') =>
  `<html><body><div class="SVELTE_HYDRATER contents" data-target="DailyPapers" data-props=${quote}${JSON.stringify(props).replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')}${quote}></div></body></html>`;

describe('the page', () => {
  it.each(['"', "'"])('gives its papers out of the hydration element, quoted with %s', (quote) => {
    const batch = parsePage(
      page({ dateString: '2026-04-30', dailyPapers: [ITEM, { broken: true }] }, quote),
      '2026-04-30',
    );
    expect(batch.papers.map(({ id }) => id)).toEqual(['2604.26752']);
    expect(batch.skipped).toHaveLength(1);
  });

  it('of another day, without the element or with nonsense in it is a failure', () => {
    expect(() => parsePage(page({ dateString: '2026-04-29', dailyPapers: [ITEM] }), '2026-04-30')).toThrow(
      /instead of 2026-04-30/,
    );
    for (const html of [
      '',
      '<html></html>',
      page(7),
      page(null),
      page({}),
      '<div data-target="DailyPapers" data-props="{broken"></div>',
    ]) {
      expect(() => parsePage(html)).toThrow(SourceError);
    }
  });

  it('of an empty day is an empty day', () => {
    expect(parsePage(page({ dateString: '2026-04-25', dailyPapers: [] }), '2026-04-25').papers).toEqual([]);
  });
});

const feed = (entries: string) =>
  `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">${entries}</feed>`;
const entry = (
  fields: string,
  id = 'http://arxiv.org/abs/hep-th/9901001v3',
) => `<entry><id>${id}</id><published>1999-01-01T00:00:00Z</published><updated>1999-02-01T00:00:00Z</updated><title>A
  title &amp; more</title><summary> What was done. </summary><author><name>Ada Lovelace</name></author>${fields}</entry>`;

describe("arXiv's feed", () => {
  it('gives papers with categories, primary first', () => {
    const { papers } = parseAtom(
      feed(
        entry(
          '<category term="cs.CL"/><category term="math.OC"/><arxiv:primary_category term="math.OC"/><arxiv:doi>10.1/x</arxiv:doi>',
        ),
      ),
    );
    expect(papers).toEqual([
      {
        id: 'hep-th/9901001',
        title: 'A title & more',
        abstract: 'What was done.',
        authors: ['Ada Lovelace'],
        publishedAt: '1999-01-01T00:00:00.000Z',
        categories: ['math.OC', 'cs.CL'],
        doi: '10.1/x',
      },
    ]);
  });

  it('recognizes a withdrawn paper', () => {
    const withdrawn = entry('<arxiv:comment>This paper has been withdrawn by the author</arxiv:comment>');
    expect(parseAtom(feed(withdrawn)).papers[0]?.withdrawnAt).toBe('1999-02-01T00:00:00.000Z');
  });

  it('can be empty, skips what is no paper, and throws arXiv’s own complaint', () => {
    expect(parseAtom(feed('')).papers).toEqual([]);
    expect(parseAtom(feed(entry('') + entry('', 'x'))).skipped).toHaveLength(1);
    const complaint = entry('', 'https://arxiv.org/api/errors#incorrect_id_format_for_abc').replace(
      'What was done.',
      'incorrect id format for abc',
    );
    expect(() => parseAtom(feed(complaint))).toThrow(/incorrect id format for abc/);
    for (const text of ['', 'hello', '<html></html>', '{}'])
      expect(() => parseAtom(text)).toThrow(SourceError);
  });
});
