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

const LINE = z.object({
  source: z.array(z.string()).min(1),
  target: z.array(z.string()).min(1),
  title: z.string().default(''),
});

/**
 * Reads a file in SciTLDR's shape: JSON lines with `source` (sentences) and `target` (summaries), gzip or not. Throws
 * with the number of a line that has another shape.
 */
export function readSamples(file: string): Sample[] {
  const bytes = readFileSync(file);
  const text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    const parsed = LINE.safeParse(jsonOf(line));
    if (!parsed.success) throw new Error(`${file}, line ${i + 1}: ${z.prettifyError(parsed.error)}`);
    return [{ sentences: parsed.data.source, targets: parsed.data.target, title: parsed.data.title }];
  });
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
