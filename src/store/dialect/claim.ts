/** Held by the process that serves; ends with `release`, or with the process. */
export interface Claim {
  release(): Promise<void>;
}
