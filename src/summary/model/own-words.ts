import type { Paper } from '../../core/paper/paper.ts';
import type { PaperSection, SummaryStyle } from '../../core/summary/summary.ts';
import { type Bullet, extract, extractBullets, type Points, toPoints } from '../extractive/extractive.ts';
import type { Role } from '../extractive/roles.ts';

export interface OwnWords {
  readonly points: Points;
  /** Where the sentences stand, for the reader. */
  readonly by: string;
}

export const BY_ABSTRACT = 'from the abstract';
const BY_FULL_TEXT = 'from the full text';
const BY_BOTH = 'from the abstract and the full text';

/** Where the parts that an abstract leaves out are told, the likeliest first. */
const TOLD_IN = {
  Problem: /introduction|motivation|background/i,
  Result: /conclusion|discussion|results?|evaluation|experiment/i,
} as const;
const TOLD_ELSEWHERE = ['Problem', 'Result'] as const;
const TELLING = /abstract|introduction|conclusion/i;

/**
 * A summary in the paper's own sentences: of the abstract, and of the full text where the abstract is missing or does not
 * tell all that the style asks for. `fetchSections` is called only then.
 */
export async function inOwnWords(
  { abstract, title }: Pick<Paper, 'abstract' | 'title'>,
  style: SummaryStyle,
  fetchSections: () => Promise<readonly PaperSection[]>,
): Promise<OwnWords> {
  if (style !== 'bullets') {
    const points = extract(abstract, title, style);
    return points.length > 0
      ? { points, by: BY_ABSTRACT }
      : fromFullText(await fetchSections(), title, style);
  }
  const bullets = extractBullets(abstract, title);
  const missing = TOLD_ELSEWHERE.filter((role) => !bullets.some((bullet) => bullet.role === role));
  if (bullets.length > 0 && missing.length === 0) return { points: toPoints(bullets), by: BY_ABSTRACT };
  const sections = await fetchSections();
  if (bullets.length === 0) return fromFullText(sections, title, style);
  const found = missing.flatMap((role) => {
    const told = sections.filter(({ heading }) => TOLD_IN[role].test(heading));
    return extractBullets(textOf(told), title).find((bullet) => bullet.role === role && bullet.isSure) ?? [];
  });
  if (found.length === 0) return { points: toPoints(bullets), by: BY_ABSTRACT };
  return { points: toPoints(inOrder([...bullets, ...found])), by: BY_BOTH };
}

function fromFullText(sections: readonly PaperSection[], title: string, style: SummaryStyle): OwnWords {
  const telling = sections.filter(({ heading }) => TELLING.test(heading));
  const read = telling.length > 0 ? telling : sections;
  return { points: extract(textOf(read), title, style), by: BY_FULL_TEXT };
}

function inOrder(bullets: readonly Bullet[]): Bullet[] {
  const order: readonly Role[] = ['Problem', 'Method', 'Result'];
  return bullets.toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
}

function textOf(sections: readonly PaperSection[]): string {
  return sections.map(({ text }) => text).join('\n');
}
