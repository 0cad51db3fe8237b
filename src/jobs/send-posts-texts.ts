import { createProblems, createTexts } from '../core/base/catalog.ts';

export const texts = createTexts({
  leftOut: 'Left out: {papers}. {reason}',
});

export const problems = createProblems({
  deliveryInDoubt: {
    what: 'A post may have got through late: it is looked up once more before it is sent again.',
    fix: 'Look in the channel whether the post is there.',
  },
});
