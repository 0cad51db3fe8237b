import type { Random } from '../shared/random.ts';
import { hostileText, ordinaryText, TEXT_FAMILIES } from './texts.ts';

/** A body of one family; each is as long as its reader would take. */
export interface Body {
  readonly family: string;
  readonly body: string;
}

const nested = (open: string, close: string, times: number, inner = 'text') =>
  open.repeat(times) + inner + close.repeat(times);

const paragraph = (random: Random) => `<p>${ordinaryText(400, random)}</p>`;
const page = (body: string) =>
  `<!doctype html><html><body><article class="ltx_document">${body}</article></body></html>`;

const HTML: Readonly<Record<string, (random: Random) => string>> = {
  'nested LaTeXML sections': () =>
    page(nested('<section class="ltx_section"><h2 class="ltx_title">1 Intro</h2>', '</section>', 20_000)),
  'sections that never close': () => page('<section class="ltx_section"><p>a</p>'.repeat(30_000)),
  'nested formatting': () => page(nested('<b><i>', '</i></b>', 50_000)),
  'nested tables': () => page(nested('<table><tr><td>', '</td></tr></table>', 20_000)),
  'wrong nesting': () => page('<b><p></b><i></p>'.repeat(20_000)),
  'a wide list of attributes': () => page(`<p ${'a="1" '.repeat(100_000)}>text</p>`),
  'a long attribute': () => page(`<p class="${'ltx_'.repeat(500_000)}">text</p>`),
  'many formulas': () => page('<math alttext="\\frac{a}{b}"><mi>x</mi></math>'.repeat(30_000)),
  'comments that never close': () => page('<!--'.repeat(100_000)),
  'a paper with a hostile paragraph': (random) =>
    page(
      Array.from({ length: 5 }, (_, i) => {
        const inside = hostileText(200_000, random).text.replaceAll('<', '&lt;');
        return `<section class="ltx_section"><h2 class="ltx_title">${i} Method</h2>${paragraph(random)}<p>${inside}</p></section>`;
      }).join(''),
    ),
};

const ENTRY =
  '<entry><id>http://arxiv.org/abs/2401.00001v1</id><title>A title</title><summary>Text.</summary><published>2024-01-01T00:00:00Z</published><author><name>Ada</name></author></entry>';
const feed = (inner: string) =>
  `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">${inner}</feed>`;

const ATOM: Readonly<Record<string, (random: Random) => string>> = {
  'nested feeds': () => nested('<feed>', '</feed>', 100_000),
  'nested entries': () => feed(nested('<entry>', '</entry>', 100_000)),
  'elements that never close': () => feed('<entry><title>'.repeat(50_000)),
  'sixty thousand entries': () => feed(ENTRY.repeat(60_000)),
  'a laugh of entities': () =>
    `<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 20 }, (_, i) => `<!ENTITY a${i} "${(i === 0 ? '&a;' : `&a${i - 1};`).repeat(10)}">`).join('')}]>${feed('<entry><title>&a19;</title></entry>')}`,
  'an entity of the file system': () =>
    `<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY x SYSTEM "file:///etc/passwd">]>${feed('<entry><title>&x;</title></entry>')}`,
  'an entry with hostile fields': (random) => {
    const inside = () => hostileText(random.pick([200, 100_000]), random).text.replaceAll('<', '&lt;');
    return feed(
      ENTRY.replace('A title', () => inside())
        .replace('Text.', () => inside())
        .replace('Ada', () => inside()),
    );
  },
  'ten thousand authors': () =>
    feed(ENTRY.replace('<author>', '<author><name>x</name></author><author>'.repeat(10_000))),
};

const markdown: Readonly<Record<string, (random: Random) => string>> = Object.fromEntries(
  TEXT_FAMILIES.map(({ name, make }) => [
    name,
    (random: Random) =>
      `# A paper\n\n## Method\n\n${ordinaryText(1_500, random)}\n\n${make(random.pick([4_000, 40_000, 400_000]), random)}\n\n## Results\n\n${ordinaryText(800, random)}\n`,
  ]),
);

function pickBody(bodies: Readonly<Record<string, (random: Random) => string>>, random: Random): Body {
  const family = random.pick(Object.keys(bodies));
  return { family, body: bodies[family]?.(random) ?? '' };
}

export const hostileHtml = (random: Random): Body => pickBody(HTML, random);
export const hostileAtom = (random: Random): Body => pickBody(ATOM, random);
export const hostileMarkdown = (random: Random): Body => pickBody(markdown, random);
