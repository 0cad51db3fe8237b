import { describe, expect, it } from 'vitest';
import { LargeReplyMutex } from '../../../src/core/replies/large-replies.ts';
import { readCapped } from '../../../src/core/replies/read-capped.ts';
import { until } from '../../support/builders.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
const CHUNK = new Uint8Array(64 * KIB).fill('a'.charCodeAt(0));

/** A reply of so many bytes, and how many of them were taken; the last one comes when it is let. */
function aReply(bytes: number, end: Promise<void> = Promise.resolve()) {
  const reply = { taken: 0, response: new Response(), canceled: false };
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const left = bytes - reply.taken;
        if (left > CHUNK.length) {
          reply.taken += CHUNK.length;
          controller.enqueue(CHUNK);
          return;
        }
        await end;
        controller.enqueue(CHUNK.subarray(0, left));
        controller.close();
      },
      cancel() {
        reply.canceled = true;
      },
    },
    { highWaterMark: 0 },
  );
  reply.response = new Response(body);
  return reply;
}

/** Long enough for a reader to take everything that it will take. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 100));

describe('a reply that is read as text', () => {
  it('is the text, whichever characters are cut by the pieces it comes in', async () => {
    const text = `\u00e4${'漢字👩 '.repeat(50_000)}`;
    const bytes = new TextEncoder().encode(text);
    const pieces = Array.from({ length: Math.ceil(bytes.length / 1_001) }, (_, i) =>
      bytes.subarray(i * 1_001, (i + 1) * 1_001),
    );
    expect(await readCapped(new Response(ReadableStream.from(pieces)), { maxBytes: MIB }, 'x')).toBe(text);
  });

  it('leaves no bytes behind, without waiting for the garbage collector', async () => {
    await readCapped(aReply(MIB).response, { maxBytes: 8 * MIB }, 'x');
    const before = process.memoryUsage().arrayBuffers;
    const text = await readCapped(aReply(8 * MIB).response, { maxBytes: 8 * MIB }, 'x');
    expect(text).toHaveLength(8 * MIB);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(MIB);
  });
});

describe('large replies', () => {
  const SMALL = 256 * KIB;

  it('are read one at a time: many at once hold hardly more than one', async () => {
    const turns = new LargeReplyMutex(SMALL);
    const end = Promise.withResolvers<void>();
    const replies = Array.from({ length: 8 }, () => aReply(4 * MIB, end.promise));
    const read = replies.map(({ response }) => readCapped(response, { maxBytes: 8 * MIB, turns }, 'x'));
    await until(() => replies.some(({ taken }) => taken > 3 * MIB), 'one is read', 5_000);
    await settled();
    const taken = replies.reduce((sum, reply) => sum + reply.taken, 0);
    expect(taken).toBeLessThanOrEqual(4 * MIB + 7 * (SMALL + CHUNK.length));
    end.resolve();
    expect((await Promise.all(read)).map(({ length }) => length)).toEqual(Array(8).fill(4 * MIB));
  });

  it('do not hold up small ones', async () => {
    const turns = new LargeReplyMutex(SMALL);
    const end = Promise.withResolvers<void>();
    const large = readCapped(aReply(4 * MIB, end.promise).response, { maxBytes: 8 * MIB, turns }, 'x');
    await settled();
    expect(await readCapped(aReply(SMALL).response, { maxBytes: 8 * MIB, turns }, 'x')).toHaveLength(SMALL);
    end.resolve();
    await large;
  });

  it('pass on their turn whatever becomes of them, and wait no longer than their own time', async () => {
    const turns = new LargeReplyMutex(SMALL);
    const never = new Promise<void>(() => undefined);
    const limits = { maxBytes: 8 * MIB, turns };
    const stalled = readCapped(aReply(4 * MIB, never).response, { ...limits, timeoutMs: 300 }, 'x');
    await settled();
    const waiting = aReply(4 * MIB);
    const late = readCapped(waiting.response, { ...limits, timeoutMs: 50 }, 'x');
    await expect(late).rejects.toMatchObject({ code: 'source-timeout' });
    expect(waiting.canceled).toBe(true);
    await expect(stalled).rejects.toMatchObject({ code: 'source-timeout' });
    await expect(readCapped(aReply(9 * MIB).response, limits, 'x')).rejects.toMatchObject({
      code: 'source-too-large',
    });
    expect(await readCapped(aReply(4 * MIB).response, limits, 'x')).toHaveLength(4 * MIB);
  });
});
