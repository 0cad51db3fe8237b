import { createProblems, createTexts } from '../core/base/catalog.ts';

export const texts = createTexts({
  leftOut: 'Left out: {papers}. {reason}',
});

export const problems = createProblems({
  deliveryUnknown: {
    what: 'A post may have got through late: it is looked up once more before it is sent again.',
    fix: 'Look in the channel whether the post is there.',
  },
  postUnknown: {
    what: 'The bot was stopped while it was sending a post, and this platform has no way to look the post up',
    fix: 'Look whether the post arrived.',
  },
  postUnknownBecause: {
    what: 'A post may have been sent, and this platform has no way to look it up: {reason}',
    fix: 'Look whether the post arrived.',
  },
});
