import { createTexts } from '../../src/core/base/catalog.ts';

/** Digests by e-mail. */
export const texts = createTexts({
  summary: 'Get the papers by e-mail; your address has to be confirmed first',
  addressLabel: 'E-mail address',
  address: 'Your e-mail address',
  often: 'daily, or weekly on Monday',
  time: 'Time of day such as 9:00 or 5pm',
  zone: 'Time zone such as Europe/Paris',
  which: 'channel: what this channel gets; follows: what you follow; all: the whole day’s list',
  recap: 'Also a recap of the week on Fridays, or of the month on the 1st',
  asked: 'Check your inbox',
  askedText:
    'If {address} can receive mail, a confirmation is on its way. Press the button in it within two days; nothing else is sent before.',
  askedWhat:
    '{which, select, channel {After that you get this channel’s papers} follows {After that you get the papers that you follow} other {After that you get the whole day’s list}} {when} ({zone}). Votes from the mail count here.',
  endAnytime: 'Each mail has a link to unsubscribe. {command} deletes the address, too.',
});
