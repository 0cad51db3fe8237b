import { describe, expect, it } from 'vitest';
import { listEntryFacts } from '../../../src/core/message/entry-facts.ts';
import { aPaper, aView } from '../../support/builders.ts';

const listFacts = (fields: Parameters<typeof aView>[0]): string[] =>
  listEntryFacts(aView(fields), 'en').map(({ text }) => text);

describe('the line of facts under a title', () => {
  const paper = aPaper({ organization: 'Tencent', keywords: ['distillation', 'robots'] });

  it('names the organization and topics', () => {
    expect(listFacts({ paper })).toEqual(['12 upvotes', 'Tencent', 'robots', 'distillation']);
  });

  it('has two short topics rather than a long one, and rather than an author’s first name', () => {
    const keywords = ['test-time compute scaling', 'reinforcement learning', 'tool use', 'planning'];
    expect(listFacts({ paper: aPaper({ organization: 'StepFun', keywords }) })).toEqual([
      '12 upvotes',
      'StepFun',
      'RL',
      'tool use',
    ]);
    const authors = ['Maximiliane Lovelace', 'Charles Babbage'];
    expect(listFacts({ paper: aPaper({ authors, keywords: ['tool use', 'planning'] }) })).toEqual([
      '12 upvotes',
      'Lovelace et al.',
      'tool use',
    ]);
    expect(listFacts({ paper: aPaper({ authors, keywords: ['RAG', 'QA'] }) })).toEqual([
      '12 upvotes',
      'Lovelace et al.',
      'QA',
      'RAG',
    ]);
    expect(listFacts({ paper: aPaper({ authors, keywords: [] }) })).toEqual([
      '12 upvotes',
      'Maximiliane Lovelace et al.',
    ]);
  });

  it('does not say a term and its abbreviation', () => {
    const keywords = ['large language models', 'chain-of-thought'];
    expect(listFacts({ paper: aPaper({ title: 'What LLMs know', keywords }) })).toContain('CoT');
    expect(listFacts({ paper: aPaper({ title: 'What LLMs know', keywords }) })).not.toContain('LLMs');
  });

  it('does not repeat what the passage above it has already said', () => {
    const snippet = [{ text: 'from ' }, { text: 'Tencent', strong: true as const }];
    expect(listFacts({ paper, snippet })).toEqual(['12 upvotes', 'robots', 'distillation']);
  });

  it('compares whole words with that passage: part of a word has not said it, and signs are no words', () => {
    const snippet = [{ text: 'Training a robot, and Tencent Cloud' }];
    const keywords = ['ai', 'robots', 'cloud computing'];
    const facts = (organization: string) => listFacts({ paper: aPaper({ organization, keywords }), snippet });
    expect(facts('Tencent')).toEqual(['12 upvotes', 'ai', 'cloud computing']);
    expect(facts('✦✦')).toEqual(['12 upvotes', '✦✦', 'ai', 'cloud computing']);
  });

  it('has no names that the paper made up, and the abbreviations of the field', () => {
    const keywords = ['TIDAL', 'CompDemo', 'LoRA', 'RLHF'];
    expect(listFacts({ paper: aPaper({ organization: 'Tencent', keywords }) })).toEqual([
      ...['12 upvotes', 'Tencent', 'LoRA', 'RLHF'],
    ]);
  });
});
