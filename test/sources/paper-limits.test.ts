import { expect, it } from 'vitest';
import type { Paper } from '../../src/core/paper/paper.ts';
import { boundPaper, PAPER_LIMITS } from '../../src/core/paper/paper-limits.ts';
import { parseAtom } from '../../src/sources/arxiv/atom.ts';
import { parsePaper } from '../../src/sources/hugging-face/item.ts';
import { parseImportRecord } from '../../src/sources/import/record.ts';

const LONG = 'long '.repeat(200_000);
const MANY = Array.from({ length: 20_000 }, (_, i) => `Name ${i} ${LONG.slice(0, 1_000)}`);
const ADDRESS = `https://example.org/${'x'.repeat(10_000)}`;

function expectBounded(paper: Paper | undefined): void {
  expect(paper?.title.length).toBeLessThanOrEqual(PAPER_LIMITS.title);
  expect(paper?.abstract.length).toBeLessThanOrEqual(PAPER_LIMITS.abstract);
  expect(paper?.authors.length).toBeLessThanOrEqual(PAPER_LIMITS.authors);
  for (const name of paper?.authors ?? []) expect(name.length).toBeLessThanOrEqual(PAPER_LIMITS.author);
  expect(JSON.stringify(paper).length).toBeLessThan(
    PAPER_LIMITS.authors * (PAPER_LIMITS.author + 3) + 60_000,
  );
  expect(paper).not.toHaveProperty('codeUrl');
}

it('an imported paper, one of Hugging Face and one of arXiv have the same bounds', () => {
  const fields = { id: '2604.00001', title: LONG, codeUrl: ADDRESS, projectUrl: ADDRESS, keywords: MANY };
  const imported = parseImportRecord({ ...fields, abstract: LONG, authors: MANY, organization: LONG });
  const listed = parsePaper({
    ...{ id: '2604.00001', title: LONG, summary: LONG, ai_summary: LONG, ai_keywords: MANY },
    ...{ githubRepo: ADDRESS, projectPage: ADDRESS, thumbnail: ADDRESS },
    authors: MANY.map((name) => ({ name })),
  });
  const authors = MANY.map((name) => `<author><name>${name}</name></author>`).join('');
  const atom = parseAtom(
    `<feed><entry><id>http://arxiv.org/abs/2604.00001</id><title>${LONG}</title><summary>${LONG}</summary>${authors}</entry></feed>`,
  );
  expectBounded('paper' in imported ? imported.paper : undefined);
  expectBounded('paper' in listed ? listed.paper : undefined);
  expectBounded(atom.papers[0]);
});

it('a paper within the bounds is not changed', () => {
  const paper: Paper = {
    ...{ id: '2604.00001', title: 'A title', abstract: '', authors: [] },
    ...{ codeUrl: 'https://example.org', doi: '10.1/x', upvotes: 0, categories: ['cs.CL'] },
  };
  expect(boundPaper(paper)).toEqual(paper);
});
