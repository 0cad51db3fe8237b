import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { SingleFlight } from '../core/async/single-flight.ts';
import { withTimeout } from '../core/async/with-timeout.ts';
import { toUtcDay } from '../core/base/calendar.ts';
import type { Clock } from '../core/base/clock.ts';
import type { PlatformName } from '../core/base/ids.ts';
import type { Log } from '../core/base/log.ts';
import { createSampledLog, type SampledLog } from '../core/base/sampled-log.ts';
import type { Platform } from '../core/platform/platform.ts';
import type { Store } from '../core/store/store.ts';
import type { Metrics } from './metrics.ts';
import { texts } from './texts.ts';

export interface ProbeDeps {
  readonly store: Pick<Store, 'summaries'>;
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  readonly metrics: Pick<Metrics, 'scrape'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Aborted when the process is asked to stop. */
  readonly stopping: AbortSignal;
  /** Whoever asks for metrics has to know it. Without one they are given to this machine alone. */
  readonly token?: string | undefined;
  /** Whether only programs on this machine can ask. Behind a proxy everybody comes from this machine. */
  readonly isPrivate: boolean;
}

export const PROBES = ['/livez', '/readyz', '/metrics'] as const;

/** A database that is asked for longer does not answer. */
const STORE_MS = 2000;

/** The version of the format that Prometheus has read since 2014. */
const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';
const TEXT_TYPE = 'text/plain; charset=utf-8';

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly type?: string;
}

/** Answers whether the process lives, whether it is ready, and what it counts. */
export class Probes {
  readonly #deps: ProbeDeps;
  /** However many ask at once, the store is asked once. */
  readonly #readiness = new SingleFlight<Answer>();
  readonly #scrape = new SingleFlight<Answer>();

  readonly #sampled: SampledLog;

  constructor(deps: ProbeDeps) {
    this.#deps = deps;
    this.#sampled = createSampledLog(deps.log);
  }

  /** For `request` events; never throws. */
  readonly serve = (request: IncomingMessage, response: ServerResponse): void => {
    void this.#respond(request, response);
  };

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const isHead = request.method === 'HEAD';
    try {
      send(response, await this.#answer(request), isHead);
    } catch (err) {
      this.#deps.log.error({ err }, 'a probe could not be answered');
      send(response, { status: 500, text: '' }, isHead);
    }
  }

  async #answer({ method, url = '', headers }: IncomingMessage): Promise<Answer> {
    if (method !== 'GET' && method !== 'HEAD') return { status: 405, text: texts.readOnly() };
    const [path] = url.split('?', 1);
    if (path === '/livez') return { status: 200, text: texts.alive() };
    if (path === '/readyz') return this.#readiness.run(() => this.#askReadiness());
    if (path !== '/metrics') return { status: 404, text: texts.notFound() };
    return this.#refuse(headers.authorization) ?? this.#scrape.run(() => this.#readMetrics());
  }

  async #askReadiness(): Promise<Answer> {
    const { stopping, store, platforms, clock } = this.#deps;
    if (stopping.aborted) return { status: 503, text: texts.stopping() };
    const asked = store.summaries.sumSpend(toUtcDay(clock.now())).then(
      () => true,
      (err: unknown) => {
        this.#sampled.count({ err }, 'the database did not answer a probe');
        return false;
      },
    );
    if (!(await withTimeout(asked, STORE_MS, () => false))) return { status: 503, text: texts.storeAway() };
    const isAnyUp = [...platforms.values()].some(hasEvents);
    return isAnyUp ? { status: 200, text: texts.ready() } : { status: 503, text: texts.noPlatform() };
  }

  #refuse(authorization: string | undefined): Answer | undefined {
    const { token, isPrivate } = this.#deps;
    if (token === undefined) return isPrivate ? undefined : { status: 403, text: texts.needsToken() };
    if (isSame(authorization ?? '', `Bearer ${token}`)) return undefined;
    return { status: 401, text: texts.wrongToken() };
  }

  async #readMetrics(): Promise<Answer> {
    return { status: 200, text: await this.#deps.metrics.scrape(), type: METRICS_TYPE };
  }
}

/** Of several shards one that is down takes nothing from the others; a process that has none is ready for some. */
function hasEvents({ connection }: Platform): boolean {
  const shards = connection?.listShards?.();
  if (shards === undefined || shards.size === 0) return connection?.isUp() ?? true;
  return [...shards.values()].some((isUp) => isUp);
}

/** In the same time, whatever they have in common. */
function isSame(one: string, other: string): boolean {
  const computeDigest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(computeDigest(one), computeDigest(other));
}

function send(response: ServerResponse, { status, text, type = TEXT_TYPE }: Answer, isHead: boolean): void {
  const body = text.endsWith('\n') ? text : `${text}\n`;
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    ...(status === 405 ? { allow: 'GET, HEAD' } : {}),
  });
  response.end(isHead ? undefined : body);
}
