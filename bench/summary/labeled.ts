import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';

const LINE = z.object({
  abstract: z.string(),
  spans: z.array(z.tuple([z.number(), z.number(), z.string()])),
});

/** A sentence, and what people marked in it: `problem`, `task`, `idea`, `result`. */
export interface MarkedSentence {
  readonly text: string;
  readonly kinds: ReadonlySet<string>;
}

export interface LabeledAbstract {
  readonly abstract: string;
  readonly sentences: readonly MarkedSentence[];
}

/** Reads abstracts whose spans people marked, a JSON line each, gzip or not; `undefined` for a file of another shape. */
export function readLabeled(file: string, split: (text: string) => string[]): LabeledAbstract[] | undefined {
  const bytes = readFileSync(file);
  const text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const read = lines.map((line) => LINE.safeParse(parsed(line)));
  if (read.length === 0 || read.some(({ success }) => !success)) return undefined;
  return read.flatMap(({ data }) =>
    data ? [{ abstract: data.abstract, sentences: mark(data.abstract, data.spans, split) }] : [],
  );
}

/** A span belongs to the sentence that has more than half of it. */
function mark(
  abstract: string,
  spans: ReadonlyArray<readonly [number, number, string]>,
  split: (text: string) => string[],
): MarkedSentence[] {
  let from = 0;
  return split(abstract).map((text) => {
    const at = abstract.indexOf(text, from);
    const start = at < 0 ? from : at;
    const end = start + text.length;
    if (at >= 0) from = end;
    const inside = spans.filter(([a, b]) => Math.min(b, end) - Math.max(a, start) > (b - a) / 2);
    return { text, kinds: new Set(inside.map(([, , kind]) => kind)) };
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
