import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAtom } from '../../src/sources/arxiv/atom.ts';
import { parseArxivHtml } from '../../src/sources/full-text/html.ts';
import { parseMarkdown } from '../../src/sources/full-text/markdown.ts';
import { toSections } from '../../src/sources/full-text/sections.ts';
import { parsePage } from '../../src/sources/hugging-face/parse-page.ts';
import { parseImportRecord } from '../../src/sources/import/record.ts';
import { expectBounded } from '../support/bounded.ts';

const LENGTH = 1_000_000;
const upTo = (piece: string) => piece.repeat(Math.ceil(LENGTH / piece.length));
const nested = (open: string, close: string, inside = 'x') => {
  const levels = Math.ceil(LENGTH / (open.length + close.length));
  return open.repeat(levels) + inside + close.repeat(levels);
};

describe('the Markdown of a paper, whatever it holds', () => {
  it.each([
    ['a line of #', `# a ${'#'.repeat(40_000)} b`],
    ['lines of #', upTo('###### a ### ##b\n')],
    ['a heading of spaces', `# a${' '.repeat(4_000)}b`],
    ['a million spaces in a heading', `# a${' '.repeat(LENGTH)}b`],
    ['an endless entry of the contents', `1. [](${'#'.repeat(LENGTH)}`],
    ['opening brackets', upTo('[')],
    ['openings of links', upTo('[a](')],
    ['links in links', nested('[', '](a)')],
    ['parentheses in an address', `[a](${nested('(', ')')})`],
    ['addresses without an end', upTo('[a](b ')],
    ['titles without an end', upTo('[a](b "c')],
    ['openings of images', upTo('![')],
    ['images without an end', upTo('![x](')],
    ['empty images', upTo('![](')],
    ['underscores', upTo('__a')],
    ['quotes in quotes', upTo('> ')],
    ['empty lines', upTo('\n')],
    ['lines of a heading', upTo('# 1 A\n')],
    ['underlined lines', upTo('a\n--\n')],
    ['bare headings', upTo('2.1.1.1.1Setup\n')],
    ['open fences', upTo('```\n')],
    ['one line', upTo('a ')],
  ])('%s', (_what, text) => {
    expectBounded(() => parseMarkdown(text));
  });
});

describe('the HTML of arXiv, whatever it holds', () => {
  const page = (body: string) => `<article class="ltx_document">${body}</article>`;
  it.each([
    ['sections in sections', nested('<section class="ltx_section">', '</section>')],
    [
      'paragraphs in sections in sections',
      nested('<section class="ltx_section"><div class="ltx_p">a</div>', '</section>'),
    ],
    ['paragraphs in paragraphs', nested('<div class="ltx_p">a', '</div>')],
    ['tags that are never closed', upTo('<b>')],
    ['sections that are never closed', upTo('<section class="ltx_section">a')],
    ['ends of what never began', upTo('</b>')],
    ['ends of paragraphs', upTo('</p>')],
    ['sections beside each other', upTo('<section class="ltx_section"><p class="ltx_p">a</p></section>')],
    ['titles beside each other', page(upTo('<h1 class="ltx_title">a</h1>'))],
    ['formulas', page(`<p class="ltx_p">${upTo('<math alttext="x"><mi>x</mi></math>')}</p>`)],
    ['formulas in formulas', page(`<p class="ltx_p">${nested('<math alttext="x">', '</math>')}</p>`)],
    ['attributes', `<p ${upTo('a=b ')}>`],
    ['different attributes', `<p ${Array.from({ length: 100_000 }, (_, i) => `a${i}=b`).join(' ')}>`],
    ['classes', `<p class="${upTo('ltx_p ')}">a</p>`],
    ['entities', page(`<p class="ltx_p">${upTo('&amp;')}</p>`)],
    ['broken entities', page(`<p class="ltx_p">${upTo('&am')}</p>`)],
    ['comments that never end', upTo('<!--')],
    ['half tags', upTo('<a ')],
    ['spaces', page(`<p class="ltx_p">a${upTo(' ')}b</p>`)],
    ['forms', upTo('<form>')],
    ['tables', upTo('<table><tr><td>')],
    ['pictures', upTo('<svg><foreignobject>')],
  ])('%s', (_what, html) => {
    expectBounded(() => parseArxivHtml(html));
  });

  it('says so when it is nested too deep, in place of a broken stack', () => {
    const html = page(nested('<section class="ltx_section">', '</section>'));
    expect(() => parseArxivHtml(html)).toThrow('arXiv sent markup that is nested too deeply.');
  });
});

describe('an Atom feed, whatever it holds', () => {
  const feed = (inside: string) => `<feed>${inside}</feed>`;
  it.each([
    ['100,000 levels', feed(`${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`)],
    ['entries in entries', feed(nested('<entry>', '</entry>'))],
    ['levels in a title', feed(`<entry><title>${nested('<b>', '</b>')}</title></entry>`)],
    ['empty entries', feed(upTo('<entry/>'))],
    ['entries that never end', feed(upTo('<entry>'))],
    ['authors', feed(`<entry>${upTo('<author><name>A</name></author>')}</entry>`)],
    ['categories', feed(`<entry>${upTo('<category term="cs.CL"/>')}</entry>`)],
    [
      'different fields',
      feed(`<entry>${Array.from({ length: 50_000 }, (_, i) => `<f${i}>a</f${i}>`).join('')}</entry>`),
    ],
    ['a long title', feed(`<entry><title>${upTo('a ')}</title></entry>`)],
    ['a title of spaces', feed(`<entry><title>a${upTo(' ')}b</title></entry>`)],
    ['a long id', feed(`<entry><id>http://arxiv.org/abs/${upTo(')')}</id></entry>`)],
    ['entities', feed(`<entry><title>${upTo('&lt;')}</title></entry>`)],
    ['one piece of text without an end', feed(`<entry><![CDATA[${upTo('a')}`)],
    ['declarations', upTo('<?xml ')],
  ])('%s', (_what, xml) => {
    expectBounded(() => parseAtom(xml));
  });
});

