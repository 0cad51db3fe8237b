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
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);
const NEVER_SENT_PREFIXES = ['CERT_', 'ERR_TLS_', 'ERR_SSL_'] as const;

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
  return NEVER_SENT.has(code) || NEVER_SENT_PREFIXES.some((prefix) => code.startsWith(prefix));
}
