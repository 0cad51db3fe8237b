import { SourceError } from '../base/errors.ts';
import { problems, texts } from './texts.ts';

export interface ReadLimits {
  /** Of the body after decompression: what is to be held in memory. */
  readonly maxBytes: number;
  /** From the first byte of the body to the last. */
  readonly timeoutMs?: number;
}

/** The body as text. */
export async function readCapped(response: Response, limits: ReadLimits, who: string): Promise<string> {
  return new TextDecoder().decode(await readCappedBytes(response, limits, who));
}

/**
 * The body, after decompression. A `Content-Length` beyond the limit is refused unread; all else is counted as it arrives, after
 * decompression, since the header is a promise that nobody need keep. A refused body is cancelled, which closes its connection.
 */
export async function readCappedBytes(
  response: Response,
  { maxBytes, timeoutMs }: ReadLimits,
  who: string,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!response.body) return new Uint8Array();
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  const late = Promise.withResolvers<never>();
  // Nobody may be waiting for it any more when it comes.
  late.promise.catch(() => undefined);
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          const seconds = timeoutMs / 1000;
          late.reject(new SourceError(problems.sourceTimeout({ who, seconds })));
        }, timeoutMs);
  let bytes = Number(response.headers.get('content-length')) > maxBytes ? Number.POSITIVE_INFINITY : 0;
  const chunks: Uint8Array[] = [];
  try {
    while (bytes <= maxBytes) {
      const { done, value } = await Promise.race([reader.read(), late.promise]);
      if (done) return joined(chunks, bytes);
      bytes += value.byteLength;
      chunks.push(value);
    }
    const what = texts.tooManyBytes({ who, kib: Math.round(maxBytes / 1024) });
    throw new SourceError(problems.sourceTooLarge({ what }));
  } catch (error) {
    // The connection may already be broken, which is what is reported then.
    await reader.cancel().catch(() => undefined);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}
