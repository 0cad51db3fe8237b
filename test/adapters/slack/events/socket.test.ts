import { afterEach, describe, expect, it } from 'vitest';
import type { DeliveryError } from '../../../../src/core/base/errors.ts';
import { flattenText } from '../../../../src/core/base/text.ts';
import { anOverview, aRecordingInbound, until } from '../../../support/builders.ts';
import { AT_ONCE, aWorld, findMessage, OPEN, type World } from '../harness.ts';

let world: World;
afterEach(() => world.close());

const measureGaps = (inbound: ReturnType<typeof aRecordingInbound>, count: number) =>
  until(() => inbound.missed.length === count, `missed events are reported ${count} times`);

/** A started world with one post on which people can vote. */
async function started(options: Parameters<typeof aWorld>[0] = {}) {
  world = await aWorld(options);
  const inbound = aRecordingInbound();
  await world.platform.connection.start(inbound);
  await measureGaps(inbound, 1);
  const message = findMessage(world, await world.platform.send(OPEN, anOverview(3), 'key'));
  return { inbound, message, ...world.server };
}

describe('the socket to Slack', () => {
  it('comes back at once when Slack asks to refresh it, reports missed events, and loses no vote', async () => {
    const { inbound, message } = await started();
    const { socket, people } = world.server;
    socket.askToLeave('refresh_requested');
    people.react('U0BOB', message, 'two');
    await measureGaps(inbound, 2);
    await until(() => inbound.events.length === 1, 'the vote arrives on the new connection');
    expect(socket.connections).toBe(2);
    expect(inbound.events[0]).toMatchObject({ person: 'slack:T0LOOP/U0BOB', ballot: { kind: 'nth', n: 2 } });
  });

  it('comes back when the line is cut, reports missed events, and loses no vote', async () => {
    const { inbound, message } = await started();
    world.server.socket.drop();
    world.server.people.react('U0BOB', message, 'one');
    await measureGaps(inbound, 2);
    await until(() => inbound.events.length === 1, 'the vote arrives');
  });

  it('asks for one read-back at a time, and for one more at most, however often the line is cut', async () => {
    world = await aWorld();
    const { socket } = world.server;
    const recording = aRecordingInbound();
    const barrier = Promise.withResolvers<void>();
    const helloes = () => world.log.lines.filter(({ message }) => message === 'connected to Slack').length;
    const inbound = {
      ...recording,
      onEventsMissed: async (platform: Parameters<typeof recording.onEventsMissed>[0]) => {
        await recording.onEventsMissed(platform);
        await barrier.promise;
      },
    };
    await world.platform.connection.start(inbound);
    for (let times = 2; times <= 5; times++) {
      socket.drop();
      await until(() => helloes() === times, 'it is back');
    }
    expect(recording.missed).toHaveLength(1);
    barrier.resolve();
    await measureGaps(recording, 2);
    await world.platform.connection.stop();
    expect(recording.missed).toHaveLength(2);
  });

  it('counts an event once, however often Slack repeats it', async () => {
    const { inbound, message } = await started();
    const { socket, people } = world.server;
    socket.hearsAcks = false;
    people.react('U0BOB', message, 'one');
    await until(() => socket.sent >= 4, 'Slack has given up repeating');
    socket.hearsAcks = true;
    people.react('U0ADA', message, 'one');
    await until(() => inbound.events.length === 2, 'the next vote arrives');
    expect(inbound.events.map(({ person }) => person)).toEqual(['slack:T0LOOP/U0BOB', 'slack:T0LOOP/U0ADA']);
  });

  it('keeps trying and says what to do when Socket Mode is turned off', async () => {
    const { inbound } = await started();
    world.server.faults.add('apps.connections.open', { kind: 'status', status: 500 }, 2);
    world.server.socket.askToLeave('link_disabled');
    await measureGaps(inbound, 2);
    const error = world.log.lines.find(({ level }) => level === 'error');
    expect(error?.message).toContain('Socket Mode has been turned off');
    expect(error?.facts.fix).toContain('Turn on Socket Mode');
  });

  it('waits the whole Retry-After when Slack takes no more connections', async () => {
    const { inbound } = await started();
    world.server.faults.add('apps.connections.open', { kind: 'rate-limit', retryAfter: 1 });
    const cut = Date.now();
    world.server.socket.drop();
    await measureGaps(inbound, 2);
    expect(Date.now() - cut).toBeGreaterThanOrEqual(1000);
  });

  it.each(['token_revoked', 'token_expired', 'invalid_auth', 'account_inactive'])(
    'ends clearly with %s, and does not try again',
    async (code) => {
      const ends: DeliveryError[] = [];
      await started({ onEnd: (error) => ends.push(error) });
      world.server.state.tokenFault = code;
      world.server.socket.drop();
      await until(() => ends.length === 1, 'the end is reported');
      expect(ends[0]).toMatchObject({ fault: 'unauthorized' });
      expect(flattenText(ends[0]?.fix)).toContain('SLACK_APP_TOKEN');
      expect(world.server.listCalls('apps.connections.open')).toHaveLength(2);
    },
  );

  it('leaves a connection that is unresponsive without having been closed', async () => {
    const { inbound } = await started({ tuning: { pingTimeoutMs: 90 } });
    world.server.socket.mute = true;
    await until(() => world.server.socket.connections === 2, 'the bot connects again');
    world.server.socket.mute = false;
    world.server.socket.drop();
    await measureGaps(inbound, 2);
  });

  it('survives a Slack that is down for a while', async () => {
    const { inbound } = await started();
    world.server.faults.add('apps.connections.open', { kind: 'drop', done: false }, 3);
    world.server.socket.drop();
    await measureGaps(inbound, 2);
    expect(world.log.lines.filter(({ message }) => message.startsWith('no connection'))).toHaveLength(3);
  });

  it('waits longer before each try', async () => {
    const { inbound } = await started({ tuning: { backoffMs: 20 } });
    world.server.faults.add('apps.connections.open', { kind: 'status', status: 503 }, 4);
    world.server.socket.drop();
    await measureGaps(inbound, 2);
    const tries = world.server.listCalls('apps.connections.open').slice(1);
    const waits = tries.slice(1).map(({ at }, i) => at - (tries[i]?.at ?? 0));
    // The shortest that chance allows: half of 40, 80, 160, 320 ms; the line that was cut counts as the first failure.
    expect(waits.map((wait, i) => wait >= 40 * 2 ** i - 5)).toEqual([true, true, true, true]);
  });

  it('stops while it waits for a Slack that says nothing', async () => {
    await started();
    world.server.socket.mute = true;
    world.server.socket.drop();
    await until(() => world.server.socket.connections === 2, 'a silent connection is open');
    const before = Date.now();
    await world.platform.connection.stop();
    expect(Date.now() - before).toBeLessThan(4000);
  });
});

