import { describe, expect, it } from 'vitest';
import { guardInvalidRequests } from '../../../../adapters/discord/api/invalid-requests.ts';
import { DeliveryError } from '../../../../src/core/base/errors.ts';
import { aClock } from '../../../support/builders.ts';

function aServer(enough?: number) {
  const server = { status: 403, headers: {} as Record<string, string>, calls: 0 };
  const clock = aClock();
  const guarded = guardInvalidRequests(
    async () => {
      server.calls += 1;
      return new Response('{}', { status: server.status, headers: server.headers });
    },
    clock,
    enough,
  );
  return { server, clock, ask: () => guarded('http://127.0.0.1/', {}) };
}

describe('requests that Discord calls invalid', () => {
  it('hold all others back once there are too many, until their ten minutes are over', async () => {
    const { server, clock, ask } = aServer(3);
    for (let i = 0; i < 3; i++) await ask();
    clock.advance(60_000);
    const error = await ask().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ fault: 'transient', retryAfterMs: 9 * 60_000 });
    expect(server.calls).toBe(3);
    clock.advance(9 * 60_000);
    await ask();
    expect(server.calls).toBe(4);
  });

  it('are stopped far below the 10,000 after which Discord bans the address', async () => {
    const { server, ask } = aServer();
    for (let i = 0; i < 10_000; i++) await ask().catch(() => undefined);
    expect(server.calls).toBeLessThanOrEqual(2_000);
  });

  it('are not those for which a limit is shared with others', async () => {
    const { server, ask } = aServer(3);
    Object.assign(server, { status: 429, headers: { 'X-RateLimit-Scope': 'shared', 'Retry-After': '1' } });
    for (let i = 0; i < 5; i++) await ask();
    expect(server.calls).toBe(5);
  });

  it('end a 429 that does not say how long to wait, which would be repeated at once forever', async () => {
    const { server, ask } = aServer();
    server.status = 429;
    const error = await ask().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DeliveryError);
    expect(error).toMatchObject({ fault: 'transient', retryAfterMs: 60_000 });
  });
});
