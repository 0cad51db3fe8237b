import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { STATUS_CODES } from 'node:http';
import type { Metrics } from './metrics.ts';

/** A server whose requests are counted. */
export interface Endpoint {
  readonly platform: string;
  /** Requests below this address are of it. */
  readonly url: string;
  /** What is asked there, from a path below that address: without ids and tokens. The verb alone where it is missing. */
  nameMethod?(verb: string, path: string): string;
}

/** What undici publishes about a request. The `fetch` of Node and that of discord.js are both undici. */
interface RequestEvent {
  readonly request: { readonly origin: unknown; readonly method: string; readonly path: string };
  readonly response?: { readonly statusCode: number };
}

/** Names that the code uses are some dozens. More would come from outside, and each would be a series for good. */
const MAX_METHODS = 200;
const OTHER = 'other';

/** Counts requests where they leave the process, so that no client needs to know. Returns what ends it. */
export function observeRequests(endpoints: readonly Endpoint[], metrics: Metrics): () => void {
  const counted = new CountedRequests(endpoints, metrics);
  const listeners = {
    'undici:request:create': (event: unknown) => counted.begin(event as RequestEvent),
    'undici:request:headers': (event: unknown) => counted.end(event as RequestEvent),
    'undici:request:error': (event: unknown) => counted.end(event as RequestEvent),
  };
  for (const [name, listen] of Object.entries(listeners)) subscribe(name, listen);
  return () => {
    for (const [name, listen] of Object.entries(listeners)) unsubscribe(name, listen);
  };
}

interface Begun {
  readonly platform: string;
  readonly method: string;
  readonly at: number;
}

class CountedRequests {
  readonly #endpoints: ReadonlyArray<Endpoint & { readonly origin: string; readonly base: string }>;
  readonly #metrics: Metrics;
  readonly #methods = new Set<string>();
  readonly #begun = new WeakMap<object, Begun>();

  constructor(endpoints: readonly Endpoint[], metrics: Metrics) {
    this.#endpoints = endpoints.map((endpoint) => {
      const { origin, pathname } = new URL(endpoint.url);
      return { ...endpoint, origin, base: pathname.endsWith('/') ? pathname : `${pathname}/` };
    });
    this.#metrics = metrics;
  }

  begin({ request }: RequestEvent): void {
    const { origin, method: verb, path } = request;
    const found = this.#endpoints.find((one) => one.origin === String(origin) && path.startsWith(one.base));
    if (!found) return;
    const [below = ''] = path.slice(found.base.length).split('?', 1);
    const method = this.#bound(found.nameMethod?.(verb, below) ?? verb);
    this.#begun.set(request, { platform: found.platform, method, at: performance.now() });
  }

  end({ request, response }: RequestEvent): void {
    const begun = this.#begun.get(request);
    if (!begun) return;
    // An answer that breaks off after its headers is reported a second time.
    this.#begun.delete(request);
    const { platform, method, at } = begun;
    const status = response === undefined ? 'failed' : nameStatus(response.statusCode);
    this.#metrics.count('paperboy_requests_total', { platform, method, status });
    if (response)
      this.#metrics.observe('paperboy_request_seconds', { platform }, (performance.now() - at) / 1000);
  }

  #bound(method: string): string {
    if (this.#methods.size >= MAX_METHODS && !this.#methods.has(method)) return OTHER;
    this.#methods.add(method);
    return method;
  }
}

/** A server can send any number; those that mean something are some sixty. */
function nameStatus(status: number): string {
  return STATUS_CODES[status] === undefined ? OTHER : String(status);
}

const MAX_WORD = 30;

/** `POST channels/:id/messages`: Discord's routes without ids, tokens and emoji. */
export function nameDiscordRoute(verb: string, path: string): string {
  const [, ...segments] = path.split('/');
  const named = segments.map((segment, i) => {
    if (segments[i - 1] === 'reactions') return ':emoji';
    const isId = [...segment].some((char) => char >= '0' && char <= '9');
    return isId || segment.length > MAX_WORD ? ':id' : segment;
  });
  return `${verb} ${named.join('/')}`;
}

/** `chat.postMessage`: a path below Slack's API is a method. */
export function nameSlackMethod(_verb: string, path: string): string {
  return path;
}
