import type { PaperSection } from '../../core/summary/summary.ts';

/** A heading and the text under it up to the next one, as a parser finds them. */
export interface Block {
  /** 1 is the highest. */
  readonly level: number;
  readonly heading: string;
  readonly text: string;
}

/** Not what was done or found. Appendices go by that name, or by a letter where sections go by numbers. */
const LEFT_OUT =
  /^(?:[\dIVX]+(?:\.\d+)*[.:]? )?(?:references?|bibliography|works cited|acknowledge?ments?|(?:author )?contributions|(?:ethics|impact|ethical|broader|reproducibility|funding|data availability)\b.*|checklist|.*\bpaper checklist|appendi(?:x|ces)\b.*|supplement(?:s|al|ary)\b.*|contents|table of contents|report github issue|report issue.*|instructions for reporting.*)[.:]?$/i;
const LETTERED = /^[A-Z](?:\.\d+)*[.:]? (?=\S)/;
const NUMBERED = /^(?:\d+|[IVX]+)[.:]? (?=\S)/;
const ABSTRACT = /^abstract[.:]?$/i;
const BEGINNING = /^(?:\S{1,6} )?introduction\b/i;
/** The longest papers have 300,000 characters; a page may hold anything. */
export const MAX_CHARACTERS = 400_000;
/** Of what a parser takes for a heading. */
export const MAX_HEADING_LENGTH = 1_000;

/**
 * The sections of a paper in order: subsections joined to their section; title page, contents, references and
 * appendices dropped.
 */
export function toSections(blocks: readonly Block[]): PaperSection[] {
  const body = blocks.slice(findBeginning(blocks));
  const top = findTopLevel(body);
  const isNumbered = body.some(({ level, heading }) => level <= top && NUMBERED.test(heading));
  const isLeftOut = (heading: string): boolean =>
    LEFT_OUT.test(heading) || (isNumbered && LETTERED.test(heading) && !NUMBERED.test(heading));
  const sections: Array<{ heading: string; texts: string[] }> = [];
  let droppedBelow = Number.POSITIVE_INFINITY;
  let room = MAX_CHARACTERS;
  for (const { level, heading, text } of body) {
    // Everything under a dropped heading is dropped with it.
    if (level > droppedBelow) continue;
    droppedBelow = isLeftOut(heading) ? level : Number.POSITIVE_INFINITY;
    if (isLeftOut(heading)) continue;
    if (sections.length === 0 || level <= top || ABSTRACT.test(heading))
      sections.push({ heading, texts: [] });
    sections.at(-1)?.texts.push(text.slice(0, room));
    room -= Math.min(room, text.length);
  }
  return sections
    .map(({ heading, texts }) => ({ heading, text: texts.filter((text) => text !== '').join('\n') }))
    .filter(({ text }) => text !== '');
}

/** Before abstract or introduction there are only title, authors and contents; where neither is named, all counts. */
function findBeginning(blocks: readonly Block[]): number {
  const at = blocks.findIndex(({ heading }) => ABSTRACT.test(heading) || BEGINNING.test(heading));
  return Math.max(0, at);
}

/** The level of the sections: that of the introduction, else the highest there is below the abstract. */
function findTopLevel(blocks: readonly Block[]): number {
  const named = blocks.filter(({ heading }) => heading !== '' && !ABSTRACT.test(heading));
  const introduction = named.find(({ heading }) => BEGINNING.test(heading));
  return introduction?.level ?? named.reduce((top, { level }) => Math.min(top, level), 6);
}

/** Whether a section is the abstract, which a paper has apart already. */
export function isAbstract({ heading }: PaperSection): boolean {
  return ABSTRACT.test(heading);
}