describe("Hugging Face's page, whatever it holds", () => {
  const props = (json: string) =>
    `<div data-target="DailyPapers" data-props="${json.replaceAll('"', '&quot;')}">`;
  const list = (items: string) => props(`{"dailyPapers":[${items}]}`);
  it.each([
    ['elements in elements', nested('<div>', '</div>')],
    ['lists in lists', props(nested('[', ']', ''))],
    ['objects in objects', props(nested('{"a":', '}', '1'))],
    ['a million items', list('0,'.repeat(LENGTH / 2).slice(0, -1))],
    [
      'long fields',
      list(`{"paper":{"id":"${upTo('9')}","title":"${upTo('a ')}","summary":"a${upTo(' ')}b"}}`),
    ],
    [
      'many authors',
      list(
        `{"paper":{"id":"2401.00001","title":"a","authors":[${'{"name":"A"},'.repeat(50_000).slice(0, -1)}]}}`,
      ),
    ],
    ['two lists', list('').repeat(10_000)],
    ['an attribute without an end', `<div data-target="DailyPapers" data-props="${upTo('a')}`],
  ])('%s', (_what, html) => {
    expectBounded(() => parsePage(html));
  });
});

describe('a record of an imported file, whatever it holds', () => {
  const deep = ['[', '{"raw":', '{"literal":', '[{"created":', '{"date-parts":'].map((open) => {
    const close = [...open].reverse().filter((one) => '[{'.includes(one));
    return JSON.parse(nested(open, close.join('').replaceAll('[', ']').replaceAll('{', '}'), '1')) as unknown;
  });
  const texts: ReadonlyArray<readonly [string, string]> = [
    ['spaces', `a${' '.repeat(LENGTH)}b`],
    ['commas', upTo(',')],
    ['commas and spaces', upTo(' , ')],
    ['semicolons', upTo(' ; ')],
    ['and', upTo(' and ')],
    ['closing brackets', upTo(')')],
    ['full stops', upTo('.')],
    ['names', upTo('Lovelace, Ada and ')],
    ['eight million letters that are categories', 'a '.repeat(4 * LENGTH)],
    ['initials', upTo('A. ')],
    ['accents', upTo('e\u0301\u0301')],
  ];
  const FIELDS = [
    'id',
    'title',
    'abstract',
    'authors',
    'keywords',
    'categories',
    'doi',
    'date',
    'versions',
    'comments',
    'url',
  ];
  it.each(texts)('%s in each field', (_what, text) => {
    for (const field of FIELDS) {
      expectBounded(() => parseImportRecord({ id: '2401.00001', title: 'A', [field]: text }));
      expectBounded(() => parseImportRecord({ id: '2401.00001', title: 'A', [field]: [text, text] }));
    }
  });

  it.each(texts)('%s in each part of a name', (_what, text) => {
    const authors = [
      text,
      { name: text },
      { first: text, middle: [text, text], last: text },
      [text, text, text],
    ];
    expectBounded(() => parseImportRecord({ id: '2401.00001', title: 'A', authors }));
  });

  it('lists in lists, and many of them', () => {
    for (const field of FIELDS) {
      for (const value of deep)
        expectBounded(() => parseImportRecord({ id: 'a', title: 'A', [field]: value }));
      const wide = Array.from({ length: 100_000 }, () => ({ name: 'A' }));
      expectBounded(() => parseImportRecord({ id: 'a', title: 'A', [field]: wide }));
    }
  });
});

describe('what is put together at random', () => {
  const PIECES =
    '# |## |\n|\n\n| |  |a|1.|[|]|(|)|![|"|`|```|*|__|<|>|</|/>|<p|<p class="ltx_p">|<section class="ltx_section">|</section>|<h2 class="ltx_title">|</h2>|&|&amp;|<math alttext="|">|<!--|-->|<![CDATA[|]]>|<feed>|<entry>|<title>|</entry>|<author>|<name>|</feed>|References|Abstract'.split(
      '|',
    );
  const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join(''));

  it('is read or refused by every parser, by itself and a hundred times over', () => {
    fc.assert(
      fc.property(text, (one) => {
        for (const whole of [one, one.repeat(100)]) {
          for (const parse of [parseMarkdown, parseArxivHtml, parseAtom, parsePage])
            expectBounded(() => parse(whole));
        }
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  it('is never more text in sections than came in blocks', () => {
    const block = fc.record({ level: fc.integer({ min: 1, max: 6 }), heading: text, text });
    fc.assert(
      fc.property(fc.array(block, { maxLength: 30 }), (blocks) => {
        const length = (all: ReadonlyArray<{ text: string }>) =>
          all.reduce((sum, one) => sum + one.text.length, 0);
        expect(length(toSections(blocks))).toBeLessThanOrEqual(length(blocks) + blocks.length);
      }),
    );
  });
});
