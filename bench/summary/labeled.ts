import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { parseLine } from '../parse-line.ts';

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
  const read = lines.map((line) => LINE.safeParse(parseLine(line)));
  if (read.length === 0 || read.some(({ success }) => !success)) return undefined;
  return read.flatMap(({ data }) =>
    data ? [{ abstract: data.abstract, sentences: mark(data.abstract, data.spans, split) }] : [],
  );
}

/** So much of a span makes a sentence one that is marked so; a shorter span has to be all in it. */
const LEAST_OVERLAP = 15;

function mark(
  abstract: string,
  spans: ReadonlyArray<readonly [number, number, string]>,
  split: (text: string) => string[],
): MarkedSentence[] {
  const folded = foldWithPositions(abstract);
  let from = 0;
  return split(abstract).map((text) => {
    const at = Math.max(from, folded.text.indexOf(text, from));
    from = at + text.length;
    const [start, end] = [folded.positions[at] ?? 0, (folded.positions[from - 1] ?? 0) + 1];
    const inside = spans.filter(
      ([a, b]) => Math.min(b, end) - Math.max(a, start) >= Math.min(LEAST_OVERLAP, b - a),
    );
    return { text, kinds: new Set(inside.map(([, , kind]) => kind)) };
  });
}

/** A text with white space folded, as sentences have it, and where each character was before. */
function foldWithPositions(text: string): { readonly text: string; readonly positions: readonly number[] } {
  let folded = '';
  const positions: number[] = [];
  for (const [at, character] of [...text].entries()) {
    const isBlank = character.trim() === '';
    if (isBlank && (folded === '' || folded.endsWith(' '))) continue;
    folded += isBlank ? ' ' : character;
    positions.push(...Array.from({ length: isBlank ? 1 : character.length }, () => at));
  }
  return { text: folded, positions };
}
