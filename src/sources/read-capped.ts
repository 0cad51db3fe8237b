import { SourceError } from '../core/errors.ts';

/**
 * The body as text. A `Content-Length` beyond the cap is refused unread; all else is counted while it comes, since the
 * header is a promise that nobody need keep.
 */
export async function readCapped(response: Response, maxBytes: number, origin: string): Promise<string> {
  if (!response.body) return '';
  const tooLarge = () =>
    new SourceError('source-too-large', `${origin} sent more than ${Math.round(maxBytes / 1024)} KiB.`);
  if (Number(response.headers.get('content-length')) > maxBytes) {
    await response.body.cancel();
    throw tooLarge();
  }
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw tooLarge();
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
