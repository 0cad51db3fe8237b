import { readFileSync } from 'node:fs';
import { z } from 'zod';

const FILE = z.object({
  samples: z.array(
    z.object({
      source: z.string(),
      summary: z.string(),
      annotations: z.array(z.object({ label: z.array(z.string()) })),
      metadata: z.record(z.string(), z.unknown()).default({}),
    }),
  ),
});

/** A summary that people judged against its source. */
export interface JudgedSummary {
  readonly source: string;
  readonly summary: string;
  /** Whether people found nothing in it that the source does not say, or nothing that matters. */
  readonly isRight: boolean;
  /** What other detectors said: 1 or nearly so where they found nothing. */
  readonly detectors: ReadonlyMap<string, number>;
}

/** What people do not want in a summary; what they marked as questionable or benign is not counted as wrong. */
const WRONG = 'Unwanted';

/** Reads a file of FaithBench (`samples` with `source`, `summary`, `annotations`); `undefined` for any other. */
export function readJudged(file: string): JudgedSummary[] | undefined {
  if (!file.endsWith('.json')) return undefined;
  const { data } = FILE.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  return data?.samples.map(({ source, summary, annotations, metadata }) => ({
    ...{ source, summary },
    isRight: !annotations.some(({ label }) => label.some((one) => one.startsWith(WRONG))),
    detectors: new Map(
      Object.entries(metadata).flatMap(([name, value]) => (typeof value === 'number' ? [[name, value]] : [])),
    ),
  }));
}
