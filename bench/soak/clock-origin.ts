/** The variable in which the hook finds it. */
export const CLOCK_ORIGIN = 'SOAK_CLOCK_ORIGIN';

/** A rehearsed clock, as JSON: at the instant `real` of the machine's it was `from`. */
export interface ClockOrigin {
  readonly from: number;
  readonly real: number;
  readonly speed: number;
}
