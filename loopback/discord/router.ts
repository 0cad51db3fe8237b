import type { Rates } from './buckets.ts';

/** One request as a route sees it. */
export interface Call {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly files: ReadonlyArray<{ readonly name: string; readonly type: string; readonly text: string }>;
}

/** An answer; no body means 204. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

export interface Route {
  readonly method: string;
  /** `/channels/:channel/messages`. */
  readonly path: string;
  readonly bucket?: keyof Rates;
  /** Interactions carry their own token, and do not count toward the global limit. */
  readonly open?: boolean;
  handle(call: Call): Answer;
}

export interface Match {
  readonly route: Route;
  readonly params: Record<string, string>;
}

/** Finds the route for a path without `/api/v10`. */
export function createRouter(routes: readonly Route[]): (method: string, path: string) => Match | undefined {
  const compiled = routes.map((route) => ({
    route,
    pattern: new RegExp(`^${route.path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`),
  }));
  return (method, path) => {
    for (const { route, pattern } of compiled) {
      const found = route.method === method ? pattern.exec(path) : null;
      if (!found) continue;
      const params = Object.entries(found.groups ?? {}).map(([key, value]) => [
        key,
        decodeURIComponent(value),
      ]);
      return { route, params: Object.fromEntries(params) };
    }
    return undefined;
  };
}

export const ok = (body: unknown, status = 200): Answer => ({ status, body });
export const done = (): Answer => ({ status: 204 });
