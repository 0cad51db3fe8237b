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
  emailLoginRefused: {
    what: 'The mail server does not accept the user name and the password ({status}).',
    fix: 'Correct them in SMTP_URL, with special characters URL-encoded: / is %2F, # is %23.',
  },
  emailNoStartTls: {
    what: 'The mail server does not switch to TLS with STARTTLS ({reply}). Nothing was sent.',
    fix: 'Set SMTP_URL to smtps://… with the port on which the server speaks TLS from the start, usually 465.',
  },
  emailCertificateUntrusted: {
    what: 'The certificate of the mail server is signed by nobody whom this machine trusts ({code}). Nothing was sent.',
    fix: 'Start the bot with NODE_EXTRA_CA_CERTS set to a PEM file with that certificate, or with that of its authority.',
  },
  emailCertificateOfOther: {
    what: 'The certificate of the mail server is for {names}, and SMTP_URL has another name. Nothing was sent.',
    fix: 'Use a name of the certificate in SMTP_URL.',
  },
  emailCertificateOutdated: {
    what: 'The certificate of the mail server has expired, or is not valid yet. Nothing was sent.',
    fix: 'Ask whoever runs the mail server to renew it, and check the clock of this machine.',
  },
  emailTlsNotSpoken: {
    what: 'The mail server does not speak TLS on the port in SMTP_URL. Nothing was sent.',
    fix: 'Set SMTP_URL to smtp://… for STARTTLS, usually on port 587, or to the port for TLS, usually 465.',
  },
  emailLater: { what: 'The mail server asks to try again later ({reply}).' },
  emailUnreachable: { what: 'The mail server cannot be reached ({code}).' },
  emailOutcomeUnknown: {
    what: 'The connection to the mail server broke before it said whether it took the mail.',
  },
});
