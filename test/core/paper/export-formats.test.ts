import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeExport } from '../../../src/core/paper/export-formats.ts';
import type { Paper } from '../../../src/core/paper/paper.ts';
import { aPaper } from '../../support/builders.ts';

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '=1+1',
    '@SUM(A1)',
    'a,"b"',
    'x\r\ny',
    '} @misc{evil',
    '100% \\alpha_1 & $x$',
    '](javascript:1)',
  ),
);
const paper: fc.Arbitrary<Paper> = fc.record({
  id: fc.constantFrom('2604.00001', '2604.00002', 'local:x'),
  title: text,
  abstract: text,
  authors: fc.array(text, { maxLength: 4 }),
  organization: text,
  publishedAt: fc.constant('2026-04-30T00:00:00Z'),
});

/** RFC 4180. */
function parseCsv(content: string): string[][] {
  const rows: string[][] = [[]];
  const cells = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (const [, quoted, plain = '', end] of content.slice(1).matchAll(cells)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('an export', () => {
  it('as CSV parses back cell by cell, and no cell is a formula', () => {
    fc.assert(
      fc.property(fc.array(paper, { maxLength: 5 }), (papers) => {
        const rows = parseCsv(writeExport('csv', papers).content);
        expect(rows).toHaveLength(papers.length + 1);
        for (const [i, one] of papers.entries()) {
          expect(rows[i + 1]).toHaveLength(9);
          expect(rows[i + 1]?.[1]?.replace(/^'/, '')).toBe(one.title.replace(/^'/, ''));
        }
        for (const cell of rows.slice(1).flat()) expect(cell).not.toMatch(/^[=+@\t\r]/);
      }),
    );
  });

  it('as BibTeX has balanced braces, an entry a paper and keys that differ', () => {
    fc.assert(
      fc.property(fc.array(paper, { maxLength: 5 }), (papers) => {
        const { content } = writeExport('bibtex', papers);
        let depth = 0;
        for (const c of content.replace(/\\[{}\\]/g, '')) {
          if (c === '{') depth += 1;
          if (c === '}') depth -= 1;
          expect(depth).toBeGreaterThanOrEqual(0);
        }
        expect(depth).toBe(0);
        const keys = [...content.matchAll(/^@misc\{([^,]*),$/gm)].map((match) => match[1]);
        expect(keys).toHaveLength(papers.length);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it('as Markdown is a line a paper, with links to the paper alone', () => {
    fc.assert(
      fc.property(fc.array(paper, { minLength: 1, maxLength: 5 }), (papers) => {
        const lines = writeExport('markdown', papers).content.trimEnd().split('\n');
        expect(lines).toHaveLength(papers.length);
        for (const line of lines)
          for (const [, url] of line.matchAll(/(?<!\\)\]\(([^)]*)\)/g))
            expect(url).toMatch(/^https:\/\/(?:huggingface\.co|arxiv\.org)\//);
      }),
    );
  });

  it('as JSON holds everything that is known', () => {
    const known = aPaper({ stars: 3, keywords: ['a'] });
    expect(JSON.parse(writeExport('json', [known]).content)).toEqual([known]);
  });

  it('as BibTeX reads as one would write it', () => {
    expect(
      writeExport('bibtex', [aPaper({ title: 'Attention & 100% more', categories: ['cs.CL'] })]).content,
    ).toBe(
      [
        '@misc{lovelace2026attention,',
        '  title = {{Attention \\& 100\\% more}},',
        '  author = {Ada Lovelace and Alan Turing},',
        '  year = {2026},',
        '  eprint = {2604.26752},',
        '  archivePrefix = {arXiv},',
        '  primaryClass = {cs.CL},',
        '  url = {https://arxiv.org/abs/2604.26752}',
        '}',
        '',
      ].join('\n'),
    );
  });
});

describe('an export for reference managers', () => {
  const known = aPaper({
    title: '$\\tau$-bench',
    authors: ['Martin Luther King, Jr.', 'Ludwig van Beethoven', 'Gemma Team'],
    keywords: ['agents'],
    categories: ['cs.CL'],
    doi: '10.1007/978-3-031-72643-9_1',
  });

  it('as RIS has a tag a line, from TY to ER, with names, date, DOI and link', () => {
    const { content, name, mime } = writeExport('ris', [known, aPaper({ id: 'local:x', authors: [] })]);
    expect([name, mime]).toEqual(['papers.ris', 'application/x-research-info-systems']);
    const records = content.split('\r\n\r\n');
    expect(records[0]?.split('\r\n')).toEqual([
      'TY  - UNPB',
      'ID  - king2026taubench',
      'TI  - $\\tau$-bench',
      'AU  - King, Martin Luther, Jr.',
      'AU  - van Beethoven, Ludwig',
      'AU  - Gemma Team',
      'PY  - 2026',
      'DA  - 2026/04/29/',
      'AB  - We present a small model. It reads large papers. It is twice as fast as its teacher.',
      'KW  - agents',
      'PB  - arXiv',
      'DB  - arXiv',
      'AN  - 2604.26752',
      'DO  - 10.1007/978-3-031-72643-9_1',
      'UR  - https://arxiv.org/abs/2604.26752',
      'ER  - ',
    ]);
    expect(records[1]).not.toContain('arXiv');
  });

  it('as RIS holds any paper in lines that are tags', () => {
    fc.assert(
      fc.property(fc.array(paper, { maxLength: 5 }), (papers) => {
        const lines = writeExport('ris', papers).content.split('\r\n');
        for (const line of lines) expect(line).toMatch(/^(?:|[A-Z][A-Z\d] {2}- [^\r\n]*)$/);
        expect(lines.filter((line) => line === 'ER  - ')).toHaveLength(papers.length);
      }),
    );
  });

  it('as CSL-JSON has the fields of its schema', () => {
    const { content, name } = writeExport('csl-json', [known]);
    expect(name).toBe('papers.csl.json');
    expect(JSON.parse(content)).toEqual([
      {
        id: 'king2026taubench',
        type: 'article',
        title: '$\\tau$-bench',
        author: [
          { family: 'King', given: 'Martin Luther', suffix: 'Jr.' },
          { family: 'Beethoven', given: 'Ludwig', 'non-dropping-particle': 'van' },
          { literal: 'Gemma Team' },
        ],
        issued: { 'date-parts': [[2026, 4, 29]] },
        abstract: 'We present a small model. It reads large papers. It is twice as fast as its teacher.',
        keyword: 'agents',
        publisher: 'arXiv',
        number: 'arXiv:2604.26752',
        URL: 'https://arxiv.org/abs/2604.26752',
        DOI: '10.1007/978-3-031-72643-9_1',
      },
    ]);
  });
});