describe('starting on Slack', () => {
  it('refuses a bad bot token with the fix', async () => {
    world = await aWorld({ botToken: 'xoxb-wrong' });
    const failed = world.platform.connection.start(aRecordingInbound());
    await expect(failed).rejects.toMatchObject({
      fault: 'unauthorized',
      fix: expect.stringContaining('SLACK_BOT_TOKEN'),
    });
  });

  it('refuses an app token of the wrong kind with the fix', async () => {
    world = await aWorld({ appToken: 'xoxb-loopback-bot' });
    const failed = world.platform.connection.start(aRecordingInbound());
    await expect(failed).rejects.toMatchObject({
      fault: 'unauthorized',
      fix: expect.stringContaining('SLACK_APP_TOKEN'),
    });
  });

  it('waits for a Slack that does not connect at first', async () => {
    world = await aWorld();
    world.server.faults.add('apps.connections.open', { kind: 'error', code: 'internal_error' }, 2);
    await world.platform.connection.start(aRecordingInbound());
    expect(world.server.socket.openConnections).toBe(1);
  });

  it('waits for a Slack that cannot be reached at first', async () => {
    world = await aWorld({ tuning: { backoffMs: 2 } });
    world.server.faults.add('auth.test', { kind: 'status', status: 503 }, 12);
    await world.platform.connection.start(aRecordingInbound());
    expect(world.server.socket.openConnections).toBe(1);
    const waits = world.log.lines.filter(({ message }) => message === 'Slack cannot be reached yet');
    expect(waits.length).toBeGreaterThan(0);
  });

  it('says which settings are missing when there is no way in', async () => {
    world = await aWorld();
    const { createSlack } = await import('../../../../adapters/slack/index.ts');
    const options = { botToken: 'x', log: world.log, clock: { now: () => 0 }, tuning: { rates: AT_ONCE } };
    expect(() => createSlack(options)).toThrow(expect.objectContaining({ code: 'slack-no-way-in' }));
  });
});

describe('stopping on Slack', () => {
  it('lets an answer that is being given arrive', async () => {
    world = await aWorld();
    const inbound = aRecordingInbound();
    const barrier = Promise.withResolvers<void>();
    const slow = {
      ...inbound,
      interact: (...args: Parameters<typeof inbound.interact>) =>
        barrier.promise.then(() => inbound.interact(...args)),
    };
    await world.platform.connection.start(slow);
    const deed = world.server.people.slash('U0BOB', OPEN.channel, 'today');
    await deed.acked;
    const stopped = world.platform.connection.stop();
    barrier.resolve();
    await stopped;
    expect(deed.answers).toHaveLength(1);
  });

  it('turns away posts that come later', async () => {
    world = await aWorld();
    await world.platform.connection.start(aRecordingInbound());
    await world.platform.connection.stop();
    await expect(world.platform.send(OPEN, anOverview(1), 'key')).rejects.toMatchObject({
      fault: 'transient',
    });
  });
});
