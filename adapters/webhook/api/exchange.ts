import { lookup } from 'node:dns/promises';
import { type ClientRequest, type OutgoingHttpHeaders, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { raceAbort } from '../../../src/core/async/race-abort.ts';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import { problems } from '../texts/errors.ts';
import { type PostReply, toDeliveryError } from './errors.ts';
import { isPrivateAddress } from './networks.ts';

export interface Address {
  readonly address: string;
  readonly family: number;
}

/** All addresses of a host name. */
export type Resolve = (host: string) => Promise<readonly Address[]>;

export interface ExchangeOptions {
  readonly resolve?: Resolve;
  readonly allowsPrivate: boolean;
  /** From the look-up of the name to the status of the reply. */
  readonly timeoutMs?: number;
}

export interface PostRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Standard Webhooks asks receivers to answer within 15 to 30 s. */
const TIMEOUT_MS = 20_000;

/**
 * Posts to an address that a person chose. Its name is resolved once: the addresses that were checked are those that the connection
 * goes to, whatever the name leads to a moment later. Redirects are not followed. Throws a `DeliveryError`.
 */
export async function exchange(request: PostRequest, options: ExchangeOptions): Promise<PostReply> {
  const signal = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
  const addresses = await findAddresses(request.url, options, signal);
  return post(request, addresses, signal);
}

/**
 * Connects as `exchange` does, up to the end of the TLS handshake in which the certificate is checked, and ends the connection: nothing
 * is sent over it. Throws a `DeliveryError`.
 */
export async function tryConnection(url: URL, options: ExchangeOptions): Promise<void> {
  const signal = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
  const addresses = await findAddresses(url, options, signal);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const fail = (error: unknown): void =>
    reject(toDeliveryError(signal.aborted ? signal.reason : error, { wasConnected: false }));
  // Its headers leave with its end, which never comes.
  const request = openRequest({ url, headers: {} }, addresses, signal, () => {
    resolve();
    request.destroy();
  });
  request.on('error', fail);
  request.on('close', () => fail(new Error('closed')));
  return promise;
}

/** The addresses of a host. Throws a `DeliveryError` where one of them is private and that is not allowed. */
export async function findAddresses(
  { hostname }: URL,
  { resolve = resolveAll, allowsPrivate }: ExchangeOptions,
  signal: AbortSignal,
): Promise<readonly Address[]> {
  const host = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  const family = isIP(host);
  let addresses: readonly Address[] = [{ address: host, family }];
  if (family === 0) {
    try {
      addresses = await raceAbort(resolve(host), signal);
    } catch (error) {
      throw toDeliveryError(error, { wasConnected: false });
    }
  }
  if (addresses.length === 0)
    throw new DeliveryError('transient', problems.webhookUnreachable({ code: 'ENOTFOUND' }));
  // One of several is enough: which of them is connected to is up to the system.
  if (!allowsPrivate && addresses.some(({ address }) => isPrivateAddress(address)))
    throw new DeliveryError('refused', problems.webhookPrivate());
  return addresses;
}

function resolveAll(host: string): Promise<readonly Address[]> {
  return lookup(host, { all: true });
}

function post(
  { url, headers, body }: PostRequest,
  addresses: readonly Address[],
  signal: AbortSignal,
): Promise<PostReply> {
  const { promise, resolve, reject } = Promise.withResolvers<PostReply>();
  let wasConnected = false;
  // Node's own error of an abort does not say that the time ran out.
  const fail = (error: unknown): void =>
    reject(toDeliveryError(signal.aborted ? signal.reason : error, { wasConnected }));
  const length = Buffer.byteLength(body);
  const withLength = { url, headers: { ...headers, 'content-length': length } };
  const request = openRequest(withLength, addresses, signal, () => {
    wasConnected = true;
  });
  request.on('response', (response) => {
    const { statusCode, headers: received } = response;
    resolve({ statusCode, headers: received });
    response.on('error', fail);
    response.destroy();
  });
  request.on('error', fail);
  // No reply, though the connection has ended; after a reply this changes nothing.
  request.on('close', () => fail(new Error('closed')));
  request.end(body);
  return promise;
}

/** A request that connects to one of these addresses; `onConnected` is called when it could be sent, encrypted where it has to be. */
function openRequest(
  { url, headers }: Pick<PostRequest, 'url'> & { readonly headers: OutgoingHttpHeaders },
  addresses: readonly Address[],
  signal: AbortSignal,
  onConnected: () => void,
): ClientRequest {
  const [isTls, send] = url.protocol === 'https:' ? [true, requestHttps] : [false, requestHttp];
  const request = send(url, {
    method: 'POST',
    headers,
    // A connection of its own, which ends with the request: no other is handed out for this host.
    agent: false,
    lookup: pinTo(addresses),
    signal,
  });
  request.on('socket', (socket) => socket.once(isTls ? 'secureConnect' : 'connect', onConnected));
  return request;
}

/** A look-up that has already been made. */
function pinTo(addresses: readonly Address[]): LookupFunction {
  const [first] = addresses;
  return (_host, { all }, done) => {
    if (all) done(null, [...addresses]);
    else done(null, first?.address ?? '', first?.family);
  };
}
