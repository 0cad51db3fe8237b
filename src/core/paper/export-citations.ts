import { escapeTex } from '../text/tex.ts';
import type { AuthorName } from './author-name.ts';
import { type Citation, toCitations } from './citation.ts';
import type { Paper } from './paper.ts';

/** Entries for BibTeX and biblatex. */
export function toBibtex(papers: readonly Paper[]): string {
  return toCitations(papers)
    .map((citation) => `${toEntry(citation)}\n`)
    .join('\n');
}

function toEntry({ key, paper, authors, date, arxivId, doi, url }: Citation): string {
  const fields: Array<readonly [name: string, value: string | undefined]> = [
    ['title', `{${escapeTex(paper.title)}}`],
    ['author', authors.map(toBibtexName).join(' and ')],
    ['year', date && String(date.year)],
    ['eprint', arxivId],
    ['archivePrefix', arxivId && 'arXiv'],
    ['primaryClass', arxivId && paper.categories?.[0]],
    // Not escaped: it becomes a link, in which an escaped underscore would be a backslash.
    ['doi', doi],
    ['url', url],
  ];
  const lines = fields.flatMap(([name, value]) => (value ? [`  ${name} = {${value}}`] : []));
  return `@misc{${key},\n${lines.join(',\n')}\n}`;
}

/** BibTeX parses `First von Last` by itself; all other names are written part by part. */
function toBibtexName(name: AuthorName): string {
  if ('literal' in name)
    return /\s/.test(name.literal) ? `{${escapeTex(name.literal)}}` : wrapInBraces(name.literal);
  const { given, particle, family, suffix } = name;
  const last = [escapeTex(particle), /\s/.test(family) ? `{${escapeTex(family)}}` : wrapInBraces(family)]
    .filter(Boolean)
    .join(' ');
  // To BibTeX a word that begins with anything but an ASCII capital, as `Łukasz`, is a `von` part.
  const isPlain = suffix === '' && [...given.split(' '), family].every((word) => /^[A-Z]\S*$/.test(word));
  if (isPlain) return `${wrapInBraces(given)} ${last}`;
  return [last, ...(suffix ? [escapeTex(suffix)] : []), wrapInBraces(given)].join(', ');
}

/** A comma, or the word that separates two authors, has no meaning in braces. */
function wrapInBraces(part: string): string {
  const escaped = escapeTex(part);
  return /,|(?:^|\s)(?:and|others)(?:$|\s)/i.test(part) ? `{${escaped}}` : escaped;
}

/** RIS, one tag per line: Zotero, EndNote, Mendeley. */
export function toRis(papers: readonly Paper[]): string {
  return toCitations(papers)
    .flatMap(({ key, paper, authors, date, arxivId, doi, url }) => {
      const lines: Array<readonly [tag: string, value: string | undefined]> = [
        ['TY', 'UNPB'],
        ['ID', key],
        ['TI', paper.title],
        ...authors.map((author) => ['AU', toRisName(author)] as const),
        ['PY', date && String(date.year)],
        ['DA', date && `${date.year}/${toTwoDigits(date.month)}/${toTwoDigits(date.day)}/`],
        ['AB', paper.abstract],
        ...(paper.keywords ?? []).map((keyword) => ['KW', keyword] as const),
        ['PB', arxivId && 'arXiv'],
        ['DB', arxivId && 'arXiv'],
        ['AN', arxivId],
        ['DO', doi],
        ['UR', url],
      ];
      const said = lines.flatMap(([tag, value]) => {
        const text = collapseSpaces(value ?? '');
        return text === '' ? [] : [`${tag}  - ${text}`];
      });
      return [...said, 'ER  - ', ''];
    })
    .map((line) => `${line}\r\n`)
    .join('');
}

function toRisName(name: AuthorName): string {
  if ('literal' in name) return name.literal.replaceAll(',', ' ');
  const { given, particle, family, suffix } = name;
  return [[particle, family].filter(Boolean).join(' '), given, suffix].filter(Boolean).join(', ');
}

/** CSL-JSON, which citation processors and Zotero read. */
export function toCslJson(papers: readonly Paper[]): string {
  const items = toCitations(papers).map(({ key, paper, authors, date, arxivId, doi, url }) => ({
    id: key,
    // CSL calls a preprint `article`; a paper in a journal is an `article-journal`.
    type: 'article',
    title: collapseSpaces(paper.title),
    ...(authors.length > 0 ? { author: authors.map(toCslName) } : {}),
    ...(date ? { issued: { 'date-parts': [[date.year, date.month, date.day]] } } : {}),
    ...(paper.abstract ? { abstract: collapseSpaces(paper.abstract) } : {}),
    ...(paper.keywords?.length ? { keyword: paper.keywords.map(collapseSpaces).join(', ') } : {}),
    ...(arxivId ? { publisher: 'arXiv', number: `arXiv:${arxivId}`, URL: url } : {}),
    ...(doi ? { DOI: doi } : {}),
  }));
  return `${JSON.stringify(items, null, 2)}\n`;
}

function toCslName(name: AuthorName): Record<string, string> {
  if ('literal' in name) return { literal: name.literal };
  const { given, particle, family, suffix } = name;
  return {
    family,
    ...(given ? { given } : {}),
    ...(particle ? { 'non-dropping-particle': particle } : {}),
    ...(suffix ? { suffix } : {}),
  };
}

function toTwoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

function collapseSpaces(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
