import type { PaperSection } from '../../core/summary/summary.ts';
import { withoutImages, withoutLinks } from './markdown-links.ts';
import { type Block, MAX_HEADING_LENGTH, toSections } from './sections.ts';

const MAX_CHARACTERS = 2_000_000;
const MAX_LINES = 100_000;
/** A whole section may be on one line. */
const MAX_LINE_LENGTH = 100_000;
const MAX_PARAGRAPH_LENGTH = 100_000;
/** `## `, and what follows. */
const HEADING = /^ {0,3}(#{1,6})\s/;
const UNDERLINE = /^ {0,3}(=+|-+)\s*$/;
/** How headings come out of a converter that knows no Markdown: `2.1Setup`, `3 Results`, `References`. */
const BARE_HEADING =
  /^(?:(\d{1,2}(?:\.\d{1,2})*)\.? ?(?=\p{Lu})[^.:;!?]{3,100}|Abstract|References|Acknowledge?ments?|Appendix\b.{0,80})$/u;
const FENCE = /^ {0,3}(?:```|~~~)/;
/** A row of a table, a picture's label, an entry of the contents: nothing that reads as prose. */
const NO_PROSE = /^(?:\||\([a-z]\)$|(?:[-*+]|\d+\.)\s+\[[^\]]*\]\([^)#]*#[^)]*\)$)/;

/**
 * The sections of a paper in Markdown, as Hugging Face's `/papers/{id}.md` has it: lines of `Title:` and `URL Source:`,
 * then what a converter made of arXiv's HTML. Empty when it is no paper's text: Hugging Face sends its own page
 * converted where arXiv has no HTML.
 */
export function parseMarkdown(markdown: string): PaperSection[] {
  const text = markdown.slice(0, MAX_CHARACTERS);
  if (/^<(?:!doctype|html)/i.test(text.trimStart().slice(0, 20))) return [];
  const source = /^URL Source:\s*(\S+)/m.exec(text.slice(0, 2_000))?.[1];
  if (source !== undefined && !/^https?:\/\/(?:\w+\.)?arxiv\.org\/html\//.test(source)) return [];
  const lines = text.split('\n', MAX_LINES).map((line) => line.slice(0, MAX_LINE_LENGTH).replace(/\r$/, ''));
  const blocks = splitBlocks(lines, findHeading);
  return toSections(blocks.length > 1 ? blocks : splitBlocks(lines, findBareHeading));
}

type Heading = Pick<Block, 'level' | 'heading'>;

function findHeading(line: string): Heading | undefined {
  const [opening = '', marks = ''] = HEADING.exec(line) ?? [];
  const heading = line
    .slice(opening.length)
    .trim()
    .replace(/(?<!#)#+$/, '');
  return marks === '' || heading === ''
    ? undefined
    : { level: marks.length, heading: toHeadingText(heading) };
}

function findBareHeading(line: string): Heading | undefined {
  const found = BARE_HEADING.exec(line.trimStart().slice(0, MAX_HEADING_LENGTH));
  if (!found) return undefined;
  const heading = toHeadingText(line).replace(/^([\d.]+)(?=\p{Lu})/u, '$1 ');
  return { level: 1 + (found[1] ?? '1').split('.').length, heading };
}

function splitBlocks(lines: readonly string[], readHeading: (line: string) => Heading | undefined): Block[] {
  const blocks: Array<Heading & { lines: string[] }> = [{ level: 6, heading: '', lines: [] }];
  let isCode = false;
  for (const line of lines) {
    const { lines: here = [] } = blocks.at(-1) ?? {};
    if (FENCE.test(line)) isCode = !isCode;
    if (isCode || FENCE.test(line)) continue;
    const heading = readHeading(line);
    const underline = UNDERLINE.exec(line);
    const before = here.at(-1) ?? '';
    if (heading) blocks.push({ ...heading, lines: [] });
    else if (underline && before !== '' && !before.includes('|')) {
      // A heading by the line beneath it: what looked like a paragraph was one.
      here.pop();
      blocks.push({
        level: underline[1]?.startsWith('=') ? 1 : 2,
        heading: toHeadingText(before),
        lines: [],
      });
    } else if (!NO_PROSE.test(line.trim())) here.push(line.trim());
  }
  return blocks.map(({ level, heading, lines: own }) => ({ level, heading, text: joinParagraphs(own) }));
}

/** Empty lines are between paragraphs. */
function joinParagraphs(lines: readonly string[]): string {
  const found: string[][] = [[]];
  for (const line of lines) {
    if (line !== '') found.at(-1)?.push(line);
    else if (found.at(-1)?.length !== 0) found.push([]);
  }
  return found
    .map((paragraph) => plain(paragraph.join('\n').slice(0, MAX_PARAGRAPH_LENGTH)))
    .filter((paragraph) => paragraph !== '')
    .join('\n');
}

function toHeadingText(markdown: string): string {
  return plain(markdown.slice(0, MAX_HEADING_LENGTH));
}

function plain(markdown: string): string {
  return withoutLinks(withoutImages(markdown))
    .replace(/\*\*|`|(?<![\p{L}\p{N}])__|__(?![\p{L}\p{N}])/gu, '')
    .replace(/^(?:>|[-*+]|\d{1,2}\.) +(?:\d{1,2}\.|•)?/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
}
