import { flattenText } from '../../src/core/base/text.ts';
import type { CheckLine } from '../../src/core/platform/platform.ts';
import { aProblem } from './a-problem.ts';

/** A line of a check, in words of the test. */
export function aCheckLine(
  what: string,
  {
    fix,
    ...more
  }: { readonly ok?: boolean; readonly fix?: string } & Pick<CheckLine, 'minor' | 'unknown'> = {},
): CheckLine {
  return { ok: fix === undefined, finding: aProblem(what, { fix }), ...more };
}

/** A line of a check as a person reads it. */
export function wordLine({ finding, ...line }: CheckLine) {
  const fix = finding.fix();
  return {
    ...line,
    what: flattenText(finding.what()),
    ...(fix === undefined ? {} : { fix: flattenText(fix) }),
  };
}
