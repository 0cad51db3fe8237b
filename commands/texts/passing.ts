import { createTexts } from '../../src/core/base/catalog.ts';

/** How many of the last week's papers what a person types lets through, and what to type instead. */
export const texts = createTexts({
  examples: 'For example',
  none: 'No paper matches',
  most: 'Most papers match',
  tryInstead: 'Or try {command}, which {passing, plural, one {# paper matches} other {# papers match}}.',
  noneHint:
    'Put commas between topics, use fewer words in each, or write match:any to accept papers with one of the words.',
  mostHint: 'Use more words in each topic, or ask for more upvotes.',
});
