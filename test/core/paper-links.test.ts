import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paperLinks, paperPage, webAddress } from '../../src/core/paper-links.ts';
import { aPaper } from '../support/builders.ts';

describe('paper links', () => {
  it('stand in reading order, and those that are missing are left out', () => {
    const paper = aPaper({
      id: '2604.00001',
      codeUrl: 'https://github.com/a/b',
      projectUrl: 'https://a.example',
    });
    expect(paperLinks(paper).map(({ label }) => label)).toEqual(['arXiv', 'PDF', 'Code', 'Project']);
    expect(paperLinks(aPaper()).map(({ label }) => label)).toEqual(['arXiv', 'PDF']);
  });

  it('of a paper from elsewhere do not point to arXiv', () => {
    expect(paperLinks(aPaper({ id: 'local:x' }))).toEqual([]);
    expect(paperPage('local:x')).toBeUndefined();
    expect(paperPage('2604.00001')).toBe('https://huggingface.co/papers/2604.00001');
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://a.example',
    'https://user:pw@a.example',
    'not a link',
    '',
    `https://a.example/${'x'.repeat(600)}`,
  ])('refuse %j', (text) => expect(webAddress(text)).toBeUndefined());

  it('never hold a character that ends a link early in a chat', () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.string(), (url, tail) => {
        const safe = webAddress(url + tail);
        if (safe !== undefined) expect(safe).not.toMatch(/[<>|()[\]\\`"'\s]/);
      }),
    );
  });
});
