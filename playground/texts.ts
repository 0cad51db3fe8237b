import { createTexts } from '../src/core/base/catalog.ts';

/** What the demo answers where something cannot be done, in the page or at the start. */
export const texts = createTexts({
  formClosed: 'That form is no longer open.',
  messageGone: 'That message is no longer there.',
  noForm: 'There is no such form.',
  noReactions: 'That message takes no reactions.',
  noChannel: 'There is no such channel.',
  noThread: 'There is no such thread.',
  noMail: 'There is no mail in this demo.',
  noSuchMail: 'There is no such mail.',
  tryAgain: 'That did not work. Try again in a minute.',
  nothingHere: 'There is nothing here.',
  notForYou: 'This address is not for you.',
  fromElsewhere: 'This page may not be used from elsewhere.',
  noJson: 'That is no JSON.',
  slackTrouble: 'We had some trouble connecting.',
  wentWrong: 'That went wrong; see the log.',
  addressForm:
    'Write the address as name@example.org. One address gets three confirmations a day, and one person five an hour.',
  tooLarge: 'This takes 64 kB at most.',
  onlyJson: 'This takes JSON alone.',
  onlyGet: 'This takes GET alone.',
  portForbidden: 'Port {port} may only be used by an administrator. Give another one with --port.',
  noFreePort: 'No port from {from} to {to} is free. Give another one with --port.',
});
