import type { IncomingMessage, ServerResponse } from 'node:http';
import type { OnTraffic } from '../traffic.ts';
import { ApiError } from './api-error.ts';
import type { createBuckets } from './buckets.ts';
import type { Fault, Faults } from './faults.ts';
import type { Answer, Call, Match } from './router.ts';

/** One request that arrived, and how it was answered. */
interface Seen {
  readonly at: number;
  readonly method: string;
  /** Without `/api/v10`. */
  readonly path: string;
  readonly body: unknown;
  /** 0 when the connection was broken instead. */
  status: number;
}

export interface RestServerOptions {
  readonly match: (method: string, path: string) => Match | undefined;
  readonly buckets: ReturnType<typeof createBuckets>;
  readonly faults: Faults;
  readonly token: string;
  readonly now: () => number;
  readonly onTraffic: OnTraffic;
}

interface Limits {
  readonly headers: Record<string, string>;
  readonly refused: Answer | undefined;
}

const NO_LIMITS: Limits = { headers: {}, refused: undefined };

/** The HTTP side: reads the request, applies faults and limits, checks the token, and answers in Discord's shapes. */
export function createRestServer({ match, buckets, faults, token, now, onTraffic }: RestServerOptions) {
  const requests: Seen[] = [];

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const path = url.pathname.replace(/^\/api\/v10/, '');
    const method = request.method ?? 'GET';
    const { body, files } = await readBody(request);
    const seen: Seen = { at: now(), method, path: `${path}${url.search}`, body, status: 0 };
    requests.push(seen);
    const fault = faults.take(method, path);
    if (fault?.kind === 'hang') return;
    const found = match(method, path);
    const limits = fault ? faultLimits(fault) : found ? findLimits(found, path) : NO_LIMITS;
    const lost = fault?.kind === 'drop-request' || (fault?.kind === 'status' && !fault.done);
    const carriedOut = !limits.refused && !lost;
    const answer = carriedOut ? run(found, request, { query: url.searchParams, body, files }) : undefined;
    if (fault?.kind === 'stall-answer') {
      response.writeHead(200, { 'Content-Type': 'application/json' }).write('{"id":');
      return;
    }
    if (fault?.kind === 'drop-answer' || fault?.kind === 'drop-request') response.socket?.destroy();
    else {
      const given = limits.refused ?? faultAnswer(fault) ?? answer ?? { status: 204 };
      reply(response, seen, given, limits.headers);
      const payload = { sent: body, answered: given.body };
      onTraffic({ direction: 'from bot', what: `${method} ${path}`, status: given.status, payload });
    }
  }

  function findLimits({ route, params }: Match, path: string): Limits {
    // The first answer to an interaction has no limit at all.
    if (path.endsWith('/callback')) return NO_LIMITS;
    const major = params.channel ?? params.guild ?? params.token ?? '';
    const verdict = buckets.take(
      route.bucket ?? 'other',
      `${route.method} ${route.path}`,
      major,
      !route.open,
    );
    return { headers: verdict.headers, refused: verdict.refused && tooMany(verdict.refused) };
  }

  function run(found: Match | undefined, request: IncomingMessage, call: Omit<Call, 'params'>): Answer {
    try {
      if (!found) throw new ApiError(404, 0, '404: Not Found');
      const authorized = found.route.open || request.headers.authorization === `Bot ${token}`;
      if (!authorized) throw new ApiError(401, 0, '401: Unauthorized');
      return found.route.handle({ ...call, params: found.params });
    } catch (error) {
      if (error instanceof ApiError) return { status: error.status, body: error.toBody() };
      throw error;
    }
  }

  return {
    requests,
    serve(request: IncomingMessage, response: ServerResponse): void {
      handle(request, response).catch((error: unknown) => {
        // A fault of the server itself must not look like one of Discord's.
        response.writeHead(599, { 'Content-Type': 'text/plain' }).end(String(error));
      });
    },
  };
}

function reply(
  response: ServerResponse,
  seen: Seen,
  { status, body }: Answer,
  headers: Record<string, string>,
): void {
  seen.status = status;
  // Discord calls an empty answer text, too: discord.js would try to read it as JSON otherwise.
  const html = typeof body === 'string' || body === undefined;
  response.writeHead(status, { 'Content-Type': html ? 'text/html' : 'application/json', ...headers });
  response.end(body === undefined ? undefined : html ? body : JSON.stringify(body));
}

function faultAnswer(fault: Fault | undefined): Answer | undefined {
  if (fault?.kind !== 'status') return undefined;
  return { status: fault.status, body: fault.body ?? { message: 'fault', code: 0 } };
}

function faultLimits(fault: Fault): Limits {
  if (fault.kind !== 'rate-limit') return NO_LIMITS;
  const { retryAfter, global = false } = fault;
  const headers = {
    'Retry-After': String(retryAfter),
    'X-RateLimit-Scope': global ? 'global' : 'user',
    ...(global ? { 'X-RateLimit-Global': 'true' } : {}),
  };
  return { headers, refused: tooMany({ retryAfter, global }) };
}

function tooMany({ retryAfter, global }: { retryAfter: number; global: boolean }): Answer {
  return { status: 429, body: { message: 'You are being rate limited.', retry_after: retryAfter, global } };
}

async function readBody(request: IncomingMessage): Promise<Pick<Call, 'body' | 'files'>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  if (bytes.length === 0) return { body: undefined, files: [] };
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/')) return { body: JSON.parse(bytes.toString('utf8')), files: [] };
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  const json = form.get('payload_json');
  const blobs = [...form.values()].filter((value) => typeof value !== 'string');
  const files = await Promise.all(
    blobs.map(async (blob) => ({ name: blob.name, type: blob.type, text: await blob.text() })),
  );
  return { body: typeof json === 'string' ? JSON.parse(json) : {}, files };
}
