import { describe, expect, it } from 'vitest';
import { RankedText } from '../../../src/summary/extractive/extractive.ts';
import { createSummarizer } from '../../../src/summary/fallback-chain.ts';
import { chooseOneLine, MAX_LINE_LENGTH } from '../../../src/summary/one-line/one-line.ts';
import { aPaper } from '../../support/builders.ts';

const { findCardSummary } = createSummarizer();
const ABSTRACT =
  'Long papers are hard to read for small models. It is unknown why. We present Sieve, a small model that reads long papers. Experiments show that it is twice as fast as its teacher.';

const chooseLine = (held: readonly string[], abstract: string, title: string): string | undefined =>
  chooseOneLine(held, new RankedText(abstract, title));

describe('the line under a title', () => {
  it('is the AI summary where it holds against the abstract', () => {
    const aiSummary = 'Sieve is a small model that reads long papers twice as fast as its teacher.';
    expect(findCardSummary(aPaper({ abstract: ABSTRACT, aiSummary }))?.line).toBe(aiSummary);
  });

  it('is the abstract’s own where the AI summary says what the abstract does not', () => {
    const aiSummary = 'GPT-9 beats 4,711 chess players.';
    expect(findCardSummary(aPaper({ abstract: ABSTRACT, aiSummary }))?.line).toMatch(
      /^(?:We present|Experiments)/,
    );
  });

  it('never begins with what points back', () => {
    expect(
      chooseLine([], `${ABSTRACT} These are the most important results of all of them.`, 'Sieve'),
    ).not.toMatch(/^(?:It|These)/);
    expect(chooseLine(['This is much better.'], ABSTRACT, 'Sieve')).not.toMatch(/^This/);
  });

  it.each([
    [
      'ClawGym: A Framework for Agents',
      'Assistants that act on local files need training tasks whose outcome can be checked. ClawGym makes 13,500 of them from invented users and grounded operations. A benchmark of 200 tasks, reviewed by people and models, comes along.',
      /^A benchmark of 200 tasks/,
    ],
    [
      'FASH-iCNN: Making Fashion Inspectable',
      'Systems that know fashion take over the taste of houses. Looking at clothing alone it names the house in 78.2 % of cases. Taking texture away costs 37.6 points of accuracy, so texture carries most of a house’s identity.',
      /^Taking texture away/,
    ],
    [
      'Recursive Multi-Agent Systems',
      'Looping a language model over its own hidden states is a known way to think longer. RecursiveMAS applies the idea to whole teams. Over nine benchmarks accuracy rises by 8.3 % on average while far fewer tokens are spent.',
      /^Over nine benchmarks/,
    ],
    [
      'Programming with Data',
      'When a model gets an answer wrong, nobody can say which data were at fault. This work builds training data and tests from one structured map of the source texts. Across sixteen disciplines the repaired models improve steadily.',
      /^This work builds/,
    ],
    [
      'Cross-Model Retrieval',
      'Old vectors have to be computed again with each new model. We address this by mapping one space to the other. On six collections old vectors find 97 % of what new ones do.',
      /^On six collections/,
    ],
    [
      'Rounding in Reinforcement Learning',
      'Training and inference of one model disagree. We show that its root cause lies in rounding. Sixteen bits with more digits make training stable on seven tasks.',
      /^Sixteen bits/,
    ],
    [
      'Slow Drafts',
      'Drafts slow down large models. To address this, prior research has explored smaller drafts. Sieve writes drafts with a table and saves 40 % of the time.',
      /^Sieve writes/,
    ],
    [
      'Layers of Cache',
      'A cache has three parts. Together, these components provide a way to better quality. Sieve drops two of the parts and halves the cost of reading.',
      /^Sieve drops/,
    ],
  ])('of %s says by itself what the paper does or found', (title, abstract, line) => {
    expect(chooseLine([], abstract, title)).toMatch(line);
  });

  it.each([
    'Where attention costs memory, Sieve drops tokens before they cost more than they are worth.',
    'We show that it is possible to read long papers with a tenth of the memory that models need today.',
    'We present a cache for small models and show that its cost is a tenth of that of any other cache.',
    'Before it edits a picture, Sieve thinks about the task, and it gains 15 % on 21 tasks.',
  ])('may have a pronoun whose noun is in it: %s', (sentence) => {
    expect(chooseLine([sentence], '', 'Sieve')).toBe(sentence);
  });

  it('is the whole sentence where that needs one line more', () => {
    const whole =
      'TIDE distills diffusion language models across architectures and tokenizers into a student of 0.6 billion parameters.';
    const title = 'Turning the TIDE: Cross-Architecture Distillation for Diffusion Large Language Models';
    expect(chooseLine([whole], '', title)).toBe(whole);
    expect(chooseLine([`${whole.slice(0, -1)}, and into many others of several sizes.`], '', title)).toMatch(
      /…$/,
    );
  });

  it('is of nothing where there is neither', () => {
    expect(chooseLine([], '', 'Sieve')).toBeUndefined();
  });

  it('is cut at a word where a sentence has no clause', () => {
    const line = chooseLine([], `${'Word'.repeat(4)} `.repeat(30), 'Sieve') ?? '';
    expect(line.length).toBeLessThanOrEqual(MAX_LINE_LENGTH);
    expect(line).toMatch(/Word…$/);
  });
});
