import type { Problem } from '../../../src/core/base/catalog.ts';
import { toOneLine } from '../../../src/core/message/safe-text.ts';
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

const OUTDATED: ReadonlySet<string> = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);

/** Nobody whom this machine trusts has signed it (`x509` in OpenSSL’s list of verification errors). */
const UNTRUSTED: ReadonlySet<string> = new Set([
  ...['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_GET_ISSUER_CERT'],
  ...['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'CERT_UNTRUSTED', 'INVALID_CA'],
]);

/** Why the mail server could not be talked to over TLS: nothing was sent. `undefined` for any other failure. */
export function toTlsProblem({ originalCode, cert }: TlsFailure): Problem | undefined {
  if (typeof originalCode !== 'string') return undefined;
  if (originalCode === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return problems.emailCertificateOfOther({ names: listNames(cert) });
  if (UNTRUSTED.has(originalCode)) return problems.emailCertificateUntrusted({ code: originalCode });
  if (OUTDATED.has(originalCode)) return problems.emailCertificateOutdated();
  // OpenSSL took what a server without TLS says for a record: its code depends on the first letters.
  return originalCode.startsWith('ERR_SSL_') ? problems.emailTlsNotSpoken() : undefined;
}

/** `mail.example.org, *.example.org` of `DNS:mail.example.org, DNS:*.example.org` */
function listNames(cert: TlsFailure['cert']): string {
  const alternatives = cert?.subjectaltname?.split(', ').map((name) => name.slice(name.indexOf(':') + 1));
  return toOneLine(alternatives?.join(', ') || cert?.subject?.CN || '?', 200);
}
