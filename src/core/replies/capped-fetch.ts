import { SourceError } from '../base/errors.ts';
import { findJsonExcess, JSON_LIMITS, type JsonLimits, wordJsonExcess } from './json-limits.ts';
import { type ReadLimits, readCapped } from './read-capped.ts';
import { createTextResponse } from './text-response.ts';
import { problems, texts } from './texts.ts';

export interface ReplyLimits extends ReadLimits {
  /** For a reply that is JSON. */
  readonly json?: JsonLimits;
  /** For messages: `the embeddings endpoint`. */
  readonly who: string;
}

/**
 * The same `fetch` for a client library, with replies that are complete and within `limits`. A reply that is not
 * has a body that fails with a `SourceError` when it is read: an error of `fetch` itself would make libraries retry.
 */
export function createCappedFetch(
  fetch: typeof globalThis.fetch,
  limits: ReplyLimits,
): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const { status, statusText } = response;
    const headers = new Headers(response.headers);
    // These headers describe the body as it was sent.
    for (const name of ['content-encoding', 'content-length']) headers.delete(name);
    try {
      return createTextResponse(await readReply(response, limits), { status, statusText, headers });
    } catch (error) {
      if (error instanceof SourceError)
        return new Response(createFailingFetch(error), { status, statusText, headers });
      throw error;
    }
  };
}

/** The reply as text, or a `SourceError` that says which limit it exceeds. */
export async function readReply(response: Response, limits: ReplyLimits): Promise<string> {
  const text = await readCapped(response, limits, limits.who);
  const excess = /^\s*[[{]/.test(text) ? findJsonExcess(text, limits.json ?? JSON_LIMITS) : undefined;
  if (excess === undefined) return text;
  const what = texts.badReply({ who: limits.who, excess: wordJsonExcess(excess) });
  throw new SourceError(problems.sourceTooLarge({ what }));
}

/** A body that cannot be read, with this reason. */
export function createFailingFetch(error: Error): ReadableStream<Uint8Array> {
  return new ReadableStream({ start: (controller) => controller.error(error) });
}
