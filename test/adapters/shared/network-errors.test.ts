import { expect, it } from 'vitest';
import { findNetworkCode, wasNeverSent } from '../../../adapters/shared/network-errors.ts';

const wrapped = (...codes: readonly string[]) =>
  codes.reduceRight<Error | undefined>(
    (cause, code) => Object.assign(new Error(code, { cause }), { code }),
    undefined,
  );

it('finds the code of the system below the errors that wrap it, and no code of a client', () => {
  expect(findNetworkCode(new TypeError('fetch failed', { cause: wrapped('ECONNREFUSED') }))).toBe(
    'ECONNREFUSED',
  );
  expect(findNetworkCode(wrapped('slack_webapi_request_error', 'UND_ERR_SOCKET'))).toBe('UND_ERR_SOCKET');
  expect(findNetworkCode(wrapped('slack_webapi_request_error'))).toBeUndefined();
  expect(findNetworkCode('nothing')).toBeUndefined();
});

it('ends on errors that cause each other', () => {
  const one = new Error('one');
  one.cause = new Error('two', { cause: one });
  expect(findNetworkCode(one)).toBeUndefined();
});

it('knows which requests never left', () => {
  for (const code of ['ECONNREFUSED', 'ENOTFOUND', 'CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID'])
    expect(wasNeverSent(code)).toBe(true);
  // A proxy that opens connections shows certificates of its own.
  for (const code of ['SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'CERT_REVOKED'])
    expect(wasNeverSent(code)).toBe(true);
  for (const code of ['ECONNRESET', 'ETIMEDOUT', 'UND_ERR_SOCKET', 'EPIPE'])
    expect(wasNeverSent(code)).toBe(false);
});
