import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePaperId } from '../../../src/core/paper/paper-id.ts';

const modern = fc
  .tuple(
    fc.integer({ min: 7, max: 99 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 0, max: 99_999 }),
  )
  .map(
    ([year, month, n]) =>
      `${String(year).padStart(2, '0')}${String(month).padStart(2, '0')}.${String(n).padStart(5, '0')}`,
  );
const old = fc
  .tuple(
    fc.constantFrom('hep-th', 'math', 'quant-ph', 'cs'),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 999 }),
  )
  .map(
    ([archive, month, n]) => `${archive}/99${String(month).padStart(2, '0')}${String(n).padStart(3, '0')}`,
  );
const id = fc.oneof(modern, old);

const FORMS: ReadonlyArray<(id: string) => string> = [
  (x) => x,
  (x) => `  ${x}v3 `,
  (x) => `arXiv:${x}`,
  (x) => `https://arxiv.org/abs/${x}`,
  (x) => `http://www.arxiv.org/pdf/${x}v12.pdf`,
  (x) => `arxiv.org/pdf/${x}`,
  (x) => `https://arxiv.org/html/${x}v1#S2`,
  (x) => `https://huggingface.co/papers/${x}`,
  (x) => `https://huggingface.co/papers/${x}?utm=1`,
  (x) => `https://www.alphaxiv.org/overview/${x}`,
  (x) => `https://doi.org/10.48550/arXiv.${x}`,
  (x) => `10.48550/arXiv.${x}`,
  (x) => `<https://arxiv.org/abs/${x}|the paper>`,
  (x) => `<https://arxiv.org/abs/${x}>`,
  (x) => `"${x}",`,
  (x) => `arXiv:${x}v2 [cs.CL]`,
  (x) => `https://arxiv.org/pdf/${x}v3.pdf`,
  (x) => `HTTPS://ARXIV.ORG/PDF/${x}V3.PDF`,
  (x) => `ARXIV:${x}`,
  (x) => `hf.co/papers/${x}`,
  (x) => `https://hf.co/papers/${x}`,
  (x) => `${x}.`,
  (x) => `(arXiv:${x});`,
  (x) => `https://arxiv.org/abs/${x}.`,
  (x) => `${x.slice(0, 3)}\u200b${x.slice(3)}`,
  (x) => `${x.slice(0, 5)}\u2060${x.slice(5, 7)}\ufeff${x.slice(7)}`,
  (x) => `https://arxiv.org/abs/${x.slice(0, 4)}\u200d${x.slice(4)}`,
];

describe('parsePaperId', () => {
  it('reads every form of an id as the same id', () => {
    fc.assert(
      fc.property(id, fc.constantFrom(...FORMS), (x, form) => {
        expect(parsePaperId(form(x))).toBe(x);
      }),
    );
  });

  it.each([
    ['hep-th/9901001', 'hep-th/9901001'],
    ['math.GT/0309136', 'math/0309136'],
    ['HEP-TH/9901001v2', 'hep-th/9901001'],
    ['0704.0001', '0704.0001'],
    ['local:my-report.2', 'local:my-report.2'],
    ['https://arxiv.org/abs/hep-th%2F9901001', 'hep-th/9901001'],
    ['http://xxx.lanl.gov/abs/hep-th/9901001', 'hep-th/9901001'],
    ['https://ar5iv.labs.arxiv.org/html/2401.01234', '2401.01234'],
    ['https://ar5iv.org/abs/2401.01234', '2401.01234'],
    ['https://browse.arxiv.org/html/2401.01234v2', '2401.01234'],
    ['http://de.arxiv.org/abs/2401.01234', '2401.01234'],
    ['https://arxiv.org/src/2401.01234', '2401.01234'],
    ['https://www.alphaxiv.org/ja/overview/2401.01234', '2401.01234'],
    ['https://www.semanticscholar.org/arxiv/2401.01234', '2401.01234'],
    ['https://scholar.google.com/scholar?q=arxiv:2401.01234', '2401.01234'],
    ['https://papers.cool/arxiv/2401.01234', '2401.01234'],
    ['[paper](https://arxiv.org/abs/2401.01234)', '2401.01234'],
    ['[2401.01234]', '2401.01234'],
    ['arXiv:2608.19880v2 [cs.CL]', '2608.19880'],
    ['arXiv:2401.01234 [cs]', '2401.01234'],
    ['2401.01234v2 [cs.CL] 3 Jan 2024', '2401.01234'],
    ['arXiv 2401.01234', '2401.01234'],
    ['arxiv.2401.01234', '2401.01234'],
    ['2401.01234V2', '2401.01234'],
    ['2401.01234\u200b', '2401.01234'],
    ['\u200b2401.01234', '2401.01234'],
    ['“2401.01234”', '2401.01234'],
    ['２４０１.０１２３４', '2401.01234'],
  ])('reads %s as %s', (typed, expected) => expect(parsePaperId(typed)).toBe(expected));

  it.each([
    '',
    'attention',
    '2604',
    '2613.00001',
    '2600.00001',
    '2604.123',
    '2604.12345v0',
    '2604.12345,2604.12346',
    '2604·12345',
    'abc/0101001',
    'quant-ph0112019',
    'https://arxiv.org/list/cs.CL/2604',
    'https://huggingface.co/papers/date/2026-05-01',
    '2604.1234567',
    'hep-th/9913001',
    'https://example.org/abs/2604.12345',
    'https://arxiv.org.evil.example/abs/2604.12345',
    'https://huggingface.co/models/2604.12345',
    'local:',
    'local:../../etc/passwd',
    `https://arxiv.org/abs/${'1'.repeat(500)}`,
  ])('finds no paper in %j', (typed) => expect(parsePaperId(typed)).toBeUndefined());

  it('takes any text without throwing, and gives a canonical id or nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        const found = parsePaperId(text);
        if (found !== undefined) expect(parsePaperId(found)).toBe(found);
      }),
    );
  });
});
