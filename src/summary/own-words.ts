import type { Paper } from '../core/paper.ts';
import type { PaperSection, SummaryStyle } from '../core/summary.ts';
import { extract, type Points } from './extractive.ts';

export interface OwnWords {
  readonly points: Points;
  /** Where the sentences stand, for the reader. */
  readonly by: string;
}

export const BY_ABSTRACT = 'from the abstract';
const BY_FULL_TEXT = 'from the full text';
const BY_BOTH = 'from the abstract and the full text';

/** Where the parts that an abstract leaves out are told, the likeliest first. */
const TOLD_IN: Readonly<Record<string, RegExp>> = {
  Problem: /introduction|motivation|background/i,
  Result: /conclusion|discussion|results?|evaluation|experiment/i,
};
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
  const points = extract(abstract, title, style);
  const labels = points.map(({ label }) => label);
  const missing = style === 'bullets' ? Object.keys(TOLD_IN).filter((label) => !labels.includes(label)) : [];
  if (points.length > 0 && missing.length === 0) return { points, by: BY_ABSTRACT };
  const sections = await fetchSections();
  if (points.length === 0) {
    const telling = sections.filter(({ heading }) => TELLING.test(heading));
    const read = telling.length > 0 ? telling : sections;
    return { points: extract(textOf(read), title, style), by: BY_FULL_TEXT };
  }
  const found = missing.flatMap((label) => {
    const told = sections.filter(({ heading }) => TOLD_IN[label]?.test(heading));
    return extract(textOf(told), title, 'bullets').find((point) => point.label === label) ?? [];
  });
  if (found.length === 0) return { points, by: BY_ABSTRACT };
  return { points: inOrder([...points, ...found]), by: BY_BOTH };
}

function textOf(sections: readonly PaperSection[]): string {
  return sections.map(({ text }) => text).join('\n');
}

function inOrder(points: Points): Points {
  const order = ['Problem', 'Method', 'Result'];
  return points.toSorted((a, b) => order.indexOf(a.label ?? '') - order.indexOf(b.label ?? ''));
}
