import { describe, expect, it, onTestFinished } from 'vitest';
import { createIsolatedParsers } from '../../../src/parsing/isolated-parsers.ts';
import { parsePage } from '../../../src/sources/hugging-face/parse-page.ts';
import { aLog } from '../../support/builders.ts';

const PAPER = { id: '2604.00001', title: 'A title', summary: 'A text.', publishedAt: '2026-04-01T00:00:00Z' };
const PROPS = JSON.stringify({ dailyPapers: [{ paper: PAPER }] }).replaceAll('"', '&quot;');
const LIST = `<div class="x" data-target="DailyPapers" data-props="${PROPS}"></div>`;
const nested = (levels: number) => '<b>'.repeat(levels) + '</b>'.repeat(levels);
const attributes = (count: number) => Array.from({ length: count }, (_, i) => `a${i}`).join(' ');

const ODD = { name: 'SourceError', code: 'source-shape' };
const refused = (what: string) => expect.objectContaining({ ...ODD, message: expect.stringContaining(what) });

describe('a page with its list behind other things', () => {
  it.each([
    ['399 elements in one another', nested(399)],
    ['99,000 beside each other', '<p></p>'.repeat(99_000)],
    ['an element with a thousand attributes', `<p ${attributes(1_000)}></p>`],
    ['text and an element that is not closed', 'a &amp; b<p>'],
  ])('gives its papers: %s', (_what, before) => {
    expect(parsePage(before + LIST).papers.map(({ id }) => id)).toEqual([PAPER.id]);
  });

  it.each([
    ['nested too deeply', nested(401)],
    ['too many elements', '<p></p>'.repeat(100_001)],
    ['too many attributes', `<p ${attributes(1_001)}></p>`],
  ])('is refused beyond that: %s', (what, before) => {
    expect(() => parsePage(before + LIST)).toThrow(refused(what));
  });

  // A tree of 8 MB of comments takes hundreds of megabytes; the worker has 80.
  it.each(['<!---->', '<?a>', '<b></b><!---->', '<noscript>', '<svg><title>'])(
    'ends with its papers or a refusal within the memory of the worker: 8 MB of %s',
    async (piece) => {
      const log = aLog();
      const parsers = createIsolatedParsers({ log });
      onTestFinished(() => parsers.close());
      const html = piece.repeat(8_000_000 / piece.length) + LIST;
      const outcome = await parsers.call.parsePage(html).then(
        ({ papers }) => papers.length,
        (error: unknown) => error,
      );
      if (outcome !== 1) expect(outcome).toMatchObject(ODD);
      expect(log.lines).toEqual([]);
    },
    30_000,
  );

  it('costs nothing behind it: what follows is not read', () => {
    expect(parsePage(LIST + nested(100_000)).papers).toHaveLength(1);
  });
});
