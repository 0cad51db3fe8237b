import { expect, test } from 'vitest';
import { createSummarizer } from '../../src/summary/fallback-chain.ts';
import { aPaper } from '../support/builders.ts';

const { findCardSummary } = createSummarizer();
const MOST = 270;

const FIRST =
  'We present a training method for language models that read long papers, which needs a tenth of the memory of earlier ones';
const SECOND =
  'On three benchmarks of long documents the models trained this way answer 12 percent more questions correctly than the best earlier method';
const abstract = `${FIRST}, because it stores only what the next step of training reads. ${SECOND}. The code is available.`;

test('the brief text of a card has fewer sentences where two of an abstract are long', () => {
  const card = findCardSummary(aPaper({ title: 'A training method for long papers', abstract }));
  expect(card?.text.length).toBeGreaterThan(MOST);
  expect(card?.brief?.length).toBeLessThanOrEqual(MOST);
  expect(card?.text).toContain(card?.brief);
});

test('of an AI summary it has the first sentences that fit', () => {
  const card = findCardSummary(
    aPaper({ abstract, aiSummary: `${SECOND}. ${FIRST} of the same size. ${SECOND}.` }),
  );
  expect(card?.brief).toBe(`${SECOND}.`);
  expect(card?.text).toContain(FIRST);
});

test('a short summary has no brief text of its own', () => {
  expect(findCardSummary(aPaper({ abstract, aiSummary: `${SECOND}.` }))).not.toHaveProperty('brief');
});
