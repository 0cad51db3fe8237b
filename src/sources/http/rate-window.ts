/** A source's window of requests, as its last answer described it. */
export interface RequestWindow {
  readonly remaining: number;
  readonly resetMs: number;
  /** What remains is left to the bot's own work: a refresh must not fail because people asked for much. */
  readonly isScarce: boolean;
}

/** Of a window of 500 requests a refresh takes about 15. */
const RESERVED = 100;
const RESERVED_SHARE = 0.2;

/** Hugging Face's own window has five minutes. What asks for longer, a typing error in a date above all, is asked again then. */
export const MAX_PAUSE_MS = 10 * 60_000;

/** From `RateLimit: "api";r=0;t=189` (remaining requests, seconds to the reset) and the quota in `RateLimit-Policy`. */
export function readWindow(headers: Headers): RequestWindow | undefined {
  const text = headers.get('ratelimit') ?? '';
  const remaining = readNumberAfter(text, 'r');
  const seconds = readNumberAfter(text, 't');
  if (remaining === undefined || seconds === undefined) return undefined;
  const quota = readNumberAfter(headers.get('ratelimit-policy') ?? '', 'q');
  const reserved = Math.min(RESERVED, quota === undefined ? RESERVED : quota * RESERVED_SHARE);
  return { remaining, resetMs: Math.min(seconds * 1000, MAX_PAUSE_MS), isScarce: remaining < reserved };
}

function readNumberAfter(text: string, name: string): number | undefined {
  const [, ...parameters] = text.split(/[;,]/);
  const value = parameters.map((one) => one.trim()).find((one) => one.startsWith(`${name}=`));
  const digits = value?.slice(name.length + 1) ?? '';
  return /^\d{1,6}$/.test(digits) ? Number(digits) : undefined;
}
