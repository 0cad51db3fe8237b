import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { CARD_VERSION } from '../../src/core/summary/card-store.ts';
import { readSampleDays } from '../../src/demo/day-files.ts';
import { parseList } from '../../src/sources/hugging-face/parse-list.ts';
import { makeCards } from '../../src/summary/hugging-face.ts';

/** The cards of some bundled papers, with their AI summaries and without. */
function fingerprint(): string {
  const { days, read } = readSampleDays();
  const papers = days.flatMap((day) => parseList(read(day), 'sample').papers).slice(0, 40);
  const cards = makeCards(
    papers.flatMap(({ aiSummary, ...paper }) => [{ ...paper, ...(aiSummary ? { aiSummary } : {}) }, paper]),
  );
  return createHash('sha256').update(JSON.stringify(cards)).digest('hex').slice(0, 16);
}

test('whoever changes the words of cards raises their version, so that stored ones are made again', () => {
  expect([CARD_VERSION, fingerprint()]).toEqual([5, '0afa5922e745c7ab']);
});
