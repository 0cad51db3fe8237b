import { createProblems } from '../../../src/core/base/catalog.ts';

/** What a mail server answers, and what breaks on the way to it. `reply` is its own answer, in short. */
export const problems = createProblems({
  emailMailboxGone: {
    what: 'This e-mail address has unsubscribed, or is not known here.',
    fix: 'Sign up again with {command} if you want the mails back.',
  },
  emailKeyChanged: {
    what: 'The e-mail address cannot be decrypted: it was saved with another MAIL_KEY.',
    fix: 'Set MAIL_KEY to what it was. Without it, everybody has to sign up again.',
  },
  emailRefused: {
    what: 'The mail server says that this address takes no mail ({reply}).',
    fix: 'Nothing more is sent to it. Sign up with another address.',
  },
  emailRejected: {
    what: 'The mail server did not take the mail ({reply}).',
    fix: 'See the log. Where every mail is refused, ask whoever runs the mail server why.',
  },
  emailSenderRefused: {
    what: 'The mail server does not let us send ({reply}).',
    fix: 'Check SMTP_URL and MAIL_FROM with whoever runs the mail server.',
  },
  emailLater: { what: 'The mail server asks to try again later ({reply}).' },
  emailUnreachable: { what: 'The mail server cannot be reached ({code}).' },
  emailOutcomeUnknown: {
    what: 'The connection to the mail server broke before it said whether it took the mail.',
  },
});
