import { describe, expect, it } from 'vitest';
import { matchesTerm, readTerm } from '../../../src/core/matching/term.ts';
import { findPositions } from '../../../src/core/matching/text-words.ts';
import { cpuMs } from '../../support/cpu-time.ts';

const matches = (term: string, text: string) => matchesTerm(findPositions([text]), readTerm(term));

describe('a term', () => {
  it.each([
    ['agent', 'Many agents'],
    ['agents', 'One Agent'],
    ['multi-agent', 'a multi agent world'],
    ['multi agent', 'Multi‑Agent systems'],
    ['multiagent', 'a multi-agent world'],
    ['multi agents', 'multiagent worlds'],
    ['queries', 'a query'],
    ['KV caches', 'the KV cache'],
    ['benchmark', 'Benchmarks'],
    ['video generation', 'generation of long videos'],
    ['models of the world', 'world models'],
    ['"world models"', 'World-Model training'],
    ['GPT4', 'GPT-4'],
    ['naive bayes', 'Naïve Bayes'],
    ['c++', 'sorting in C++'],
    ['pi3', 'Teaching $\\pi^3$ to see'],
    ['Free2Guide', 'Free^{2}Guide: a guide'],
    ['tau-bench', 'on τ-bench'],
    ['M3', 'M³ and more'],
  ])('%j is in %j', (term, text) => expect(matches(term, text)).toBe(true));

  it.each([
    ['age', 'agents'],
    ['note', 'not'],
    ['world models', 'the real world. Large language models'],
    ['video generation', 'video that one two three four five watch, by generation'],
    ['"world models"', 'models of the world'],
    ['multi-agent', 'an agent with multi heads'],
    ['', 'anything'],
  ])('%j is not in %j', (term, text) => expect(matches(term, text)).toBe(false));

  it('does not reach from one field into the next', () => {
    const fields = findPositions(['A world', 'Models are large']);
    expect(matchesTerm(fields, readTerm('world models'))).toBe(false);
  });

  it('is found in a text of any size without delay', () => {
    const read = () => {
      matches('a b c', 'a b '.repeat(500_000));
      matches('"'.repeat(500), '-'.repeat(500_000));
    };
    expect(cpuMs(read)).toBeLessThan(2000);
  });
});
