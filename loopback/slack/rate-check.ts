import { CHANNEL_RATE, METHOD_RATES, type Rate } from './reference.ts';
import type { Args } from './web-api.ts';

/** Slack says "about": calls that come so little too early are let through, as one machine's timers jitter as well. */
const TOLERANCE_MS = 100;

/** Slack's limits as sliding windows: by method, and by channel for posts. */
export class RateCheck {
  readonly #calls = new Map<string, number[]>();

  /** Whole seconds to wait, as Slack gives them; `undefined` when the call may go through. */
  wait(method: string, args: Args): number | undefined {
    const windows: Array<[string, Rate | undefined]> = [[method, METHOD_RATES[method]]];
    if (method === 'chat.postMessage') windows.push([`channel ${String(args.channel)}`, CHANNEL_RATE]);
    const waits = windows.flatMap(([key, rate]) => (rate ? this.#over(key, rate) : []));
    if (waits.length > 0) return Math.max(...waits);
    for (const [key] of windows) this.#calls.get(key)?.push(performance.now());
    return undefined;
  }

  #over(key: string, { calls, perMs }: Rate): number[] {
    const now = performance.now();
    const recent = (this.#calls.get(key) ?? []).filter((at) => now - at < perMs - TOLERANCE_MS);
    this.#calls.set(key, recent);
    const [first] = recent;
    if (recent.length < calls || first === undefined) return [];
    return [Math.max(1, Math.ceil((first + perMs - now) / 1000))];
  }
}
