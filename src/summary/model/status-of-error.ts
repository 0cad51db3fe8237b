import { SourceError } from '../../core/base/errors.ts';
import { createFailingFetch } from '../../core/replies/capped-fetch.ts';
import { createTextResponse } from '../../core/replies/text-response.ts';

const BAD_GATEWAY = 502;

/**
 * The same `fetch`, in which an error that a gateway wraps in a 200 has the status that it names, so that it is retried,
 * worked around and reported like any other. To be given replies that are bounded: each is read as a whole.
 */
export function readStatusOfError(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (!response.ok) return response;
    const { status, headers } = response;
    let text: string;
    try {
      text = await response.text();
    } catch (error) {
      // Beyond a limit: whoever reads it hears which. As an error of `fetch` it would be asked for again.
      if (error instanceof SourceError) return new Response(createFailingFetch(error), { status, headers });
      throw error;
    }
    const error = findError(text);
    if (error === undefined) return createTextResponse(text, { status, headers });
    return new Response(JSON.stringify({ error }), { status: readStatus(error), headers });
  };
}
/** OpenRouter returns it instead of the choices, or in the choice that was interrupted. */
function findError(text: string): unknown {
  try {
    const reply: { error?: unknown; choices?: ReadonlyArray<{ error?: unknown } | null> } | null =
      JSON.parse(text);
    const choice = Array.isArray(reply?.choices) ? reply.choices[0] : undefined;
    return (choice === undefined ? reply?.error : choice?.error) ?? undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function readStatus(error: unknown): number {
  const code = typeof error === 'object' && error !== null && 'code' in error ? Number(error.code) : 0;
  return Number.isInteger(code) && code >= 400 && code < 600 ? code : BAD_GATEWAY;
}
