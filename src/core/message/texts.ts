import { createTexts } from '../base/catalog.ts';

export const texts = createTexts({
  withdrawn: 'Withdrawn by its authors.',
  listed: 'listed {date}',
  published: 'published {date}',
  firstAuthor: '{first} et al.',
  sharedBy: 'Shared by @{name}',
  digest: 'Daily papers',
  digestEarlier: 'Papers of earlier days',
  digestMore: 'More papers',
  weekRecap: 'Weekly recap · {from} to {to}',
  monthRecap: 'Monthly recap · {month}',
  part: '({n} of {total})',
});
