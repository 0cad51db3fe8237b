import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { type App, type Receiver, type ReceiverEvent, verifySlackRequest } from '@slack/bolt';
import { readAsker } from '../../../src/asker.ts';
import { createRateLimiter, type RateLimit } from '../../../src/core/async/rate-limiter.ts';
import type { Clock } from '../../../src/core/base/clock.ts';
import type { Log } from '../../../src/core/base/log.ts';
import type { SampledLog } from '../../../src/core/base/sampled-log.ts';
import { INSTALL_PATHS } from '../install/oauth.ts';
import { LIMITS } from '../render/limits.ts';
import { texts } from '../texts/app.ts';
import { createDedupe, type Dedupe } from './dedupe.ts';
import { type BodyTrouble, createBodyReader } from './read-body.ts';

export interface HttpReceiverOptions {
  readonly signingSecret: string;
  readonly path: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly sampled: SampledLog;
  /** The pages on which people install the app. */
  readonly pages?: InstallPages;
}

export interface InstallPages {
  readonly serve: RequestListener;
}

export interface HttpReceiver extends Receiver {
  serve(request: IncomingMessage, response: ServerResponse): void;
}

/**
 * Pages for whoever installs the app: several attempts at once, and then one in ten seconds. Each one that comes back from Slack
 * makes a request to Slack, which counts for the whole app.
 */
const INSTALLS: RateLimit = { burst: 10, refillMs: 10_000 };

/** Bytes of a request: Slack's own are far smaller. */
const BODY_LIMIT = 1_000_000;

/** Slack checks the address without a signature from time to time: `ssl_check=1` and a token, and nothing else. */
const UNSIGNED_LIMIT = 2000;

/** Bytes of all requests that are being received at one time: a thousand times what Slack sends in a second. */
const BODIES_LIMIT = 32_000_000;

const FORM = 'application/x-www-form-urlencoded';

/** Why a request is not accepted as Slack's. */
type SignatureTrouble = 'unsigned' | 'stale' | 'replayed' | 'forged';

export function createHttpReceiver(options: HttpReceiverOptions): HttpReceiver {
  return new SignedHttpReceiver(options);
}

/**
 * Slack's signed requests. Bolt's own receiver trusts them too early: it reads a body for as long as it takes and reads
 * its fields before checking that it is an object. Each signature is accepted once, so that nobody can replay a recorded
 * request within the five minutes that its age would allow.
 */
class SignedHttpReceiver implements HttpReceiver {
  readonly #options: HttpReceiverOptions;
  readonly #usedSignatures: Dedupe;
  readonly #bodies = createBodyReader(BODIES_LIMIT);
  readonly #installs;
  #app: App | undefined;

  constructor(options: HttpReceiverOptions) {
    this.#options = options;
    this.#usedSignatures = createDedupe(options.clock);
    this.#installs = createRateLimiter(options.clock, INSTALLS);
  }

  init(app: App): void {
    this.#app = app;
  }

  // The server belongs to the connection.
  async start(): Promise<void> {}

  async stop(): Promise<void> {}

