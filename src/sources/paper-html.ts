import { load } from 'cheerio/slim';
import type { PaperSection } from '../core/summary/summary.ts';
import { type Block, sectionsOf } from './paper-sections.ts';

/** Beside the prose: pictures, tables, footnotes, the page's buttons, warnings of the converter. */
const NO_PROSE =
  'figure, table, button, script, style, nav, footer, .ltx_note, .ltx_ERROR, .ltx_bibliography, .ltx_appendix, .ltx_TOC, .ltx_authors, .ltx_dates, .ltx_pagination, .ltx_acknowledgements';
/** What LaTeXML writes a paper's parts as, and how deep each lies. */
const PARTS: Readonly<Record<string, number>> = {
  ltx_document: 2,
  ltx_abstract: 1,
  ltx_chapter: 1,
  ltx_section: 2,
  ltx_subsection: 3,
  ltx_subsubsection: 4,
  ltx_paragraph: 5,
};
const PART = Object.keys(PARTS)
  .map((name) => `.${name}`)
  .join(', ');

/** The sections of a paper in the HTML that arXiv makes with LaTeXML. Empty when the page holds none. */
export function parseArxivHtml(html: string): PaperSection[] {
  const $ = load(html);
  $(NO_PROSE).remove();
  // A formula is read as its LaTeX; what is drawn repeats it.
  $('math').replaceWith(function () {
    return texOf($(this).attr('alttext'));
  });
  const blocks = $(PART)
    .toArray()
    .map((part): Block => {
      const own = $(part);
      const name = Object.keys(PARTS).find((one) => own.hasClass(one)) ?? '';
      const heading = own.children('.ltx_title').first();
      const prose = own
        .find('.ltx_p, .ltx_theorem > .ltx_title')
        .filter((_, p) => $(p).closest(PART).is(part));
      return {
        level: PARTS[name] ?? 2,
        heading: fold(heading.text()),
        text: prose
          .toArray()
          .map((p) => fold($(p).text()))
          .filter((text) => text !== '')
          .join('\n'),
      };
    });
  return sectionsOf(blocks);
}

function texOf(alttext: string | undefined): string {
  if (!alttext) return ' ';
  const escaped = alttext.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return ` $${escaped}$ `;
}

function fold(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
