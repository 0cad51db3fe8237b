import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ShardSessions } from '../../../../adapters/discord/gateway/shard-sessions.ts';
import { createLocalShards, type Shard, type Shards } from '../../../../src/core/store/shards.ts';
import { aLog, aRecordingInbound } from '../../../support/builders.ts';

const SHARD: Shard = { id: 3, count: 4 };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A process that gets its shard only after it has started, with sessions that open or not as `failures` says. */
async function aProcess(failures: number) {
  const stopping = new AbortController();
  const log = aLog();
  const limit = { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 };
  let change: (shard: Shard, isOurs: boolean) => void = () => undefined;
  const shards: Shards = {
    ...createLocalShards(),
    join: async () => undefined,
    observe: (changed) => {
      change = changed;
    },
  };
  const sessions: Array<{ isOpen: boolean; isClosed: boolean }> = [];
  const all = new ShardSessions({
    ...{ shards, log, stopping: stopping.signal, retry: (work) => work() },
    throttler: { setMaxConcurrency: () => undefined },
    send: async () => ({ url: '', shards: 4, session_start_limit: limit }),
    createSession: () => {
      const session = { isOpen: false, isClosed: false };
      sessions.push(session);
      return {
        open: async () => {
          if (sessions.length <= failures) throw new Error('the gateway does not answer');
          session.isOpen = true;
        },
        isUp: () => session.isOpen,
        settle: async () => undefined,
        close: async () => {
          session.isClosed = true;
        },
      };
    },
  });
  const conversation = { handle: async () => undefined, complete: async () => undefined };
  await all.open({ me: '1', inbound: aRecordingInbound(), conversation });
  return { all, limit, sessions, stopping, change: (isOurs: boolean) => change(SHARD, isOurs) };
}

it('a shard that could not be opened is closed, counts as down, and is opened again after a minute', async () => {
  const { all, sessions, change } = await aProcess(2);
  change(true);
  await vi.advanceTimersByTimeAsync(0);
  expect(sessions).toEqual([{ isOpen: false, isClosed: true }]);
  expect([all.isUp(), all.list()]).toEqual([false, new Map([[3, false]])]);
  await vi.advanceTimersByTimeAsync(60_000);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(
    sessions.map(({ isClosed }) => isClosed),
    'no client is left behind',
  ).toEqual([true, true, false]);
  expect([all.isUp(), all.list()]).toEqual([true, new Map([[3, true]])]);
});

it('a shard is not opened while the day’s logins are used up, and counts as down', async () => {
  const { all, limit, sessions, change } = await aProcess(0);
  limit.remaining = 1;
  change(true);
  await vi.advanceTimersByTimeAsync(59_000);
  expect([sessions, all.isUp()]).toEqual([[], false]);
  limit.remaining = 1000;
  await vi.advanceTimersByTimeAsync(2_000);
  expect([sessions.length, all.isUp()]).toEqual([1, true]);
});

it('a shard that another process has got meanwhile is not tried again', async () => {
  const { all, sessions, change } = await aProcess(9);
  change(true);
  await vi.advanceTimersByTimeAsync(0);
  change(false);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(sessions).toHaveLength(1);
  expect([all.isUp(), all.list()]).toEqual([true, new Map()]);
});
