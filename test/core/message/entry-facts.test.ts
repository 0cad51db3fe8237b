import { describe, expect, it } from 'vitest';
import { listEntryFacts } from '../../../src/core/message/entry-facts.ts';
import { aPaper, aView } from '../../support/builders.ts';

const listFacts = (fields: Parameters<typeof aView>[0]): string[] =>
  listEntryFacts(aView(fields), 'en').map(({ text }) => text);

describe('the line of facts under a title', () => {
  const paper = aPaper({ organization: 'Tencent', keywords: ['distillation', 'robots'] });

  it('names the organization and topics', () => {
    expect(listFacts({ paper })).toEqual(['12 upvotes', 'Tencent', 'distillation', 'robots']);
  });

  it('does not repeat what the passage above it has already said', () => {
    const snippet = [{ text: 'from ' }, { text: 'Tencent', strong: true as const }];
    expect(listFacts({ paper, snippet })).toEqual(['12 upvotes', 'distillation', 'robots']);
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
