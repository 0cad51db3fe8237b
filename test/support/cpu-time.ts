/**
 * How long this thread worked for `run`, in milliseconds: on a busy machine the clock on the wall also counts what others
 * do. The best of a few runs, since the first one compiles.
 */
export function cpuMs(run: () => void, runs = 1): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < runs; i++) {
    const before = process.threadCpuUsage();
    run();
    const { user, system } = process.threadCpuUsage(before);
    best = Math.min(best, (user + system) / 1_000);
  }
  return best;
}
