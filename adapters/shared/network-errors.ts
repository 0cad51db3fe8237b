/** How many nested causes are examined. */
const MAX_DEPTH = 6;

/** Error codes of Node and undici for a request that was never sent. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const NEVER_SENT_PREFIXES = ['CERT_', 'ERR_TLS_', 'ERR_SSL_'] as const;

/** Why a certificate was not accepted. */
export type CertificateFault = 'name' | 'ended' | 'early' | 'issuer' | 'other';

/** Node's own code, and those of OpenSSL that Node passes on. */
const CERTIFICATE_FAULTS: ReadonlyMap<string, CertificateFault> = new Map([
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'name'],
  ['HOSTNAME_MISMATCH', 'name'],
  ['CERT_HAS_EXPIRED', 'ended'],
  ['CERT_NOT_YET_VALID', 'early'],
  ['CERT_UNTRUSTED', 'issuer'],
  ['INVALID_CA', 'issuer'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'issuer'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'issuer'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'issuer'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'issuer'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'issuer'],
] as const);

/** The code of a failed connection, which `fetch failed` and the clients' errors wrap as their cause. */
export function findNetworkCode(error: unknown): string | undefined {
  let code: string | undefined;
  let at = error;
  for (let depth = 0; depth < MAX_DEPTH && at instanceof Error; depth++) {
    if ('code' in at && typeof at.code === 'string' && isSystemCode(at.code)) code = at.code;
    at = at.cause;
  }
  return code;
}

/** The clients also have codes of their own, which are not constant names. */
function isSystemCode(code: string): boolean {
  return code === code.toUpperCase();
}

/** Whether the request certainly was not carried out, because no connection was established. */
export function wasNeverSent(code: string): boolean {
  return (
    NEVER_SENT.has(code) ||
    CERTIFICATE_FAULTS.has(code) ||
    NEVER_SENT_PREFIXES.some((prefix) => code.startsWith(prefix))
  );
}

/** What is wrong with the certificate that a server showed; nothing where the code is of something else. */
export function findCertificateFault(code: string): CertificateFault | undefined {
  return CERTIFICATE_FAULTS.get(code) ?? (code.startsWith('CERT_') ? 'other' : undefined);
}
