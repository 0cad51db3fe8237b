import type { Paper } from '../../core/paper/paper.ts';
import type { PaperSection, SummaryStyle } from '../../core/summary/summary.ts';
import {
  type Bullet,
  extract,
  extractBullet,
  extractBullets,
  type Points,
  toPoints,
  withShort,
} from '../extractive/extractive.ts';
import type { Role } from '../extractive/roles.ts';
import { texts } from '../text/texts.ts';

export interface OwnWords {
  readonly points: Points;
  /** Where the sentences come from, for the reader. */
  readonly by: string;
}

type PaperText = Pick<Paper, 'abstract' | 'title'>;

/** Where the parts that an abstract leaves out are described, the likeliest first. */
const SECTIONS_OF = {
  Problem: /introduction|motivation|background/i,
  Result: /conclusion|discussion|results?|evaluation|experiment/i,
} as const;
const OUTSIDE_METHOD = ['Problem', 'Result'] as const;
const INFORMATIVE = /abstract|introduction|conclusion/i;

/** Whether the abstract alone has everything that the style needs. */
export function isCoveredByAbstract({ abstract, title }: PaperText, style: SummaryStyle): boolean {
  if (style !== 'bullets') return extract(abstract, title, style).length > 0;
  const bullets = extractBullets(abstract, title);
  return bullets.length > 0 && findMissing(bullets).length === 0;
}

/** A summary in the paper's own sentences: of the abstract, and where that does not say enough, of the full text. */
export function quotePaper(
  { abstract, title }: PaperText,
  style: SummaryStyle,
  sections: readonly PaperSection[],
): OwnWords {
  if (style !== 'bullets') {
    const points = extract(abstract, title, style);
    return points.length > 0 ? { points, by: texts.fromAbstract() } : fromFullText(sections, title, style);
  }
  const bullets = extractBullets(abstract, title);
  const missing = findMissing(bullets);
  if (bullets.length > 0 && missing.length === 0)
    return { points: toPoints(bullets), by: texts.fromAbstract() };
  if (bullets.length === 0) return fromFullText(sections, title, style);
  const found = missing.flatMap((role) => {
    const relevant = sections.filter(({ heading }) => SECTIONS_OF[role].test(heading));
    return extractBullet(joinTexts(relevant), title, role) ?? [];
  });
  const points = withShort(toPoints(inOrder([...bullets, ...found])), abstract, title);
  return { points, by: found.length === 0 ? texts.fromAbstract() : texts.fromBoth() };
}

function findMissing(bullets: readonly Bullet[]) {
  return OUTSIDE_METHOD.filter((role) => !bullets.some((bullet) => bullet.role === role));
}

function fromFullText(sections: readonly PaperSection[], title: string, style: SummaryStyle): OwnWords {
  const informative = sections.filter(({ heading }) => INFORMATIVE.test(heading));
  const read = informative.length > 0 ? informative : sections;
  return { points: extract(joinTexts(read), title, style), by: texts.fromFullText() };
}

function inOrder(bullets: readonly Bullet[]): Bullet[] {
  const order: readonly Role[] = ['Problem', 'Method', 'Result'];
  return bullets.toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
}

function joinTexts(sections: readonly PaperSection[]): string {
  return sections.map(({ text }) => text).join('\n');
}
