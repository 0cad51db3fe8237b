/** How one call goes wrong. `done` says whether the call is carried out all the same. */
export type Fault =
  /** `ok: false` with HTTP 200, as Slack words it. */
  | { readonly kind: 'error'; readonly code: string; readonly extra?: Readonly<Record<string, unknown>> }
  | { readonly kind: 'status'; readonly status: number; readonly done?: boolean }
  /** The connection drops instead of an answer. */
  | { readonly kind: 'drop'; readonly done: boolean }
  | { readonly kind: 'hang'; readonly done: boolean }
  /** No answer, and carried out when the test asks for it: Slack did so 150 s after the client had given up. */
  | { readonly kind: 'late' }
  | { readonly kind: 'rate-limit'; readonly retryAfter: number | string };

/** Faults on demand, by Web API method. */
export class Faults {
  readonly #waiting = new Map<string, Fault[]>();

  /** The next `times` calls of `method` go wrong. */
  add(method: string, fault: Fault, times = 1): void {
    const waiting = this.#waiting.get(method) ?? [];
    this.#waiting.set(method, [...waiting, ...Array.from({ length: times }, () => fault)]);
  }

  take(method: string): Fault | undefined {
    return this.#waiting.get(method)?.shift();
  }

  clear(): void {
    this.#waiting.clear();
  }
}
