import { SourceError } from '../../core/base/errors.ts';
import { problems } from '../shared/texts.ts';

/** A source that keeps asking for fewer requests, or asks for a pause that nobody is made to wait for. */
export function createRateLimitedError({ origin }: URL, waitMs = 0): SourceError {
  return new SourceError(problems.sourceRateLimited({ origin, seconds: Math.ceil(waitMs / 1000) }));
}
