import { describe, expect, it } from 'vitest';
import { ARXIV_SHARES, createPeopleQueue, type Shares } from '../../../src/sources/http/people-queue.ts';
import { aClock, until } from '../../support/builders.ts';
import { channelId, personId, tenantId } from '../../support/ids.ts';

const MANY = { burst: 1000, refillMs: 1 };
const NO_SHARES: Shares = { person: MANY, channel: MANY, tenant: MANY };

/** A source that takes three seconds a request; requests end when the test says so. */
function aQueue(shares: Shares = NO_SHARES) {
  const clock = aClock();
  let closedMs = 0;
  const queue = createPeopleQueue({
    ...{ name: 'arXiv', shares, clock, concurrency: 1, typicalMs: 3000, minIntervalMs: 3000 },
    getClosedMs: () => closedMs,
  });
  const begun: string[] = [];
  const ends: Array<() => void> = [];
  const waits: string[] = [];
  const ask = (name: string, [person, tenant] = [name, 'one'], channel = person ?? '') =>
    queue
      .add(
        {
          person: personId(`discord:${person}`),
          tenant: tenantId(`discord:${tenant}`),
          channel: channelId(`discord:${channel}`),
          onWait: (doing) => waits.push(`${name}: ${doing}`),
        },
        () =>
          new Promise<string>((resolve) => {
            begun.push(name);
            ends.push(() => {
              clock.advance(3000);
              resolve(name);
            });
          }),
      )
      .catch((error: Error & { fix?: string }) => `${error.message} ${error.fix}`);
  /** Ends so many, one after the other, as they begin. */
  async function drain(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      await until(() => ends.length > 0, 'a request begins');
      ends.shift()?.();
    }
  }
  return {
    ...{ clock, begun, waits, ask, drain },
    close: (ms: number) => {
      closedMs = ms;
    },
  };
}

describe('what people ask of a source', () => {
  it('takes turns between people, and between workspaces', async () => {
    const { begun, ask, drain } = aQueue();
    for (const name of ['a1', 'a2', 'a3', 'a4']) void ask(name, ['a', 'one']);
    void ask('b1', ['b', 'one']);
    void ask('c1', ['c', 'two']);
    await drain(6);
    expect(begun).toEqual(['a1', 'c1', 'a2', 'b1', 'a3', 'a4']);
  });

  it('is not queued where it would take too long, and says when to come back', async () => {
    const { ask, waits, begun, drain } = aQueue();
    const waiting = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ask(name, [name, name]));
    const late = await ask('g', ['g', 'g']);
    expect(late).toBe('arXiv cannot be asked at once because others are waiting. Try again in 18 s.');
    expect(waits).toEqual([
      'b: Waiting for arXiv, about 3 s',
      'c: Waiting for arXiv, about 6 s',
      'd: Waiting for arXiv, about 9 s',
      'e: Waiting for arXiv, about 12 s',
      'f: Waiting for arXiv, about 15 s',
    ]);
    await drain(6);
    expect(await Promise.all(waiting)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(begun).not.toContain('g');
  });

  it('is refused at once while the source asks for a long pause', async () => {
    const { ask, close } = aQueue();
    close(200_000);
    expect(await ask('a')).toBe('arXiv has been asked as often as it allows for now. Try again in 4 min.');
  });

  it.each([
    ['a person in all channels', ARXIV_SHARES.person, ['p', 't'], 'You have'],
    ['a channel', ARXIV_SHARES.channel, [undefined, 't', 'c'], 'People in this channel have'],
    [
      'a workspace',
      ARXIV_SHARES.tenant,
      [undefined, 't', undefined],
      'People in this workspace or server have',
    ],
  ] as const)('is bounded for %s', async (_whose, share, [person, tenant, channel], said) => {
    const { ask, drain, clock } = aQueue(ARXIV_SHARES);
    const start = clock.now();
    for (let i = 0; i < share.burst; i++) {
      const asked = ask(`${i}`, [person ?? `p${i}`, tenant], channel ?? `c${i}`);
      await drain(1);
      await asked;
      clock.set(start);
    }
    const more = () => ask('more', [person ?? 'other', tenant], channel ?? 'other');
    expect(await more()).toBe(
      `${said} asked arXiv a lot just now. Try again in ${Math.ceil(share.refillMs / 1000)} s.`,
    );
    const free = ask('free', ['somebody', 'else'], 'where');
    await drain(1);
    expect(await free).toBe('free');
    clock.advance(share.refillMs);
    const after = more();
    await drain(1);
    expect(await after).toBe('more');
  });
});
