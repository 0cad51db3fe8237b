/** How much a request shows of a paper, and how long its answer may be, in tokens. */
export interface RequestSize {
  readonly sourceTokens: number;
  readonly outputTokens: number;
}

/** What a server said of its limits when it refused a request as too long. */
export interface Limits {
  /** For all of a request, its answer included. */
  readonly context?: number;
  /** Only for the answer. */
  readonly output?: number;
}

/** An answer has 300 at most; the rest is for models that think first, which count that, too. */
export const OUTPUT_TOKENS = 3_000;
export const SOURCE_TOKENS = 6_000;

/** What a request has besides the paper: the task has 450 tokens, and an answer that is sent back for correction 300. */
const OVERHEAD_TOKENS = 750;
/** In a small context the answer gets this share. */
const OUTPUT_SHARE = 0.3;
/** Token counts are estimates, and a server may not say how long its context is: then less is tried. */
const LESS = 0.55;
/** With less than this there is no summary. */
const MIN_REQUEST: RequestSize = { sourceTokens: 250, outputTokens: 350 };

/** The next smaller request that may fit; `undefined` when none could be worth its while. */
export function shrinkSize(size: RequestSize, { context, output }: Limits): RequestSize | undefined {
  if (output !== undefined && output < size.outputTokens)
    return output < MIN_REQUEST.outputTokens ? undefined : { ...size, outputTokens: output };
  const fitting = context === undefined ? undefined : computeSizeWithin(context);
  const isSmaller = fitting !== undefined && fitting.sourceTokens < size.sourceTokens;
  const next = isSmaller
    ? { ...fitting, outputTokens: Math.min(fitting.outputTokens, size.outputTokens) }
    : less(size);
  const isEnough =
    next.sourceTokens >= MIN_REQUEST.sourceTokens && next.outputTokens >= MIN_REQUEST.outputTokens;
  return isEnough ? next : undefined;
}

function less({ sourceTokens, outputTokens }: RequestSize): RequestSize {
  return {
    sourceTokens: Math.floor(sourceTokens * LESS),
    outputTokens: Math.max(MIN_REQUEST.outputTokens, Math.floor(outputTokens * LESS)),
  };
}

function computeSizeWithin(context: number): RequestSize {
  const outputTokens = Math.floor(Math.min(OUTPUT_TOKENS, context * OUTPUT_SHARE));
  return { sourceTokens: context - outputTokens - OVERHEAD_TOKENS, outputTokens };
}
