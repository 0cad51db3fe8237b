import type { Problem } from '../../../src/core/base/catalog.ts';
import { toOneLine } from '../../../src/core/message/safe-text.ts';
import { findCertificateFault } from '../../shared/network-errors.ts';
import { problems } from '../texts/errors.ts';

/** What Node says about a connection over TLS that did not come about. */
interface TlsFailure {
  /** Node's own code where nodemailer put its own in its place: `DEPTH_ZERO_SELF_SIGNED_CERT`. */
  readonly originalCode?: unknown;
  /** The certificate with other names than the host's. */
  readonly cert?: {
    readonly subjectaltname?: string | undefined;
    readonly subject?: { readonly CN?: string };
  };
}

/** Why the mail server could not be talked to over TLS: nothing was sent. `undefined` for any other failure. */
export function toTlsProblem({ originalCode, cert }: TlsFailure): Problem | undefined {
  if (typeof originalCode !== 'string') return undefined;
  switch (findCertificateFault(originalCode)) {
    case 'name':
      return problems.emailCertificateOfOther({ names: listNames(cert) });
    case 'issuer':
      return problems.emailCertificateUntrusted({ code: originalCode });
    case 'ended':
    case 'early':
      return problems.emailCertificateOutdated();
  }
  // OpenSSL took what a server without TLS says for a record: its code depends on the first letters.
  return originalCode.startsWith('ERR_SSL_') ? problems.emailTlsNotSpoken() : undefined;
}

/** `mail.example.org, *.example.org` of `DNS:mail.example.org, DNS:*.example.org` */
function listNames(cert: TlsFailure['cert']): string {
  const alternatives = cert?.subjectaltname?.split(', ').map((name) => name.slice(name.indexOf(':') + 1));
  return toOneLine(alternatives?.join(', ') || cert?.subject?.CN || '?', 200);
}
