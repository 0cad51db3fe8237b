import { SourceError } from '../core/errors.ts';

/** The body as text, counted while it comes: a `Content-Length` is a promise that nobody need keep. */
export async function readCapped(response: Response, maxBytes: number, { origin }: URL): Promise<string> {
  if (!response.body) return '';
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) {
      throw new SourceError(
        'source-too-large',
        `${origin} sent more than ${Math.round(maxBytes / 1024)} KiB.`,
      );
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
