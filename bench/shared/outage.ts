/** A moment or a time in which something died or was cut, in milliseconds of `performance.now()`. */
export interface Outage {
  readonly from: number;
  readonly until: number;
}

/** Does what ends something, and adds when. */
export async function recordOutage<T>(outages: Outage[], work: () => Promise<T>): Promise<T> {
  const from = performance.now();
  const done = await work();
  outages.push({ from, until: performance.now() });
  return done;
}
