import { describe, expect, it } from 'vitest';
import { TaskTracker } from '../../../adapters/shared/task-tracker.ts';
import { createPeople } from '../../../adapters/slack/api/people.ts';
import type { Web } from '../../../adapters/slack/api/web.ts';
import { createDedupe } from '../../../adapters/slack/events/dedupe.ts';
import { aClock, aLog } from '../../support/builders.ts';

const MINUTE = 60_000;

describe('the memory of what was heard', () => {
  it('knows a repetition for a quarter of an hour, which covers Slack’s last one', () => {
    const clock = aClock();
    const dedupe = createDedupe(clock);
    expect(dedupe.add('Ev1')).toBe(true);
    clock.advance(6 * MINUTE);
    expect(dedupe.add('Ev1')).toBe(false);
    expect(dedupe.has('Ev1')).toBe(true);
    clock.advance(10 * MINUTE);
    expect(dedupe.has('Ev1')).toBe(false);
    expect(dedupe.add('Ev1')).toBe(true);
  });

  it('does not grow without end and forgets the oldest first', () => {
    const dedupe = createDedupe(aClock());
    for (let i = 0; i < 25_000; i++) dedupe.add(`Ev${i}`);
    expect(dedupe.has('Ev0')).toBe(false);
    expect(dedupe.has('Ev4999')).toBe(false);
    expect(dedupe.has('Ev5000')).toBe(true);
    expect(dedupe.has('Ev24999')).toBe(true);
  });
});

describe('work in progress', () => {
  const failures: unknown[] = [];
  const createTasks = () => new TaskTracker((error) => failures.push(error));

  it('fails by itself: what comes after it runs, and its caller receives the error', async () => {
    const tasks = createTasks();
    const order: string[] = [];
    tasks.track(Promise.reject(new Error('tracked')));
    const first = tasks.inOrder('a', () => Promise.reject(new Error('in order')));
    await tasks.inOrder('a', async () => void order.push('after it'));
    await first;
    expect(await tasks.settle(1000)).toBe(0);
    expect(order).toEqual(['after it']);
    expect(failures.splice(0).map(String)).toEqual(['Error: tracked', 'Error: in order']);
  });

  it('keeps its order within a key and waits for no other key', async () => {
    const tasks = createTasks();
    const order: string[] = [];
    const barrier = Promise.withResolvers<void>();
    const first = tasks.inOrder('a', () => barrier.promise.then(() => void order.push('a1')));
    const second = tasks.inOrder('a', async () => void order.push('a2'));
    await tasks.inOrder('b', async () => void order.push('b1'));
    barrier.resolve();
    await Promise.all([first, second]);
    expect(order).toEqual(['b1', 'a1', 'a2']);
    expect(await tasks.settle(1000)).toBe(0);
  });

  it('is waited for, also what begins meanwhile, but not forever', async () => {
    const tasks = createTasks();
    const barrier = Promise.withResolvers<void>();
    const done: string[] = [];
    tasks.track(
      barrier.promise.then(() => {
        tasks.track(Promise.resolve().then(() => void done.push('late')));
      }),
    );
    expect(await tasks.settle(5)).toBe(1);
    barrier.resolve();
    expect(await tasks.settle(1000)).toBe(0);
    expect(done).toEqual(['late']);
  });
});

describe('what is known of people', () => {
  const getIdentity = async () => ({
    ...{ team: 'T', isOrganization: false, teamName: 'T', user: 'UB', bot: 'B', name: 'bot', scopes: [] },
  });
  const workspaces = { resolve: async (_channel: string | undefined, given = 'T') => given };

  /** A Web API that counts what it is asked and answers with the next result, the last one again and again. */
  function aWeb(results: unknown[]): Web & { asked: number } {
    const web = {
      asked: 0,
      call: async () => {
        const result = results[Math.min(web.asked, results.length - 1)];
        web.asked += 1;
        if (result instanceof Error) throw result;
        return result as never;
      },
    };
    return web;
  }

  it('is asked once for many votes, and again after ten minutes', async () => {
    const clock = aClock();
    const web = aWeb([{ user: { is_bot: true } }, { user: { is_bot: false } }]);
    const people = createPeople({
      web,
      workspaces,
      getIdentity,
      clock,
      log: aLog(),
      managers: 'admins',
    });
    expect(await Promise.all([people.isBot('U1'), people.isBot('U1'), people.isBot('U1')])).toEqual([
      true,
      true,
      true,
    ]);
    clock.advance(9 * MINUTE);
    expect(await people.isBot('U1')).toBe(true);
    expect(web.asked).toBe(1);
    clock.advance(2 * MINUTE);
    expect(await people.isBot('U1')).toBe(false);
  });

  it('is asked again before something is changed: who was an admin a minute ago may be none now', async () => {
    const user = (is_admin: boolean) => ({ user: { is_admin, team_id: 'T' } });
    const web = aWeb([
      user(true),
      { channel: { creator: 'U2' } },
      user(false),
      { channel: { creator: 'U2' } },
    ]);
    const people = createPeople({
      web,
      workspaces,
      getIdentity,
      clock: aClock(),
      log: aLog(),
      managers: 'admins',
    });
    const mayManage = async (isFresh: boolean) =>
      (await people.readAsker('T', 'U1', 'C1', { withinMs: 1000, isFresh })).mayManage;
    expect(await mayManage(true)).toBe(true);
    expect(await mayManage(false)).toBe(true);
    web.asked = 2;
    expect(await mayManage(true)).toBe(false);
  });

  it('is not remembered wrongly when Slack failed to answer', async () => {
    const log = aLog();
    const web = aWeb([new Error('no'), { user: { is_bot: true } }]);
    const people = createPeople({
      web,
      workspaces,
      getIdentity,
      clock: aClock(),
      log,
      managers: 'admins',
    });
    expect(await people.isBot('U1')).toBe(false);
    expect(await people.isBot('U1')).toBe(true);
    expect(log.lines.map(({ level }) => level)).toEqual(['warn']);
  });

  it('calls it unknown, in time, whether somebody may manage whom Slack gives no data about', async () => {
    const web: Web = { call: () => new Promise(() => undefined) };
    const people = createPeople({
      web,
      workspaces,
      getIdentity,
      clock: aClock(),
      log: aLog(),
      managers: 'admins',
    });
    expect(await people.readAsker('T', 'U1', 'C1', { withinMs: 10 })).toEqual({
      platform: 'slack',
      tenant: 'slack:T',
      channel: 'C1',
      channelId: 'slack:T/C1',
      person: 'slack:T/U1',
      name: 'U1',
      mayManage: undefined,
    });
  });

  it('calls it unknown, too, when Slack answers with nobody, and asks again', async () => {
    const given = { user: { is_admin: true, team_id: 'T' } };
    const deps = { workspaces, getIdentity, clock: aClock(), log: aLog(), managers: 'admins' } as const;
    const people = createPeople({ web: aWeb([{}, given]), ...deps });
    const ask = () => people.readAsker('T', 'U1', 'C1', { withinMs: 1000 });
    expect((await ask()).mayManage).toBeUndefined();
    expect((await ask()).mayManage).toBe(true);
  });
});
