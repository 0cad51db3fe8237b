import { createProblems } from '../base/catalog.ts';

export const problems = createProblems({
  mailAddressInvalid: {
    what: '"{typed}" is not an e-mail address.',
    fix: 'Write it as name@example.org.',
  },
  mailAskedTooOften: {
    what: 'You have asked for several confirmation mails in the last hour.',
    fix: 'Look for them in your mailbox, or try again in an hour.',
  },
  mailAddressTooOften: {
    what: 'Several confirmation mails were sent to this address in the last day.',
    fix: 'Look for them in the mailbox, also under spam, or try again tomorrow.',
  },
  mailTooMany: {
    what: 'Many people have signed up in the last hour.',
    fix: 'Try again in an hour.',
  },
  channelHasNoDigest: {
    what: 'This channel has no daily post that could be sent by e-mail.',
    fix: 'Set one up with {command}, or ask for all papers.',
  },
  channelNotPublic: {
    what: 'No channel has the public page "{name}" now.',
    fix: 'Choose another channel, or the whole day’s list.',
  },
  mailNeedsPage: {
    what: 'The demo sends e-mail only to the inbox on its page, which is not open.',
    fix: 'Start it with <code>npm run demo -- --page</code>, and open the address that it prints.',
  },
  mailOff: {
    what: 'This bot sends no e-mail.',
    fix: 'Whoever runs it can switch e-mail on: SMTP_URL in its settings.',
  },
});
