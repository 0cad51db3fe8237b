import { describe, expect, it } from 'vitest';
import { readFilter } from '../../../src/core/digest/topic-filter.ts';
import { PaperWords } from '../../../src/core/matching/paper-words.ts';
import { parseTerms } from '../../../src/core/matching/terms.ts';
import { wordReason } from '../../../src/core/reason/word-reason.ts';
import { aPaper } from '../../support/builders.ts';

const paper = aPaper({
  title: 'World Models for Small Agents',
  abstract: 'We train agents in dreams. No C++ is needed.',
  keywords: ['reinforcement learning'],
  organization: 'Z.ai',
  categories: ['cs.LG', 'stat.ML', 'physics.comp-ph', 'quant-ph'],
  upvotes: 12,
});

const verdict = (topics: string, more: { without?: string; minVotes?: number } = {}, of = paper) => {
  const filter = {
    topics: parseTerms(topics),
    without: parseTerms(more.without ?? ''),
    minVotes: more.minVotes ?? 0,
  };
  const found = readFilter(filter)(new PaperWords(of));
  return found.passes || wordReason(found.reason).what;
};

describe('the topics of a channel', () => {
  it.each([
    ['', 'none wants everything'],
    ['agent', 'a word, in singular or plural'],
    ['AGENTS', 'whatever its case'],
    ['vision, agents', 'one of several'],
    ['"world models"', 'a phrase'],
    ['"reinforcement learning"', 'a keyword'],
    ['z.ai', 'an organization'],
    ['models of the world', 'words near each other, in any order'],
    ['small world', 'words near each other, others between them'],
    ['match:any world peace', 'one word of several, where that is asked for'],
    ['c++', 'a word with signs'],
    ['cs.LG', 'a category'],
    ['stat.*', 'a whole archive'],
    ['physics.comp-ph', 'a category with a dash'],
    ['quant-ph', 'a category without a full stop'],
    ['agents -survey', 'a minus term that does not match'],
  ])('%j keeps the paper: %s', (topics) => expect(verdict(topics)).toBe(true));

  it.each([
    ['vision', 'matches none of the topics "vision"'],
    ['"models world"', 'matches none of the topics "models world"'],
    ['world peace', 'matches none of the topics "world peace"'],
    ['dreams, -world models', 'matches "world models", which this channel does not want'],
    ['age', 'matches none of the topics "age"'],
    ['cs.CL', 'matches none of the topics "cs.CL"'],
    ['agents -dreams', 'matches "dreams", which this channel does not want'],
    ['-"world models"', 'matches "world models", which this channel does not want'],
    ['-cs.LG', 'matches "cs.LG", which this channel does not want'],
  ])('%j drops the paper, and says which rule did', (topics, reason) => expect(verdict(topics)).toBe(reason));

  it('drop what is not wanted and what has too few upvotes, also without any topic', () => {
    expect(verdict('', { without: 'dreams' })).toBe('matches "dreams", which this channel does not want');
    expect(verdict('', { minVotes: 13 })).toBe('12 upvotes are fewer than the 13 asked for');
    expect(verdict('', { minVotes: 12 })).toBe(true);
  });

  it('say so when a paper was dropped because arXiv has not returned its categories', () => {
    const { categories: _, ...unfilled } = paper;
    expect(verdict('cs.LG', {}, unfilled)).toContain('arXiv has not returned its categories yet');
    expect(verdict('vision', {}, unfilled)).not.toContain('arXiv');
  });

  it('are read with a comma as the end of each, each once, and none is none', () => {
    expect(parseTerms('agents, "world models" cs.CL,-survey agents, video generation, agents')).toEqual([
      ...['agents', '"world models"', 'cs.CL', '-survey agents', 'video generation'],
    ]);
    expect(parseTerms('large agents cs.CL cs.LG -survey -"a b"')).toEqual([
      ...['large agents', 'cs.CL', 'cs.LG', '-survey', '-"a b"'],
    ]);
    expect(parseTerms('Match:Any world models, vision')).toEqual(['match:any', 'world models', 'vision']);
    expect(parseTerms('“world models”')).toEqual(['"world models"']);
    expect(parseTerms('"agents, vision"')).toEqual(['"agents, vision"']);
    // A quote that is not closed is none.
    expect(parseTerms('"agents, -long')).toEqual(['agents', '-long']);
    expect(['none', 'All', '-', '', ' , ', 'match:any'].map(parseTerms)).toEqual([[], [], [], [], [], []]);
    expect(parseTerms(Array.from({ length: 99 }, (_, i) => `t${i}`).join(','))).toHaveLength(50);
  });

  it('come back from the form as they went into it', () => {
    for (const text of ['agents, "world models", cs.CL, -survey', 'match:any, world models, -"a b"']) {
      expect(parseTerms(parseTerms(text).join(', '))).toEqual(parseTerms(text));
    }
  });
});
