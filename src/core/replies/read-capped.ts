import { SourceError } from '../base/errors.ts';

export interface ReadLimits {
  /** Of the body after decompression: what is to be held in memory. */
  readonly maxBytes: number;
  /** From the first byte of the body to the last. */
  readonly timeoutMs?: number;
}

/**
 * The body as text. A `Content-Length` beyond the limit is refused unread; all else is counted as it arrives, after
 * decompression, since the header is a promise that nobody need keep. A refused body is cancelled, which closes its connection.
 */
export async function readCapped(
  response: Response,
  { maxBytes, timeoutMs }: ReadLimits,
  who: string,
): Promise<string> {
  if (!response.body) return '';
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  const late = Promise.withResolvers<never>();
  // Nobody may be waiting for it any more when it comes.
  late.promise.catch(() => undefined);
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          const seconds = timeoutMs / 1000;
          late.reject(
            new SourceError('source-timeout', `${who} did not send its whole reply within ${seconds} s`),
          );
        }, timeoutMs);
  const decoder = new TextDecoder();
  let bytes = Number(response.headers.get('content-length')) > maxBytes ? Number.POSITIVE_INFINITY : 0;
  let text = '';
  try {
    while (bytes <= maxBytes) {
      const { done, value } = await Promise.race([reader.read(), late.promise]);
      if (done) return text + decoder.decode();
      bytes += value.byteLength;
      if (bytes <= maxBytes) text += decoder.decode(value, { stream: true });
    }
    throw new SourceError(
      'source-too-large',
      `${who} sent a reply of more than ${Math.round(maxBytes / 1024)} KiB`,
    );
  } catch (error) {
    // The connection may already be broken, which is what is reported then.
    await reader.cancel().catch(() => undefined);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
