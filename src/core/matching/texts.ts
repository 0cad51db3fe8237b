import { createProblems, createTexts } from '../base/catalog.ts';

export const texts = createTexts({
  noPapers: 'No papers have been fetched yet, so it is not known how many match.',
  lastWeek: 'the last week',
  weekUpTo: 'the week up to {day}',
  passing:
    '{passing} of the {papers, plural, one {# paper} other {# papers}} of {week} {passing, plural, one {matches} other {match}}.',
  nonePasses:
    '{papers, plural, one {The only paper of {week} does not match} other {None of the # papers of {week} matches}}.',
  categoriesUnknown: 'arXiv has not returned the categories of {count} of them yet.',

  nameForms: '{operator}:hinton or {operator}:"two words"',
  dayForms: '{operator}:2024-05-31, {operator}:2024-05 or {operator}:2024',
  voteForms: "votes:>20, votes:>=20 or votes:'<'5",
  codeForms: 'code:yes or code:no',
});

export const problems = createProblems({
  searchOperator: { what: '`{typed}` cannot be read.', fix: 'Write {forms}.' },
});
