import { createTexts } from '../../../src/core/base/catalog.ts';

/** What is in a mail beside what the message itself says. */
export const texts = createTexts({
  subject: '{title}: {first}{more, plural, =0 {} other { and # more}}',
  why: 'Why: {reason}',
  listed: 'listed {date}',
  published: 'published {date}',
  by: '— {by}',
  teaser: 'Teaser picture of {title}',
  voteUp: '👍 Vote for',
  voteDown: '👎 Vote against',
  onThePage: 'Hugging Face',
  request: 'Request {id}',
  change: 'Change the time or the topics',
  unsubscribe: 'Unsubscribe',
  whyYouGetIt: 'You get this mail because you confirmed that you want it.',
  notAsked: 'You get this mail because somebody typed your address. Without your click nothing more is sent.',
});
