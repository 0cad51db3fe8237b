import type { Context } from 'hono';

/** Whether the reader has what was last changed at this time. An ETag says more, where it sends both. */
export function isUnmodified(c: Context, changedAt: number): boolean {
  if (c.req.header('if-none-match') !== undefined) return false;
  return Date.parse(c.req.header('if-modified-since') ?? '') >= changedAt;
}
