import { describe, expect, it } from 'vitest';
import { writeExport } from '../../../src/core/paper/export-formats.ts';
import { parseImportRecord } from '../../../src/sources/import/record.ts';
import { aPaper } from '../../support/builders.ts';

function imported(record: Readonly<Record<string, unknown>>) {
  const parsed = parseImportRecord({ id: 'x', title: 'A title', ...record });
  if (!('paper' in parsed)) throw new Error(parsed.reason.code);
  return parsed;
}

describe('other people’s files of papers', () => {
  it('Kaggle’s arXiv set keeps categories, the first version’s date, DOI and names', () => {
    const { paper, dropped } = imported({
      id: '0704.0001',
      submitter: 'P N',
      authors: "C. Bal\\'azs, E. L. Berger",
      title: 'Calculation of prompt diphoton production cross sections\n  at hadron colliders',
      comments: '37 pages',
      'journal-ref': null,
      doi: '10.1103/PhysRevD.76.013009',
      'report-no': null,
      categories: 'hep-ph math.CO',
      license: null,
      abstract: '  A made-up abstract of a calculation of diphotons.\n',
      versions: [{ version: 'v1', created: 'Mon, 2 Apr 2007 19:18:42 GMT' }],
      update_date: '2008-11-26',
      authors_parsed: [
        ['Balázs', 'C.', ''],
        ['Berger', 'E. L.', 'Jr.'],
      ],
    });
    expect(paper).toEqual({
      id: '0704.0001',
      title: 'Calculation of prompt diphoton production cross sections at hadron colliders',
      abstract: 'A made-up abstract of a calculation of diphotons.',
      authors: ['C. Balázs', 'E. L. Berger, Jr.'],
      publishedAt: '2007-04-02T19:18:42.000Z',
      doi: '10.1103/PhysRevD.76.013009',
      categories: ['hep-ph', 'math.CO'],
    });
    expect(dropped).toEqual(['submitter', 'comments', 'update_date']);
  });

  it('CSL-JSON keeps authors, date and keywords, and is known by its arXiv DOI', () => {
    const { paper, dropped } = imported({
      id: 'http://zotero.org/users/1/items/ABCD',
      type: 'article',
      title: 'A CSL item',
      abstract: 'From Zotero as CSL JSON.',
      author: [
        { family: 'Beethoven', given: 'Ludwig', 'non-dropping-particle': 'van' },
        { family: 'King', given: 'Martin Luther', suffix: 'Jr.' },
        { literal: 'Gemma Team' },
      ],
      issued: { 'date-parts': [[2024, 5, 2]] },
      DOI: '10.48550/arXiv.2405.01234',
      keyword: 'agents, retrieval',
    });
    expect(paper).toEqual({
      id: '2405.01234',
      title: 'A CSL item',
      abstract: 'From Zotero as CSL JSON.',
      authors: ['Ludwig van Beethoven', 'Martin Luther King, Jr.', 'Gemma Team'],
      publishedAt: '2024-05-02T00:00:00.000Z',
      keywords: ['agents', 'retrieval'],
    });
    expect(dropped).toEqual(['type']);
  });

  it.each([
    [{ family: 'van Beethoven', given: 'Ludwig' }, 'Ludwig van Beethoven'],
    [{ family: 'Beethoven', given: 'Ludwig', 'dropping-particle': 'van' }, 'Ludwig van Beethoven'],
    [{ family: 'van Beethoven', given: 'Ludwig', 'non-dropping-particle': '' }, 'Ludwig van Beethoven'],
    [{ family: 'Gogh', given: 'Vincent', 'non-dropping-particle': 'van' }, 'Vincent van Gogh'],
    [{ family: 'Beethoven' }, 'Beethoven'],
  ])('the CSL name %j is %s', (name, expected) => {
    expect(imported({ author: [name] }).paper.authors).toEqual([expected]);
  });

  it('a summary that is null is none, and is not reported', () => {
    const { paper, dropped } = imported({ abstract: 'It works well.', summary: null });
    expect([paper.abstract, dropped]).toEqual(['It works well.', []]);
    expect(imported({ summary: null, abstract: null }).paper.abstract).toBe('');
  });

  it('a daily crawler’s record is read, and its links name the paper once more', () => {
    const { paper, dropped } = imported({
      id: '2508.13144',
      categories: ['cs.CL', 'cs.AI'],
      pdf: 'https://arxiv.org/pdf/2508.13144',
      abs: 'https://arxiv.org/abs/2508.13144',
      authors: ['A B', 'C D'],
      comment: '10 pages',
      summary: 'As the crawler of a daily list writes it.',
      AI: { tldr: 'short' },
    });
    expect(paper).toMatchObject({
      abstract: 'As the crawler of a daily list writes it.',
      authors: ['A B', 'C D'],
    });
    expect(dropped).toEqual(['comment', 'AI']);
  });

  it('our own exports come back: JSON whole, CSL-JSON as a citation', () => {
    const paper = aPaper({
      authors: ['Ludwig van Beethoven', 'Martin Luther King, Jr.', 'Gemma Team'],
      ...{ categories: ['cs.CL'], keywords: ['a', 'b'], stars: 3, organization: 'Org', doi: '10.1007/x_1' },
      ...{ codeUrl: 'https://github.com/a/b', aiSummary: 'Short.', listedAt: '2026-04-30T00:00:00.000Z' },
    });
    const [whole] = JSON.parse(writeExport('json', [paper]).content);
    expect(imported(whole)).toEqual({ paper, dropped: [] });
    const [citation] = JSON.parse(writeExport('csl-json', [paper]).content);
    const { id, title, abstract, authors, publishedAt, keywords, doi } = paper;
    expect(imported(citation).paper).toEqual({ id, title, abstract, authors, publishedAt, keywords, doi });
  });
});

