import { createProblems } from '../../../src/core/base/catalog.ts';

/** What the receiver of a webhook answers, and what breaks on the way to it. Its address is never part of it. */
export const problems = createProblems({
  webhookMissing: {
    what: 'There is no webhook of this name.',
    fix: 'Add it on the command line: npx node src/main.ts webhook add NAME ADDRESS',
  },
  webhookKeyChanged: {
    what: 'The webhook cannot be decrypted: it was saved with another WEBHOOK_KEY.',
    fix: 'Set WEBHOOK_KEY to what it was, or remove the webhook and add it again.',
  },
  webhookPrivate: {
    what: 'The address of this webhook leads into a private network.',
    fix: 'Use a public address, or allow private ones with WEBHOOK_PRIVATE_NETWORKS=true.',
  },
  webhookGone: {
    what: 'The receiver says that it is gone for good (status 410).',
    fix: 'Remove the webhook, or resume it with {command} once its receiver is back.',
  },
  webhookRejected: {
    what: 'The receiver does not accept what is sent (status {status}).',
    fix: 'Compare what it expects with docs/webhooks.md.',
  },
  webhookRedirects: {
    what: 'The receiver answers with a redirect (status {status}), which is not followed.',
    fix: 'Remove the webhook, and add it again with the address that it redirects to.',
  },
  webhookFailed: {
    what: 'The receiver failed (status {status}).',
    fix: 'See the log of the receiver.',
  },
  webhookBusy: { what: 'The receiver asks to try again later (status {status}).' },
  webhookUnreachable: {
    what: 'The receiver cannot be reached ({code}).',
    fix: 'Check whether it is running, and the port in the address.',
  },
  webhookCertificate: {
    what: 'The certificate of the receiver is not accepted: it {why, select, name {is not for the host name in the address} ended {has expired} early {is not valid yet} issuer {was not issued by an authority that this machine trusts} other {cannot be verified ({code})}}.',
    fix: '{why, select, name {Use a certificate for the host name in the address, or remove the webhook and add it again with the name that the certificate is for.} ended {Renew it.} early {Compare the clock of this machine with that of the receiver.} issuer {Let the receiver send a whole chain of certificates from a public authority. For an authority of your own, start the bot with NODE_EXTRA_CA_CERTS, the path of a file with its certificate.} other {Let the receiver send a whole chain of certificates from a public authority.}}',
  },
  webhookNotEncrypted: {
    what: 'There is no encrypted connection to the receiver ({code}), though its address begins with https.',
    fix: 'Check the port in the address, and that the receiver supports TLS 1.2 or later there.',
  },
  webhookOutcomeUnknown: {
    what: 'The connection to the receiver broke, or the receiver was silent for too long.',
  },
});
