import { SourceError } from '../base/errors.ts';
import { GrowableBytes } from './growable-bytes.ts';
import type { LargeReplyMutex } from './large-replies.ts';
import { problems, texts } from './texts.ts';

export interface ReadLimits {
  /** Of the body after decompression: the memory that it takes. */
  readonly maxBytes: number;
  /** From the first byte of the body to the last. */
  readonly timeoutMs?: number;
  /** Shared with the other replies of the same server. */
  readonly turns?: LargeReplyMutex;
}

/**
 * The body as text, after decompression. A `Content-Length` beyond the limit is rejected unread; everything else is counted as it
 * arrives, after decompression, since the header may be wrong. A rejected body is canceled, which closes
 * its connection.
 */
export async function readCapped(response: Response, limits: ReadLimits, who: string): Promise<string> {
  if (!response.body) return '';
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  const deadline = startDeadline(limits.timeoutMs, who);
  try {
    if (Number(response.headers.get('content-length')) > limits.maxBytes)
      throw createTooLargeError(limits, who);
    return await readAll(reader, limits, who, deadline.late);
  } catch (error) {
    // The connection may already be broken, which is what is reported then.
    await reader.cancel().catch(() => undefined);
    throw error;
  } finally {
    deadline.clear();
  }
}

async function readAll(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  limits: ReadLimits,
  who: string,
  late: Promise<never>,
): Promise<string> {
  const { maxBytes, turns } = limits;
  const bytes = new GrowableBytes(maxBytes);
  let turn: Promise<() => void> | undefined;
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), late]);
      if (done) return bytes.toText();
      const length = bytes.length + value.byteLength;
      if (length > maxBytes) throw createTooLargeError(limits, who);
      if (turns && !turn && length > turns.from) {
        turn = turns.take();
        await Promise.race([turn, late]);
      }
      bytes.append(value);
    }
  } finally {
    bytes.empty();
    // Also a turn that is still to come: a reader that gave up meanwhile must not keep it.
    void turn?.then((end) => end());
  }
}

function createTooLargeError({ maxBytes }: ReadLimits, who: string): SourceError {
  const what = texts.tooManyBytes({ who, kib: Math.round(maxBytes / 1024) });
  return new SourceError(problems.sourceTooLarge({ what }));
}

/** `late` rejects when the time is up, if there is a limit. */
function startDeadline(timeoutMs: number | undefined, who: string) {
  const late = Promise.withResolvers<never>();
  // Nobody may be awaiting it any more when it rejects.
  late.promise.catch(() => undefined);
  const fail = (ms: number) =>
    late.reject(new SourceError(problems.sourceTimeout({ who, seconds: ms / 1000 })));
  const timer = timeoutMs === undefined ? undefined : setTimeout(fail, timeoutMs, timeoutMs);
  return { late: late.promise, clear: () => clearTimeout(timer) };
}
