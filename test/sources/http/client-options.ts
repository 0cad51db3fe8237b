import { createHttp, type HttpOptions } from '../../../src/sources/http/client.ts';
import { aClock, aLog } from '../../support/builders.ts';

export const HF = 'https://hf.example';
export const ARXIV = 'https://arxiv.example';

export interface Scripted {
  readonly status?: number;
  readonly body?: string | ReadableStream<Uint8Array>;
  readonly headers?: Record<string, string>;
}

/** The client with a scripted network behind it: one answer a request, in order; an `Error` breaks the connection. */
export function aClient(
  answers: ReadonlyArray<Scripted | Error | ((request: Request) => Scripted | Error)>,
  options: Partial<HttpOptions> = {},
) {
  const requests: Request[] = [];
  const slept: number[] = [];
  const clock = aClock();
  const log = aLog();
  const scripted: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const next = answers[requests.length] ?? new Error('nothing more was scripted');
    requests.push(request);
    const answer = typeof next === 'function' ? next(request) : next;
    if (answer instanceof Error) throw answer;
    const { status = 200, body = '', headers = {} } = answer;
    return new Response([204, 304].includes(status) ? null : body, { status, headers });
  };
  const http = createHttp({
    origins: [
      { url: HF, concurrency: 4, token: 'hf_secret' },
      { url: ARXIV, concurrency: 1, minIntervalMs: 3000 },
    ],
    userAgent: 'Paperboy/test (+mailto:test@example.org)',
    ...{ clock, log, fetch: scripted, backoffMs: 1 },
    sleep: async (ms) => {
      slept.push(ms);
      clock.advance(ms);
    },
    ...options,
  });
  return { http, requests, slept, clock, log };
}

export const json = (body: unknown): Scripted => ({
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
});
