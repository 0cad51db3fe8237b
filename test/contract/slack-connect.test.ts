import { describe, expect, it, onTestFinished } from 'vitest';
import type { Managers } from '../../adapters/slack/api/people.ts';
import type { SlackUser } from '../../loopback/slack/state.ts';
import { answerTo, aWorld, ephemeralTo, textOfBlocks } from '../adapters/slack/harness.ts';
import { aDesk } from '../commands/desk.ts';
import { aRecordingInbound, aSubscription, until } from '../support/builders.ts';
import { channelId, tenantId } from '../support/ids.ts';

const ELSEWHERE = 'T0ELSEWHERE';
const REFUSED = 'You need permission to manage this channel';

/** A channel of ours that another company takes part in by Slack Connect, subscribed, and everybody who may be in it. */
async function aSharedChannel(
  managers: Managers = 'admins',
  channel: { creator?: string } = {},
  organization?: { id: string; name: string },
) {
  const world = await aWorld({ managers });
  onTestFinished(world.close);
  const { state, people } = world.server;
  state.organization = organization;
  const add = (id: string, fields: Partial<SlackUser>) => state.addUser(id, fields);
  add('U0THEIRS', { team: ELSEWHERE, admin: true });
  add('U0MULTI', { guest: 'multi-channel', admin: true });
  add('U0SINGLE', { guest: 'single-channel' });
  add('U0LEFT', { deactivated: true, admin: true });
  add('U0FLOW', { workflow: true, admin: true });
  const members = new Set([state.bot.user, ...state.users.keys()]);
  state.addChannel('C0SHARED', { members, sharedWith: [ELSEWHERE], ...channel });
  const desk = await aDesk({ platforms: new Map([['slack', world.platform]]) });
  onTestFinished(() => desk.store.close());
  const subscription = aSubscription({
    channel: channelId('slack:T0LOOP/C0SHARED'),
    tenant: tenantId(`slack:${state.team.id}`),
  });
  await desk.store.subscriptions.put(subscription);
  const inbound = aRecordingInbound();
  await world.platform.connection.start({ ...inbound, ...desk.dispatcher });
  const isPaused = async () =>
    (await desk.store.subscriptions.find(channelId('slack:T0LOOP/C0SHARED')))?.paused !== undefined;
  const ephemeral = (user: string) => ephemeralTo(world, user, 'C0SHARED');
  /** What this person alone sees in the channel, once it says this. */
  const awaitSaid = (user: string, words: string) =>
    until(() => textOfBlocks(ephemeral(user)?.blocks).includes(words), `${user} reads: ${words}`);
  return {
    ...{ world, state, people, desk, isPaused, ephemeral, awaitSaid, reactions: inbound.events },
    type: (user: string, line: string) => answerTo(people.slash(user, 'C0SHARED', line)),
    count: async () => (await desk.store.subscriptions.find(channelId('slack:T0LOOP/C0SHARED')))?.count,
    demote: (user: string) => {
      const admin = state.users.get(user);
      if (!admin?.admin) throw new Error(`${user} is no admin`);
      admin.admin = false;
    },
  };
}

const WHO_MANAGES = [
  ['an admin of ours', 'U0ADA', true],
  ['an admin of another company', 'U0THEIRS', false],
  ['a multi-channel guest', 'U0MULTI', false],
  ['a single-channel guest', 'U0SINGLE', false],
  ['a deactivated admin', 'U0LEFT', false],
  ['a workflow', 'U0FLOW', false],
  ['a bot', 'U0ROBOT', false],
  ['a member of ours', 'U0BOB', false],
] as const;

