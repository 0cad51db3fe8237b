import type { IncomingMessage } from 'node:http';
import type { MiddlewareHandler } from 'hono';
import { readAsker } from '../../asker.ts';
import { createRateLimiter, type RateLimit } from '../../core/async/rate-limiter.ts';
import type { Clock } from '../../core/base/clock.ts';

/** Enough for somebody who reads fast, and for a feed reader that asks for every feed at once. */
const PAGES: RateLimit = { burst: 120, refillMs: 500 };

/** No script, nothing from elsewhere, in no frame; and no page learns where the reader came from: our links are secrets. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'interest-cohort=()',
} as const;

/** What the server knows of a request besides its headers; nothing where a page is asked for without one. */
export interface Bindings {
  readonly incoming?: IncomingMessage;
}

export type WebEnv = { Bindings: Bindings; Variables: { asker: string } };

export function secureHeaders(): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(HEADERS)) c.res.headers.set(name, value);
  };
}

type WebContext = Parameters<MiddlewareHandler<WebEnv>>[0];

/** Identifies visitors, and rejects those that ask too much. What is exempt is never rejected. */
export function limitAskers(
  clock: Clock,
  refuse: (c: WebContext, seconds: number) => Response | Promise<Response>,
  isExempt: (c: WebContext) => boolean = () => false,
): MiddlewareHandler<WebEnv> {
  const limiter = createRateLimiter(clock, PAGES);
  return async (c, next) => {
    const asker = readAsker(c.env?.incoming);
    c.set('asker', asker);
    if (isExempt(c)) return next();
    const waitMs = limiter.take(asker);
    if (waitMs === 0) return next();
    const seconds = Math.ceil(waitMs / 1000);
    c.header('retry-after', String(seconds));
    return refuse(c, seconds);
  };
}
