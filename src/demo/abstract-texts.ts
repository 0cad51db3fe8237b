import { createTexts } from '../core/base/catalog.ts';

/** What replaces the abstract of a paper of which only facts are bundled. */
export const abstracts = createTexts({
  namedKind: '{name} is {article} {kind}; its topics are',
  unnamedKind: 'The topics of this {kind} are',
  thisPaper: 'This paper',
  dealsWith: '{name} deals with',
  isAbout: '{name} is about',
  concerns: '{name} concerns',
  first: '{opening} {topics}.',
  alsoCovers: 'It also covers {topics}.',
  related: 'Related topics are {topics}.',
  otherKeywords: 'Other keywords are {topics}.',
  hadStars: 'Its code had {stars, plural, one {# star} other {# stars}} on GitHub when it was recorded.',
  listedUnder: ', listed under {organization}',
  byOne: 'It was written by {first}{under}.',
  byTwo: 'It was written by {first} and {second}{under}.',
  byMany: 'It was written by {first} and {others} others{under}.',
});
