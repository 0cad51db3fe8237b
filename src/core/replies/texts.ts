import { createProblems, createTexts } from '../base/catalog.ts';

/** Which limit a reply exceeds. */
export const texts = createTexts({
  tooManyBytes: '{who} sent a reply of more than {kib} KiB',
  badReply: '{who} sent a reply that is {excess}',
  tooDeep: 'nested more than {most} deep',
  tooManyValues: 'made of more than {most} values',
});

export const problems = createProblems({
  sourceTooLarge: { what: '{what}' },
  sourceTimeout: { what: '{who} did not send its whole reply within {seconds} s' },
});
