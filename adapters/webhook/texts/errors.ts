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
    fix: 'Check whether it is running, and its certificate.',
  },
  webhookOutcomeUnknown: {
    what: 'The connection to the receiver broke, or the receiver was silent for too long.',
  },
});
