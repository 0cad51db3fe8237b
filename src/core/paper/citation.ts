import { type AuthorName, parseAuthorNames } from './author-name.ts';
import type { Paper } from './paper.ts';

/** The fields of a paper that a reference manager needs. */
export interface Citation {
  /** Unique within a file: `lovelace2026attention`. */
  readonly key: string;
  readonly paper: Paper;
  readonly authors: readonly AuthorName[];
  /** Of the first version, as far as it is known. */
  readonly date: { readonly year: number; readonly month: number; readonly day: number } | undefined;
  readonly arxivId: string | undefined;
  readonly doi: string | undefined;
  readonly url: string | undefined;
}

/** The characters of a DOI; braces and spaces would end the BibTeX field. */
const DOI = /^10\.\d{4,9}\/[^\s{}\\%"]{1,200}$/;

export function toCitations(papers: readonly Paper[]): Citation[] {
  const taken = new Set<string>();
  return papers.map((paper) => {
    const authors = parseAuthorNames(paper.authors);
    const arxivId = paper.id.startsWith('local:') ? undefined : paper.id;
    return {
      key: makeUniqueKey(paper, authors[0], taken),
      paper,
      authors,
      arxivId,
      date: parseDate(paper.publishedAt),
      doi: paper.doi === undefined ? undefined : cleanDoi(paper.doi),
      url: arxivId && `https://arxiv.org/abs/${arxivId}`,
    };
  });
}

function cleanDoi(text: string): string | undefined {
  const doi = text.trim().replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)/i, '');
  return DOI.test(doi) ? doi : undefined;
}

function parseDate(publishedAt = ''): Citation['date'] {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(publishedAt) ?? [];
  return year === undefined ? undefined : { year: Number(year), month: Number(month), day: Number(day) };
}

/** `lovelace2026attention`; `-2`, `-3` … where two would be equal. */
function makeUniqueKey(
  { id, title, publishedAt }: Paper,
  first: AuthorName | undefined,
  taken: Set<string>,
): string {
  const author = first && ('literal' in first ? (first.literal.split(/\s+/).at(-1) ?? '') : first.family);
  const word =
    title
      .split(/\s+/)
      .map(plain)
      .find((one) => one.length > 3) ?? '';
  const name = plain(author ?? '');
  // A year alone, as for names and titles in other scripts, would identify nothing.
  const stem = name + word === '' ? plain(id) : `${name}${publishedAt?.slice(0, 4) ?? ''}${word}`;
  let key = stem;
  for (let n = 2; taken.has(key); n++) key = `${stem}-${n}`;
  taken.add(key);
  return key;
}

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}
