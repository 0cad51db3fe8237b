import { expect, it } from 'vitest';
import { listPaperFacts } from '../../../src/core/paper/paper-facts.ts';
import { aPaper } from '../../support/builders.ts';

it.each([
  [1, '300 upvotes (+120 in 1 h)', '120 upvotes in 1 hour'],
  [47, '300 upvotes (+120 in 47 h)', '120 upvotes in 47 hours'],
  [48, '300 upvotes (+120 in 2 days)', '120 upvotes in 2 days'],
  [700, '300 upvotes (+120 in 29 days)', '120 upvotes in 29 days'],
])('upvotes that came in within %i hours are said in hours or days', (hours, part, all) => {
  const said = (upvotes: number) => listPaperFacts(aPaper({ upvotes }), { gained: 120, hours }, 'en')[0];
  expect([said(300), said(120)]).toEqual([part, all]);
});
