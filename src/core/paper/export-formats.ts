import { stringify } from 'csv-stringify/sync';
import { toBibtex, toCslJson, toRis } from './export-citations.ts';
import type { Paper } from './paper.ts';
import { listPaperLinks, toPaperPage } from './paper-links.ts';

export const EXPORT_FORMATS = ['bibtex', 'csv', 'json', 'markdown', 'ris', 'csl-json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface ExportedFile {
  readonly name: string;
  readonly mime: string;
  readonly content: string;
}

/** Papers as a file, in their order. */
export function writeExport(format: ExportFormat, papers: readonly Paper[]): ExportedFile {
  switch (format) {
    case 'bibtex':
      return { name: 'papers.bib', mime: 'application/x-bibtex', content: toBibtex(papers) };
    case 'csv':
      return { name: 'papers.csv', mime: 'text/csv', content: writeCsv(papers) };
    case 'json':
      return {
        name: 'papers.json',
        mime: 'application/json',
        content: `${JSON.stringify(papers, null, 2)}\n`,
      };
    case 'markdown':
      return { name: 'papers.md', mime: 'text/markdown', content: writeMarkdown(papers) };
    case 'ris':
      return {
        name: 'papers.ris',
        mime: 'application/x-research-info-systems',
        content: toRis(papers),
      };
    case 'csl-json':
      return {
        name: 'papers.csl.json',
        mime: 'application/vnd.citationstyles.csl+json',
        content: toCslJson(papers),
      };
  }
}

const COLUMNS = [
  'id',
  'title',
  'authors',
  'published',
  'upvotes',
  'stars',
  'organization',
  'page',
  'code',
] as const;

/**
 * RFC 4180, with a byte order mark, without which spreadsheets misread accents. A spreadsheet would run a cell that begins like a
 * formula: an apostrophe makes it text.
 */
function writeCsv(papers: readonly Paper[]): string {
  const rows = papers.map((paper) => [
    paper.id,
    paper.title,
    paper.authors.join('; '),
    paper.publishedAt?.slice(0, 10),
    paper.upvotes,
    paper.stars,
    paper.organization,
    toPaperPage(paper),
    paper.codeUrl,
  ]);
  return stringify([[...COLUMNS], ...rows], {
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
  });
}

function writeMarkdown(papers: readonly Paper[]): string {
  return papers
    .map((paper) => {
      const page = toPaperPage(paper);
      const title = escapeMarkdown(paper.title);
      const links = listPaperLinks(paper).map(({ label, url }) => `[${label}](${url})`);
      const authors =
        escapeMarkdown(paper.authors.slice(0, 3).join(', ')) + (paper.authors.length > 3 ? ' et al.' : '');
      return `- ${page ? `[${title}](${page})` : title}${authors ? `, ${authors}` : ''}${links.length > 0 ? ` (${links.join(', ')})` : ''}\n`;
    })
    .join('');
}

function escapeMarkdown(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>()#+!|~]/g, '\\$&');
}