describe('an abstract', () => {
  it.each([
    ['TextArena', 'TextArena is an open-source collection of text games for language models.'],
    ['Self', 'Self-attention is studied without any labels.'],
    ['日本語の大規模言語モデル', '日本語の大規模言語モデルを評価する。'],
    ['BERT', 'BERT Models are studied.'],
  ])('keeps the title %s that its first sentence begins with', (title, abstract) => {
    expect(imported({ title, abstract }).paper.abstract).toBe(abstract);
  });

  it.each([
    ['Flow over a wing', 'Flow over a wing . The flow is studied.'],
    ['Flow over a wing', 'Flow over a wing: the flow is studied.'],
    ['Flow over a wing', 'Flow over a wing The flow is studied.'],
  ])('loses the title %s where it is before the text as a line of its own', (title, abstract) => {
    expect(imported({ title, abstract }).paper.abstract.toLowerCase()).toBe('the flow is studied.');
  });
});

describe('a text with all authors', () => {
  it.each([
    ['van der Berg, Jan and Ada Lovelace', ['Jan van der Berg', 'Ada Lovelace']],
    ['Lovelace, Ada; Hopper, Grace', ['Ada Lovelace', 'Grace Hopper']],
    ['Lovelace, Ada and Hopper, Grace', ['Ada Lovelace', 'Grace Hopper']],
    ['Ada Lovelace, Alan Turing and Grace Hopper', ['Ada Lovelace', 'Alan Turing', 'Grace Hopper']],
    ['Ada Lovelace, Alan Turing, and Grace Hopper', ['Ada Lovelace', 'Alan Turing', 'Grace Hopper']],
    ['C. Balázs, E. L. Berger, C.-P. Yuan', ['C. Balázs', 'E. L. Berger', 'C.-P. Yuan']],
    ['Lovelace, A., Hopper, G. M.', ['A. Lovelace', 'G. M. Hopper']],
    ['Lovelace, Ada', ['Ada Lovelace']],
    ['Martin Luther King, Jr.', ['Martin Luther King, Jr.']],
    ['Ada Lovelace, Martin Luther King, Jr.', ['Ada Lovelace', 'Martin Luther King, Jr.']],
    ['Research and Development Team', ['Research and Development Team']],
    ['Lovelace, A. & Turing, A.', ['A. Lovelace', 'A. Turing']],
    ['王小明, 李华', ['王小明', '李华']],
    ['Ada Lovelace', ['Ada Lovelace']],
  ])('%s', (authors, names) => {
    expect(imported({ authors }).paper.authors).toEqual(names);
  });
});

describe('a date', () => {
  it.each([
    ['31/01/2024', '2024-01-31T00:00:00.000Z'],
    ['01/31/2024', '2024-01-31T00:00:00.000Z'],
    ['2024-02', '2024-02-01T00:00:00.000Z'],
    [1706659200, '2024-01-31T00:00:00.000Z'],
    [1706659200000, '2024-01-31T00:00:00.000Z'],
    ['Wed, 31 Jan 2024 00:00:00 GMT', '2024-01-31T00:00:00.000Z'],
    ['2024-01-31T23:30:00-08:00', '2024-02-01T07:30:00.000Z'],
    [2024, '2024-01-01T00:00:00.000Z'],
  ])('%s is read', (date, iso) => {
    expect(imported({ date }).paper.publishedAt).toBe(iso);
  });

  it('of which nobody knows day and month is reported', () => {
    expect(parseImportRecord({ id: 'x', title: 'T', date: '02/03/2024' })).toEqual({
      reason: { code: 'odd-date', values: { date: '02/03/2024' } },
    });
  });
});

it('fields that cannot be read are reported like those that have no place', () => {
  expect(
    imported({ categories: 7, upvotes: 'many', license: 'CC', 'bad\u001bname': 1, empty: '' }).dropped,
  ).toEqual(['categories', 'upvotes', 'license', 'bad?name']);
});