  serve(request: IncomingMessage, response: ServerResponse): void {
    const { log, pages } = this.#options;
    response.on('error', (err) => log.debug({ err }, 'a request was gone before its answer'));
    if (pages && request.method === 'GET' && INSTALL_PATHS.includes(readPath(request))) {
      const waitMs = this.#installs.take(readAsker(request));
      if (waitMs === 0) showPage(pages, request, response);
      else this.#refuseInstall(request, response, Math.ceil(waitMs / 1000));
      return;
    }
    this.#receive(request, response).catch((err: unknown) => {
      log.error({ err }, 'a request from Slack was not handled');
      answer(response, 500);
    });
  }

  #refuseInstall(request: IncomingMessage, response: ServerResponse, seconds: number): void {
    this.#options.sampled.count({}, 'a page for installing the app was requested too often');
    request.resume();
    response
      .writeHead(429, { 'retry-after': String(seconds), 'content-type': 'text/plain; charset=utf-8' })
      .end(texts.tooManyInstalls({ seconds }));
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST' || readPath(request) !== this.#options.path) return answer(response, 404);
    const trouble = this.#findSignatureTrouble(request);
    const body = await this.#bodies.read(request, trouble ? UNSIGNED_LIMIT : BODY_LIMIT);
    if (typeof body === 'string')
      return trouble ? this.#refuseUnsigned(response, trouble) : this.#refuseUnread(response, body);
    const text = body.toString('utf8');
    if (isForm(request) && new URLSearchParams(text).get('ssl_check') === '1') return answer(response, 200);
    if (trouble ?? this.#isForged(request, text)) return this.#refuseUnsigned(response, trouble ?? 'forged');
    // Only a sender that can sign uses up a signature.
    if (!this.#usedSignatures.add(readHeader(request, 'x-slack-signature'))) return answer(response, 401);
    await this.#process(request, response, text);
  }

  async #process(request: IncomingMessage, response: ServerResponse, text: string): Promise<void> {
    const body = parseText(text, isForm(request));
    if (isChallenge(body)) return answer(response, 200, { challenge: body.challenge });
    const retryNum = Number(readHeader(request, 'x-slack-retry-num'));
    await this.#app?.processEvent({
      // The next reader determines its shape: see `parseBody`.
      body: body as ReceiverEvent['body'],
      ...(retryNum > 0 ? { retryNum } : {}),
      ack: async (said?: unknown) => answer(response, 200, said),
    });
    // It was not acknowledged; a repetition would be the same.
    answer(response, 200);
  }

  #findSignatureTrouble(request: IncomingMessage): SignatureTrouble | undefined {
    const signature = readHeader(request, 'x-slack-signature');
    if (!/^v0=[0-9a-f]{64}$/.test(signature)) return 'unsigned';
    const at = Number(readHeader(request, 'x-slack-request-timestamp')) * 1000;
    // Slack's time is the real time, even when a rehearsal sets our clock to another.
    if (!(Math.abs(Date.now() - at) <= LIMITS.signatureAgeMs)) return 'stale';
    return this.#usedSignatures.has(signature) ? 'replayed' : undefined;
  }

  #isForged(request: IncomingMessage, body: string): boolean {
    const { signingSecret } = this.#options;
    try {
      const headers = {
        'x-slack-signature': readHeader(request, 'x-slack-signature'),
        'x-slack-request-timestamp': Number(readHeader(request, 'x-slack-request-timestamp')),
      };
      verifySlackRequest({ signingSecret, body, headers });
      return false;
    } catch {
      // It throws for only one reason: the signature does not match the body.
      return true;
    }
  }

  #refuseUnsigned(response: ServerResponse, why: SignatureTrouble): void {
    this.#options.sampled.count({ why }, 'a request that Slack did not sign was refused');
    answer(response, 401);
  }

  #refuseUnread(response: ServerResponse, why: BodyTrouble): void {
    this.#options.sampled.count({ why }, 'a request could not be read');
    answer(response, why === 'too large' ? 413 : 503);
  }
}

/** The address of a page carries a code that Slack exchanges for tokens: it goes into no cache and to no other site. */
function showPage({ serve }: InstallPages, request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  response.setHeader('cache-control', 'no-store');
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('x-frame-options', 'DENY');
  serve(request, response);
}

function answer(response: ServerResponse, status: number, said?: unknown): void {
  if (response.headersSent || response.destroyed) return;
  if (typeof said === 'object' && said !== null) {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(said));
  } else response.writeHead(status).end(typeof said === 'string' ? said : undefined);
}

function readPath({ url = '' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '';
}

function readHeader({ headers }: IncomingMessage, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}

function isForm(request: IncomingMessage): boolean {
  return readHeader(request, 'content-type').split(';', 1)[0]?.trim() === FORM;
}

/** The content of a body, of any shape; `undefined` for invalid JSON. */
function parseText(text: string, isFormBody: boolean): unknown {
  const fields = isFormBody ? Object.fromEntries(new URLSearchParams(text)) : undefined;
  if (fields && fields.payload === undefined) return fields;
  try {
    return JSON.parse(fields?.payload ?? text);
  } catch {
    // Reported by the code that parses the shape.
    return undefined;
  }
}

function isChallenge(body: unknown): body is { challenge: string } {
  return (
    typeof body === 'object' &&
    body !== null &&
    'type' in body &&
    body.type === 'url_verification' &&
    'challenge' in body &&
    typeof body.challenge === 'string'
  );
}
