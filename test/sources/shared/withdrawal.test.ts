import { describe, expect, it } from 'vitest';
import { parseAtom } from '../../../src/sources/arxiv/atom.ts';
import { cpuMs } from '../../support/cpu-time.ts';

/** The withdrawal date of a paper with this abstract and comment. */
function isWithdrawn(abstract: string, comment = ''): boolean {
  const entry = `<entry><id>http://arxiv.org/abs/2104.00002v2</id><title>T</title><updated>2022-01-01T00:00:00Z</updated><summary>${abstract}</summary><arxiv:comment>${comment}</arxiv:comment></entry>`;
  const { papers } = parseAtom(
    `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">${entry}</feed>`,
  );
  return papers[0]?.withdrawnAt !== undefined;
}

describe('a paper is withdrawn when it is stated', () => {
  it.each([
    'This paper has been withdrawn by the author due to a crucial error.',
    'The paper has been withdrawn due to an error.',
    'The paper has been withdrawn.',
    'Paper withdrawn by the authors.',
    '[Withdrawn] We show that.',
    'Withdrawn.',
    'WITHDRAWN: We show that.',
    'This work has been withdrawn.',
    'This submission has been withdrawn by arXiv administrators due to inappropriate content.',
    'This paper has been withdrawn by the author(s), due to an error in Eq. 1.',
    'The authors have withdrawn this manuscript owing to a flaw in the proof.',
    'I withdraw this paper.',
    'We show that P is NP. This article is withdrawn because Lemma 2 is wrong.',
    'This paper has been temporarily withdrawn.',
    'This preprint has been retracted by its authors.',
  ])('in the abstract: %s', (text) => expect(isWithdrawn(text)).toBe(true));

  it.each([
    'Withdrawn by the authors',
    'Withdrawn',
    '12 pages, withdrawn',
    'withdrawn due to an error in Theorem 1; see arXiv:2401.00001',
    'arXiv admin note: This version withdrawn by arXiv administrators because of a copyright claim',
    '10 pages. This paper was withdrawn by the submitter',
    'Paper withdrawn pending revision',
  ])('in the comment: %s', (text) => expect(isWithdrawn('We study caches.', text)).toBe(true));
});

describe('a word alone is no statement', () => {
  it.each([
    'Withdrawn drugs are studied by the reasons for which they were withdrawn.',
    'Withdrawn and isolated teenagers use social media.',
    'We study liquidity of withdrawn deposits.',
    'We ask whether the paper has been withdrawn by its authors, for 40,000 papers.',
    'The study was withdrawn from the registry of trials. We ask why.',
    'Withdrawn by the central bank, notes lose their value.',
    'We present a set of papers withdrawn from arXiv.',
  ])('in the abstract: %s', (text) => expect(isWithdrawn(text)).toBe(false));

  it.each([
    'Data on withdrawn drugs; 12 pages',
    'Withdrawn from ICML 2024; now at TMLR',
    'An earlier version of this paper has been withdrawn',
    'Supersedes the withdrawn arXiv:2401.00001',
    'Replaces arXiv:2401.00001, which has been withdrawn',
  ])('in the comment: %s', (text) => expect(isWithdrawn('We study caches.', text)).toBe(false));

  it('and a hostile text is read in no time', () => {
    const read = (text: string) => cpuMs(() => void isWithdrawn(text, text));
    for (const text of [
      'the paper has been withdrawn by '.repeat(20_000),
      'we have '.repeat(50_000),
      '. '.repeat(99_999),
    ])
      expect(read(text)).toBeLessThan(1_000);
  });
});
