import type { Problem, ProblemCode } from '../../src/core/base/catalog.ts';
import { flattenText, type Text } from '../../src/core/base/text.ts';

interface ProblemOptions {
  readonly code?: ProblemCode;
  readonly fix?: Text | undefined;
}

/** A problem with words of the test's own: what a system said, unless its code counts. */
export function aProblem(what: Text, { code = 'unexpected', fix }: ProblemOptions = {}): Problem {
  const values = { text: flattenText(what) };
  return { code, key: 'unexpected', values, what: () => what, fix: () => fix } as Problem;
}
