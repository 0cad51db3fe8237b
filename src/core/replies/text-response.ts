/**
 * A reply that was read as text already, for a client library. It hands out that text itself: an ordinary `Response` made of
 * a text holds its bytes as well, and gives a copy made of those. It can be read more than once.
 */
export function createTextResponse(text: string, init: ResponseInit): Response {
  const ordinary = (): Response => new Response(text);
  const own = {
    text: async () => text,
    json: async (): Promise<unknown> => JSON.parse(text),
    arrayBuffer: () => ordinary().arrayBuffer(),
    bytes: () => ordinary().bytes(),
    blob: () => ordinary().blob(),
    clone: () => createTextResponse(text, init),
  };
  // Without a body, since some statuses (204, 304) may have none.
  const response = Object.assign(new Response(null, init), own);
  // For a library that takes a reply without a body for an empty one.
  return Object.defineProperty(response, 'body', { get: () => (text === '' ? null : ordinary().body) });
}
