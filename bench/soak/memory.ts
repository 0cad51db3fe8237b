import type { Instant } from '../../src/core/base/time.ts';

export interface Sample {
  readonly at: Instant;
  /** The id of the process that it is of. */
  readonly process: number;
  /** Resident, in MB. */
  readonly mb: number;
}

export interface Trend {
  readonly firstMb: number;
  readonly lastMb: number;
  readonly highestMb: number;
  /** The slope of the line through the samples after the warm-up, in MB a rehearsed day. */
  readonly mbPerDay: number;
  readonly days: number;
}

const DAY_MS = 86_400_000;

/** A least-squares line through the samples of the process that lived longest, without its first day. */
export function fitTrend(samples: readonly Sample[]): Trend | undefined {
  const lives = [...Map.groupBy(samples, ({ process }) => process).values()];
  const longest = lives.toSorted((a, b) => measureSpan(b) - measureSpan(a))[0] ?? [];
  const startedAt = longest[0]?.at ?? 0;
  const points = longest
    .filter(({ at }) => at - startedAt >= Math.min(DAY_MS, measureSpan(longest) / 3))
    .map(({ at, mb }) => ({ x: (at - startedAt) / DAY_MS, y: mb }));
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 3) return undefined;
  const meanX = points.reduce((sum, { x }) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, { y }) => sum + y, 0) / points.length;
  const up = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0);
  const across = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  return {
    firstMb: first.y,
    lastMb: last.y,
    highestMb: Math.max(...samples.map(({ mb }) => mb)),
    mbPerDay: across === 0 ? 0 : up / across,
    days: last.x - first.x,
  };
}

function measureSpan(life: readonly Sample[]): number {
  return (life.at(-1)?.at ?? 0) - (life[0]?.at ?? 0);
}
