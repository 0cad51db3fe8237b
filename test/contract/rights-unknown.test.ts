import { describe, expect, it, onTestFinished } from 'vitest';
import type { Fault } from '../../loopback/slack/faults.ts';
import { answerTo, aWorld } from '../adapters/slack/harness.ts';
import { aDesk } from '../commands/desk.ts';
import { aRecordingInbound, aSubscription, until } from '../support/builders.ts';
import { channelId, tenantId } from '../support/ids.ts';

const REFUSED = 'You need permission to manage this channel';
const NOT_ASKED = 'Slack could not be asked who you are';
const AGAIN = 'Try again in a moment';

/** A subscribed channel, and real commands behind Bolt; Slack is slow to give up on a call. */
async function aChannel(organization?: { id: string; name: string }) {
  const world = await aWorld({ tuning: { timeoutMs: 20_000 } });
  onTestFinished(world.close);
  const { server, platform } = world;
  if (organization) server.state.organization = organization;
  const desk = await aDesk({ platforms: new Map([['slack', platform]]) });
  onTestFinished(() => desk.store.close());
  const tenant = tenantId(`slack:${server.state.team.id}`);
  await desk.store.subscriptions.put(aSubscription({ channel: channelId('slack:T0LOOP/C0OPEN'), tenant }));
  await platform.connection.start({ ...aRecordingInbound(), ...desk.dispatcher });
  return {
    ...{ desk, server, state: server.state, people: server.people },
    isPaused: async () =>
      (await desk.store.subscriptions.find(channelId('slack:T0LOOP/C0OPEN')))?.paused !== undefined,
    type: (line: string, user = 'U0ADA') => answerTo(server.people.slash(user, 'C0OPEN', line)),
  };
}

const FAULTS: ReadonlyArray<readonly [string, Fault]> = [
  ['answers HTTP 500', { kind: 'status', status: 500 }],
  ['does not answer in time', { kind: 'hang', done: false }],
  ['asks to slow down', { kind: 'rate-limit', retryAfter: 4 }],
  ['drops the connection', { kind: 'drop', done: false }],
  ['has an error of its own', { kind: 'error', code: 'internal_error' }],
];

describe('an admin whom Slack gives no data about', () => {
  it.each(FAULTS)(
    'when users.info %s reads so, and the next try works',
    async (_how, fault) => {
      const { type, server, isPaused } = await aChannel();
      server.faults.add('users.info', fault);
      const said = await type('pause we are away');
      expect(said).toContain(NOT_ASKED);
      expect(said).toContain(AGAIN);
      expect(said).not.toContain(REFUSED);
      expect(await isPaused()).toBe(false);
      if (fault.kind === 'rate-limit') await new Promise((resolve) => setTimeout(resolve, 2000));
      expect(await type('pause we are away')).toContain('Paused');
      expect(await isPaused()).toBe(true);
    },
    20_000,
  );

  it('may use all that is for everybody', async () => {
    const { type, server } = await aChannel();
    server.faults.add('users.info', { kind: 'status', status: 500 });
    expect(await type('help')).not.toContain(NOT_ASKED);
  });

  it('reads so after a form that they send off', async () => {
    const { server, state, people, desk } = await aChannel();
    people.slash('U0ADA', 'C0OPEN', 'settings');
    await until(() => state.views.length === 1, 'the form opens');
    server.faults.add('users.info', { kind: 'status', status: 500 });
    const before = await desk.store.subscriptions.find(channelId('slack:T0LOOP/C0OPEN'));
    people.submit('U0ADA', { time: '07:15' });
    const said = () => JSON.stringify(state.channels.get('C0OPEN')?.ephemerals);
    await until(() => said().includes(NOT_ASKED), 'the answer comes');
    expect(said()).not.toContain(REFUSED);
    expect(await desk.store.subscriptions.find(channelId('slack:T0LOOP/C0OPEN'))).toEqual(before);
  });

  it('because the workspace of the channel is not known, in an organization', async () => {
    const { type, server, isPaused } = await aChannel({ id: 'E0LOOP', name: 'Loop' });
    server.faults.add('conversations.info', { kind: 'status', status: 500 });
    const said = await type('pause we are away');
    expect(said).toContain(NOT_ASKED);
    expect(said).not.toContain(REFUSED);
    expect(await isPaused()).toBe(false);
    expect(await type('pause we are away')).toContain('Paused');
  });
});

describe('whoever made the channel', () => {
  it('is not refused when Slack does not say who made it', async () => {
    const { type, server, isPaused } = await aChannel();
    server.faults.add('conversations.info', { kind: 'status', status: 500 });
    const said = await type('pause we are away', 'U0MAKER');
    expect(said).toContain(NOT_ASKED);
    expect(said).not.toContain(REFUSED);
    expect(await isPaused()).toBe(false);
    expect(await type('pause we are away', 'U0MAKER')).toContain('Paused');
  });
});

describe('what stays a no', () => {
  it.each([
    ['a member who is no admin', 'U0BOB', undefined],
    ['somebody whom Slack does not know', 'U0ADA', 'user_not_found'],
    ['somebody whom Slack does not show', 'U0ADA', 'user_not_visible'],
  ])('%s', async (_who, user, code) => {
    const { type, server, isPaused } = await aChannel();
    if (code) server.faults.add('users.info', { kind: 'error', code });
    expect(await type('pause we are away', user)).toContain(REFUSED);
    expect(await isPaused()).toBe(false);
  });
});

describe('an answer to be shared', () => {
  it.each([
    ['whether the bot is in the channel', 'conversations.info', false],
    ['whether the person may write in a channel for admins', 'users.info', true],
  ])('is not refused when Slack does not say %s', async (_what, method, readOnly) => {
    const { server, state, people, type } = await aChannel();
    const channel = state.channels.get('C0OPEN');
    if (!channel) throw new Error('no channel');
    channel.readOnly = readOnly;
    server.faults.add(method, { kind: 'status', status: 500 }, 3);
    await type('show 2604.00002');
    const on = channel.ephemerals.findLast(({ user }) => user === 'U0ADA');
    if (!on) throw new Error('no answer');
    const said = await answerTo(people.press('U0ADA', { channel: 'C0OPEN', on }, 'Share to channel'));
    expect(said).toContain('Slack could not be asked whether this may be shared here');
    expect(said).toContain(AGAIN);
    expect(said).not.toMatch(/may not write|not a member/);
    expect(channel.messages).toEqual([]);
  });
});
