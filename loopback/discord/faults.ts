/** What goes wrong with one request. */
export type Fault =
  /** The request is carried out, and the connection breaks before the answer. */
  | { readonly kind: 'drop-answer' }
  /** The connection breaks before anything is done. */
  | { readonly kind: 'drop-request' }
  /** It is carried out, and the answer stops in the middle. */
  | { readonly kind: 'stall-answer'; readonly done?: true }
  /** Nothing ever comes back. */
  | { readonly kind: 'hang' }
  /** An answer instead of doing it; `done` says that it is carried out nevertheless. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: object | string;
      readonly done?: boolean;
    }
  | { readonly kind: 'rate-limit'; readonly retryAfter: number; readonly global?: boolean };

interface Planned {
  readonly method: string | undefined;
  readonly path: RegExp;
  readonly fault: Fault;
  left: number;
}

/** Faults on demand: each applies to the next requests that match, as often as requested. */
export function createFaults() {
  let planned: Planned[] = [];
  return {
    next(fault: Fault, where: { method?: string; path?: RegExp; times?: number } = {}): void {
      planned.push({ fault, method: where.method, path: where.path ?? /./, left: where.times ?? 1 });
    },
    /** Any fault planned for this request; it counts as used. */
    take(method: string, path: string): Fault | undefined {
      const hit = planned.find((plan) => (plan.method ?? method) === method && plan.path.test(path));
      if (!hit) return undefined;
      hit.left -= 1;
      planned = planned.filter(({ left }) => left > 0);
      return hit.fault;
    },
    clear(): void {
      planned = [];
    },
  };
}

export type Faults = ReturnType<typeof createFaults>;