describe('a channel that is shared by Slack Connect', () => {
  it.each(WHO_MANAGES)('%s manages it: %s %s', async (_who, user, may) => {
    const { type, isPaused } = await aSharedChannel();
    const said = await type(user, 'pause we are away');
    if (may) expect(said).toContain('Paused');
    else expect(said).toContain(REFUSED);
    expect(await isPaused()).toBe(may);
  });

  it.each(WHO_MANAGES)('%s who mentions the bot manages it: %s %s', async (_who, user, may) => {
    const { people, state, isPaused, awaitSaid } = await aSharedChannel();
    people.say(user, 'C0SHARED', `<@${state.bot.user}> pause we are away`);
    await awaitSaid(user, may ? 'Paused' : REFUSED);
    expect(await isPaused()).toBe(may);
  });

  it.each([
    ['U0BOB', true],
    ['U0THEIRS', false],
    ['U0MULTI', false],
    ['U0SINGLE', false],
    ['U0LEFT', false],
    ['U0FLOW', false],
  ])('is managed by members of our workspace alone with SLACK_MANAGERS=members: %s %s', async (user, may) => {
    const { type, isPaused } = await aSharedChannel('members');
    await type(user, 'pause we are away');
    expect(await isPaused()).toBe(may);
  });

  it('is not managed by whoever made it in another company', async () => {
    const { type, isPaused } = await aSharedChannel('admins', { creator: 'U0THEIRS' });
    expect(await type('U0THEIRS', 'pause we are away')).toContain(REFUSED);
    expect(await isPaused()).toBe(false);
  });

  it('gives a visitor no form, takes none from them, and obeys no button that they press', async () => {
    const { world, type, people, state, desk } = await aSharedChannel();
    expect(await type('U0THEIRS', 'settings')).toContain(REFUSED);
    people.slash('U0ADA', 'C0SHARED', 'settings');
    await until(() => state.views.length === 1, 'the form opens');
    const form = state.views[0]?.view;
    // The form of an admin, sent off by the visitor.
    state.views.push({ id: 'VFORGED', user: 'U0THEIRS', view: form ?? {} });
    people.submit('U0THEIRS', { count: '9' });
    await until(() => ephemeralTo(world, 'U0THEIRS', 'C0SHARED') !== undefined, 'an answer comes');
    const says = () => textOfBlocks(ephemeralTo(world, 'U0THEIRS', 'C0SHARED')?.blocks);
    await until(() => says().includes(REFUSED), 'the visitor is refused');
    expect((await desk.store.subscriptions.find(channelId('slack:T0LOOP/C0SHARED')))?.count).not.toBe(9);
    people.slash('U0ADA', 'C0SHARED', 'preview');
    await until(() => ephemeralTo(world, 'U0ADA', 'C0SHARED') !== undefined, 'the preview comes');
    const on = ephemeralTo(world, 'U0ADA', 'C0SHARED');
    if (!on) throw new Error('no preview');
    const pressed = people.press('U0THEIRS', { channel: 'C0SHARED', on }, 'Post now');
    expect(await answerTo(pressed)).toContain(REFUSED);
    expect(desk.script.posted).toEqual([]);
  });

  it('an admin who is demoted manages no more from that moment on: by a command or a mention', async () => {
    const { type, demote, people, state, awaitSaid, isPaused } = await aSharedChannel();
    expect(await type('U0ADA', 'preview')).not.toContain(REFUSED);
    demote('U0ADA');
    expect(await type('U0ADA', 'pause we are away')).toContain(REFUSED);
    people.say('U0ADA', 'C0SHARED', `<@${state.bot.user}> pause we are away`);
    await awaitSaid('U0ADA', REFUSED);
    expect(await isPaused()).toBe(false);
  });

  it('nor by a button of an answer that they got before', async () => {
    const { demote, people, ephemeral, awaitSaid, desk } = await aSharedChannel();
    people.slash('U0ADA', 'C0SHARED', 'preview');
    await until(() => ephemeral('U0ADA') !== undefined, 'the preview comes');
    const on = ephemeral('U0ADA');
    if (!on) throw new Error('no preview');
    demote('U0ADA');
    expect(await answerTo(people.press('U0ADA', { channel: 'C0SHARED', on }, 'Post now'))).toContain(REFUSED);
    await awaitSaid('U0ADA', REFUSED);
    expect(desk.script.posted).toEqual([]);
  });

  it('nor by a form that they opened before', async () => {
    const { demote, people, state, awaitSaid, count } = await aSharedChannel();
    const before = await count();
    people.slash('U0ADA', 'C0SHARED', 'settings');
    await until(() => state.views.length === 1, 'the form opens');
    demote('U0ADA');
    people.submit('U0ADA', { count: '9' });
    await awaitSaid('U0ADA', REFUSED);
    expect(await count()).toBe(before);
  });
});

describe('an organization', () => {
  it.each([
    ['an admin of the channel’s workspace', 'U0SECOND', true],
    ['an admin of another workspace who is in the channel’s as well', 'U0FIRST', false],
    ['an admin of the organization', 'U0ORG', true],
    ['an admin of the organization who is not in the workspace', 'U0OUTSIDE', false],
  ])('%s manages a channel: %s %s', async (_who, user, may) => {
    const grid = { id: 'E0GRID', name: 'The grid' };
    const { state, people, desk } = await aSharedChannel('admins', {}, grid);
    const first = state.team.id;
    const both = [first, 'T0SECOND'];
    state.addUser('U0SECOND', { team: 'T0SECOND', admin: true, grid: { teams: both, admin: false } });
    state.addUser('U0FIRST', { team: first, admin: true, grid: { teams: both, admin: false } });
    state.addUser('U0ORG', { team: first, grid: { teams: both, admin: true } });
    state.addUser('U0OUTSIDE', { team: first, grid: { teams: [first], admin: true } });
    state.addChannel('C0SECOND', { team: 'T0SECOND', members: new Set([state.bot.user, user]) });
    await desk.store.subscriptions.put(
      aSubscription({ channel: channelId('slack:T0SECOND/C0SECOND'), tenant: tenantId('slack:T0SECOND') }),
    );
    await answerTo(people.slash(user, 'C0SECOND', 'pause we are away'));
    const paused = (await desk.store.subscriptions.find(channelId('slack:T0SECOND/C0SECOND')))?.paused;
    expect(paused !== undefined).toBe(may);
  });
});

it('votes of members, guests of both kinds and visitors count in the workspace with the app; those of bots and workflows nowhere', async () => {
  const { people, state, reactions } = await aSharedChannel();
  const message = people.say('U0ADA', 'C0SHARED', 'a message');
  for (const user of ['U0ROBOT', 'U0FLOW', 'U0ADA', 'U0MULTI', 'U0SINGLE', 'U0THEIRS'])
    people.react(user, message, '+1');
  await until(() => reactions.length === 4, 'the reactions are reported');
  const tenant = `slack:${state.team.id}`;
  expect(reactions.map((one) => [one.tenant, one.person]).toSorted()).toEqual(
    ['U0ADA', 'U0MULTI', 'U0SINGLE', 'U0THEIRS'].map((user) => [tenant, `${tenant}/${user}`]),
  );
});
