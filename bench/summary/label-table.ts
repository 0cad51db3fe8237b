import { extract } from '../../src/summary/extractive/extractive.ts';
import type { LabeledAbstract } from './labeled.ts';

/** What people mark in a sentence that has the role. What is done is both the task and the idea of how. */
const MARKS: Readonly<Record<string, readonly string[]>> = {
  Problem: ['problem'],
  Method: ['idea', 'task'],
  Result: ['result'],
};

export interface LabelScore {
  readonly role: string;
  /** Labels given, in all abstracts. */
  readonly given: number;
  /** Sentences in which people marked the role. */
  readonly right: number;
  /** Sentences in which people marked other roles alone. The rest they did not mark: they marked one span of a kind. */
  readonly wrong: number;
}

/** Counts the labels that our bullets give. */
export function scoreLabels(papers: readonly LabeledAbstract[]): LabelScore[] {
  const labels = papers.flatMap(({ abstract, sentences }) =>
    extract(abstract, '', 'bullets').flatMap(({ label, text }) => {
      const end = letters(text).slice(-50);
      const kinds = sentences.find((one) => letters(one.text).endsWith(end))?.kinds ?? new Set<string>();
      return label === undefined ? [] : [{ label, kinds }];
    }),
  );
  return Object.entries(MARKS).map(([role, marks]) => {
    const own = labels.filter(({ label }) => label === role);
    const right = own.filter(({ kinds }) => marks.some((mark) => kinds.has(mark))).length;
    const unmarked = own.filter(({ kinds }) => kinds.size === 0).length;
    return { role, given: own.length, right, wrong: own.length - right - unmarked };
  });
}

export function writeLabelTable(papers: readonly LabeledAbstract[]): string {
  const percent = (part: number, whole: number): string =>
    `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
  const rows = scoreLabels(papers).map(({ role, given, right, wrong }) => [
    role,
    percent(given, papers.length),
    percent(right, given),
    percent(right, right + wrong),
  ]);
  return [['label', 'given', 'marked so', 'of those marked at all'], ['---', '---:', '---:', '---:'], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** Openings are trimmed and long sentences cut: the end shows which one it was. */
function letters(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}
