import { createTexts } from '../base/catalog.ts';

export const texts = createTexts({
  withdrawn: 'Withdrawn by its authors.',
  listed: 'listed {date}',
  published: 'published {date}',
  firstAuthor: '{first} et al.',
  sharedBy: 'Shared by @{name}',
  digest: 'Daily papers · {day}',
  digestEarlier: 'Papers of earlier days · {day}',
  digestMore: 'More papers · {day}',
  weekRecap: 'Weekly recap · {from} to {to}',
  monthRecap: 'Monthly recap · {month}',
  part: '({n} of {total})',
});
