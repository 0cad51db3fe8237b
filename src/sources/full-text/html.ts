import type { PaperSection } from '../../core/summary/summary.ts';
import { type MarkupReader, readMarkup } from '../shared/read-markup.ts';
import { type Block, MAX_HEADING_LENGTH, toSections } from './sections.ts';

/** Beside the prose: pictures, tables, footnotes, the page's buttons, warnings of the converter. */
const SKIPPED_TAGS: ReadonlySet<string> = new Set([
  'figure',
  'table',
  'button',
  'script',
  'style',
  'nav',
  'footer',
]);
const SKIPPED_CLASSES: ReadonlySet<string> = new Set(
  `ltx_note ltx_ERROR ltx_bibliography ltx_appendix ltx_TOC ltx_authors ltx_dates ltx_pagination
  ltx_acknowledgements`.split(/\s+/),
);
/** What LaTeXML writes a paper's parts as, and how deep each lies. */
const PARTS: ReadonlyMap<string, number> = new Map([
  ['ltx_document', 2],
  ['ltx_abstract', 1],
  ['ltx_chapter', 1],
  ['ltx_section', 2],
  ['ltx_subsection', 3],
  ['ltx_subsubsection', 4],
  ['ltx_paragraph', 5],
]);
/** Formulas nest deepest; a hundred levels were never seen. */
const MAX_DEPTH = 400;
/** Sections of one paper. */
const MAX_PARTS = 2_000;
/** Of one paragraph, white space included. */
const MAX_PARAGRAPH_LENGTH = 100_000;
/** LaTeXML writes a handful of classes. */
const MAX_CLASSES_LENGTH = 1_000;

interface Part {
  readonly level: number;
  heading?: string;
  readonly paragraphs: string[];
}

/** One element that is open. */
interface Element {
  readonly classes: readonly string[];
  readonly part?: Part;
  /** What to do with the text inside, once the element ends. */
  readonly collect?: (text: string) => void;
}

/** The sections of a paper in the HTML that arXiv makes with LaTeXML. Empty when the page holds none. */
export function parseArxivHtml(html: string): PaperSection[] {
  const parts: Part[] = [];
  readMarkup(html, createPartReader(parts), { source: 'arXiv', deepest: MAX_DEPTH });
  return toSections(
    parts.map(
      ({ level, heading = '', paragraphs }): Block => ({ level, heading, text: paragraphs.join('\n') }),
    ),
  );
}

/** Fills in the parts of a page while it is parsed. The content of a nested collected element is collected once. */
function createPartReader(parts: Part[]): MarkupReader {
  const elements: Element[] = [];
  let skippedBelow: number | undefined;
  let text: string[] | undefined;
  let room = 0;
  const add = (piece: string): void => {
    if (room > 0) text?.push(piece.slice(0, room));
    room -= piece.length;
  };
  return {
    open(name, attributes, depth) {
      if (skippedBelow !== undefined) return undefined;
      const classes = (attributes.class ?? '').slice(0, MAX_CLASSES_LENGTH).split(/\s+/);
      // A formula is read as its LaTeX; what is drawn repeats it.
      if (name === 'math') add(toTex(attributes.alttext));
      if (name === 'math' || SKIPPED_TAGS.has(name) || classes.some((one) => SKIPPED_CLASSES.has(one))) {
        skippedBelow = depth;
        return undefined;
      }
      const collect = text ? undefined : createCollector(classes, elements);
      if (collect) [text, room] = [[], MAX_PARAGRAPH_LENGTH];
      const part = parts.length < MAX_PARTS ? toPart(classes) : undefined;
      if (part) parts.push(part);
      elements.push({ classes, ...(part ? { part } : {}), ...(collect ? { collect } : {}) });
      return undefined;
    },
    close(_name, depth) {
      if (skippedBelow !== undefined) {
        if (depth === skippedBelow) skippedBelow = undefined;
        return;
      }
      const element = elements.pop();
      if (!element?.collect) return;
      element.collect(fold((text ?? []).join('')));
      text = undefined;
    },
    text(data) {
      if (skippedBelow === undefined) add(data);
    },
  };
}

function toPart(classes: readonly string[]): Part | undefined {
  for (const [name, level] of PARTS) if (classes.includes(name)) return { level, paragraphs: [] };
  return undefined;
}

/** Where the text of an element with these classes goes: a paragraph of the part it is in, or the part's heading. */
function createCollector(
  classes: readonly string[],
  elements: readonly Element[],
): ((text: string) => void) | undefined {
  const parent = elements.at(-1);
  const isTitle = classes.includes('ltx_title');
  if (isTitle && parent?.part && parent.part.heading === undefined) {
    const { part } = parent;
    return (text) => {
      part.heading = text.slice(0, MAX_HEADING_LENGTH);
    };
  }
  if (!classes.includes('ltx_p') && !(isTitle && parent?.classes.includes('ltx_theorem'))) return undefined;
  const paragraphs = elements.findLast(({ part }) => part !== undefined)?.part?.paragraphs;
  return (text) => {
    if (text !== '') paragraphs?.push(text);
  };
}

function toTex(alttext: string | undefined): string {
  return alttext ? ` $${alttext}$ ` : ' ';
}

function fold(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
