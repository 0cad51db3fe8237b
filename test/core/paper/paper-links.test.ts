import { describe, expect, it } from 'vitest';
import { listPaperLinks, toPaperPage } from '../../../src/core/paper/paper-links.ts';
import { aPaper } from '../../support/builders.ts';

describe('paper links', () => {
  it('are in reading order, and those that are missing are left out', () => {
    const paper = aPaper({
      id: '2604.00001',
      codeUrl: 'https://github.com/a/b',
      projectUrl: 'https://a.example',
    });
    expect(listPaperLinks(paper).map(({ label }) => label)).toEqual(['arXiv', 'PDF', 'Code', 'Project']);
    expect(listPaperLinks(aPaper()).map(({ label }) => label)).toEqual(['arXiv', 'PDF']);
  });

  it('of a paper from elsewhere do not point to arXiv', () => {
    expect(listPaperLinks(aPaper({ id: 'local:x' }))).toEqual([]);
    expect(toPaperPage({ id: 'local:x' })).toBeUndefined();
  });

  it.each([
    ['local:x', 'https://papers.example/x', 'https://papers.example/x'],
    ['2604.00001', 'https://huggingface.co/papers/2604.00001', 'https://huggingface.co/papers/2604.00001'],
    ['2604.00001', undefined, 'https://arxiv.org/abs/2604.00001'],
    ['2604.00001', 'javascript:alert(1)', 'https://arxiv.org/abs/2604.00001'],
  ])('of the title of %s with the page %s is %s', (id, pageUrl, link) => {
    expect(toPaperPage({ id, ...(pageUrl !== undefined && { pageUrl }) })).toBe(link);
  });
});
