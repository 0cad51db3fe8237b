import { createTexts } from '../../core/base/catalog.ts';

export const texts = createTexts({
  title: '{count, plural, one {# new paper} other {# new papers}} that you follow',
  note: '{command} shows what you follow',
  noteMore: 'and {more} more; {command} shows what you follow',
  follows: 'You follow {follow}',
  andMore: '{follows} and {count} more',
});
