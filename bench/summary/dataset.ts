import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';

/** One abstract as its sentences, and the summaries that people wrote of it. */
export interface Sample {
  readonly sentences: readonly string[];
  readonly targets: readonly string[];
  /** Empty where the file has none. */
  readonly title: string;
}

export interface Dataset {
  readonly samples: readonly Sample[];
  /** Lines that could not be read, each as `FILE:LINE` and the reason. */
  readonly skipped: readonly string[];
}

const LINE = z.object({
  source: z.array(z.string()).min(1),
  target: z.array(z.string()).min(1),
  title: z.string().default(''),
});

/** Reads a file in SciTLDR's shape: JSON lines with `source` (sentences) and `target` (summaries), gzip or not. */
export function readDataset(file: string): Dataset {
  const bytes = readFileSync(file);
  const text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
  const samples: Sample[] = [];
  const skipped: string[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const parsed = LINE.safeParse(readJson(line));
    if (parsed.success) {
      const { source: sentences, target: targets, title } = parsed.data;
      samples.push({ sentences, targets, title });
    } else skipped.push(`${file}:${i + 1} is left out: ${wordReason(parsed.error)}`);
  }
  return { samples, skipped };
}

/** Where the shape is wrong first. */
function wordReason({ issues }: z.ZodError): string {
  const [issue] = issues;
  if (!issue || issue.path.length === 0) return 'it is no JSON object';
  return `${issue.path.join('.')}: ${issue.message}`;
}

/** `undefined` where it is none, which is no object either. */
function readJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
