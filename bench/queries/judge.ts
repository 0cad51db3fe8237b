import { z } from 'zod';
import type { Paper } from '../../src/core/paper/paper.ts';
import type { SearchNote } from '../../src/search/query/notes.ts';

/** A query and what must be among the first three papers; of several demands all have to be fulfilled. */
export const Judged = z.strictObject({
  kind: z.string(),
  query: z.string(),
  /** One of these. */
  papers: z.array(z.string()).optional(),
  /** Each is by this person, or all that they wrote are there. */
  author: z.string().optional(),
  organization: z.string().optional(),
  /** Each holds one of these, in title, abstract or its organization's name. */
  topic: z.array(z.string()).optional(),
  /** The same in titles. */
  title: z.array(z.string()).optional(),
  /** They are in order of their dates. */
  newest: z.boolean().optional(),
  /** The first one's title says that it is a survey. */
  survey: z.boolean().optional(),
  /** Whether a person reads that the papers are in English. */
  isEnglish: z.boolean().optional(),
});
type Judged = z.infer<typeof Judged>;

interface Answer {
  readonly found: readonly Paper[];
  readonly notes: readonly SearchNote[];
  /** All that can be found. */
  readonly papers: readonly Paper[];
}

/** What is wrong with an answer; `undefined` where nothing is. */
export function findFault(judged: Judged, { found, notes, papers }: Answer): string | undefined {
  const titles = found.map(({ id, title }) => `${id} ${title.slice(0, 60)}`).join(' | ');
  const hasNote = notes.some(({ code }) => code === 'otherLanguage');
  if (hasNote !== (judged.isEnglish === false)) return `the note on the language is ${hasNote}`;
  if (found.length === 0 && judged.isEnglish !== false) return 'nothing was found';
  if (judged.papers?.some((id) => found.some((paper) => paper.id === id)) === false) return titles;
  return checkEach(judged, found, papers) && checkOrder(judged, found) ? undefined : titles;
}

function checkEach(
  { author, organization, topic, title }: Judged,
  found: readonly Paper[],
  papers: readonly Paper[],
): boolean {
  const has = (text: string, phrases: readonly string[] | undefined): boolean =>
    phrases?.some((phrase) => plain(text).includes(plain(phrase))) ?? true;
  const isBy = ({ authors }: Paper): boolean => author === undefined || authors.includes(author);
  const wanted = Math.min(found.length, papers.filter(isBy).length);
  return (
    found.filter(isBy).length >= wanted &&
    found.every(
      (paper) =>
        has(`${paper.title} ${paper.abstract} ${paper.organization ?? ''}`, topic) && has(paper.title, title),
    ) &&
    found.every((paper) =>
      has(paper.organization ?? '', organization === undefined ? undefined : [organization]),
    )
  );
}

function checkOrder({ newest, survey }: Judged, found: readonly Paper[]): boolean {
  const days = found.map(({ publishedAt = '' }) => publishedAt);
  const isOrdered = newest !== true || days.every((day, i) => i === 0 || day <= (days[i - 1] ?? ''));
  return isOrdered && (survey !== true || /survey|overview|review/i.test(found[0]?.title ?? ''));
}

/** A hyphen is as good as a space, and so is the end of a line. */
function plain(text: string): string {
  return text.toLowerCase().replace(/[-\s]+/g, ' ');
}
