/** No completion is longer; what is cut here is no JSON any more, and said to be no usable answer. */
const LONGEST_BODY = 4_000_000;
const BAD_GATEWAY = 502;

/**
 * The same `fetch`, in which an error that a gateway wraps in a 200 has the status that it names, so that it is retried,
 * worked around and told like any other.
 */
export function statusOfError(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (!response.ok || !response.body) return response;
    const text = await readBounded(response.body);
    const error = errorIn(text);
    const headers = new Headers(response.headers);
    // They speak of the body as it came over the wire.
    for (const name of ['content-encoding', 'content-length']) headers.delete(name);
    if (error === undefined) return new Response(text, { status: response.status, headers });
    return new Response(JSON.stringify({ error }), { status: statusIn(error), headers });
  };
}

async function readBounded(body: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of body) {
    text += decoder.decode(bytes, { stream: true });
    if (text.length > LONGEST_BODY) return text.slice(0, LONGEST_BODY);
  }
  return text + decoder.decode();
}

/** OpenRouter puts it in place of the choices, or into the choice that broke off. */
function errorIn(text: string): unknown {
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

function statusIn(error: unknown): number {
  const code = typeof error === 'object' && error !== null && 'code' in error ? Number(error.code) : 0;
  return Number.isInteger(code) && code >= 400 && code < 600 ? code : BAD_GATEWAY;
}
