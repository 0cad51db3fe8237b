/**
 * A reply that was already read as text, for a client library. It returns that text itself: an ordinary `Response` made from
 * a text also holds its bytes, and returns a copy decoded from those. It can be read more than once.
 */
export function createTextResponse(text: string, init: ResponseInit): Response {
  const createOrdinary = (): Response => new Response(text);
  const own = {
    text: async () => text,
    json: async (): Promise<unknown> => JSON.parse(text),
    arrayBuffer: () => createOrdinary().arrayBuffer(),
    bytes: () => createOrdinary().bytes(),
    blob: () => createOrdinary().blob(),
    clone: () => createTextResponse(text, init),
  };
  // Without a body, since some statuses (204, 304) must not have one.
  const response = Object.assign(new Response(null, init), own);
  // For a library that treats a reply without a body as empty.
  return Object.defineProperty(response, 'body', { get: () => (text === '' ? null : createOrdinary().body) });
}
