import type { IncomingMessage } from 'node:http';
import { texts } from './texts.ts';

/** Bytes; nothing that a person types comes near. */
const MAX_COUNT = 64 * 1024;

const TOO_MUCH = { status: 413, reason: texts.tooLarge() } as const;

/** The JSON of a request, or why it is not taken. */
export async function readJsonBody(
  request: IncomingMessage,
): Promise<{ readonly body: unknown } | { readonly status: number; readonly reason: string }> {
  // A form on another page can send anything but this without asking first.
  if (!/^application\/json\s*(?:;|$)/i.test(request.headers['content-type'] ?? ''))
    return { status: 415, reason: texts.onlyJson() };
  if (Number(request.headers['content-length'] ?? 0) > MAX_COUNT) return TOO_MUCH;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_COUNT) return TOO_MUCH;
    chunks.push(chunk);
  }
  try {
    return { body: JSON.parse(Buffer.concat(chunks).toString('utf8')) };
  } catch {
    return { status: 400, reason: texts.noJson() };
  }
}
