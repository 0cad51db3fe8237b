import { expect, it, vi } from 'vitest';
import { reconcileVotes } from '../../src/jobs/votes/reconcile-votes.ts';
import { answerTo, textOfBlocks } from '../adapters/slack/harness.ts';
import { until } from '../support/builders.ts';
import { channelId, personId, tenantId } from '../support/ids.ts';
import { aBotOfMany } from './many-workspaces.ts';

async function aBotOfTwo() {
  const bot = await aBotOfMany();
  const [one, two] = [bot.addWorkspace('ONE'), bot.addWorkspace('TWO')];
  for (const workspace of [one, two]) expect((await bot.install(workspace)).status).toBe(200);
  return { ...bot, one, two };
}

it('two workspaces that have installed one bot each get their digest, with their own token', async () => {
  const { one, two, subscribe, tick, messages, server } = await aBotOfTwo();
  for (const workspace of [one, two]) await subscribe(workspace);
  await tick();
  expect([messages(one).length, messages(two).length]).toEqual([1, 1]);
  const posted = server.listCalls('chat.postMessage').map(({ team, args }) => `${team} ${args.channel}`);
  expect(posted.toSorted()).toEqual(['T0ONE C0ONE', 'T0TWO C0TWO']);
});

it('a command is answered in its workspace, and changes nothing in another one', async () => {
  const { one, two, store, subscribe } = await aBotOfTwo();
  await subscribe(two);
  expect(await answerTo(one.people.slash('U0ADA', 'C0ONE', 'status'))).toContain('not subscribed');
  await answerTo(one.people.slash('U0ADA', 'C0ONE', 'subscribe time:9:00 zone:UTC'));
  await answerTo(one.people.slash('U0ADA', 'C0ONE', 'pause we are away'));
  const subscriptions = (await store.subscriptions.list()).map(
    ({ channel, paused }) => `${channel} ${paused === undefined ? 'on' : 'paused'}`,
  );
  expect(subscriptions.toSorted()).toEqual(['slack:T0ONE/C0ONE paused', 'slack:T0TWO/C0TWO on']);
});

it('no command reaches a channel of another workspace by its id', async () => {
  const { one, two, store, subscribe } = await aBotOfTwo();
  const channel = await subscribe(two);
  // As if Slack let somebody type in a channel that is not of their workspace: it does not, but nothing may rest on that.
  one.state.addChannel('C0TWO', { members: new Set([one.state.bot.user, 'U0ADA']) });
  await answerTo(one.people.slash('U0ADA', 'C0TWO', 'pause we are away'));
  await answerTo(one.people.slash('U0ADA', 'C0TWO', 'unsubscribe'));
  expect(await store.subscriptions.find(channel)).toMatchObject({ channel });
  expect((await store.subscriptions.find(channel))?.paused).toBeUndefined();
});

it('a vote, a press and a form count in their own workspace', async () => {
  const { one, two, store, subscribe, tick, messages } = await aBotOfTwo();
  for (const workspace of [one, two]) await subscribe(workspace);
  await tick();
  const [message] = messages(one);
  if (!message) throw new Error('nothing was posted');
  one.people.react('U0BOB', message, 'one');
  const votesIn = async (team: string) => {
    const ids = ['2604.00001', '2604.00002'];
    return (await store.votes.list(ids, [tenantId(team)])).map(({ person }) => person);
  };
  await until(async () => (await votesIn('slack:T0ONE')).length === 1, 'the vote counts');
  const said = await answerTo(two.people.slash('U0BOB', 'C0TWO', 'show 2604.00001'));
  expect(said).toContain('Paper number 1');
  const answer = two.state.channels.get('C0TWO')?.ephemerals.at(-1);
  if (!answer) throw new Error('there is no answer');
  await two.people.press('U0BOB', { channel: 'C0TWO', on: answer }, '👍').acked;
  await until(async () => (await votesIn('slack:T0TWO')).length === 1, 'the press counts');
  expect(await votesIn('slack:T0ONE')).toEqual(['slack:T0ONE/U0BOB']);
  expect(await votesIn('slack:T0TWO')).toEqual(['slack:T0TWO/U0BOB']);
});

it('a form that is sent off changes the channel of its own workspace', async () => {
  const { one, two, store, subscribe } = await aBotOfTwo();
  for (const workspace of [one, two]) await subscribe(workspace);
  one.people.slash('U0ADA', 'C0ONE', 'settings');
  await until(() => one.state.views.length === 1, 'the form opens');
  expect(two.state.views).toEqual([]);
  await one.people.submit('U0ADA', { count: '7' }).acked;
  const count = async (channel: string) => (await store.subscriptions.find(channelId(channel)))?.count;
  await until(async () => (await count('slack:T0ONE/C0ONE')) === 7, 'the form is carried out');
  expect(await count('slack:T0TWO/C0TWO')).toBe(2);
});

it('the Home tab shows what is of its own workspace', async () => {
  const { one, two, store } = await aBotOfTwo();
  await store.readingLists.put(personId('slack:T0ONE/U0ADA'), '2604.00020', 1);
  await one.people.openHome('U0ADA');
  await two.people.openHome('U0ADA');
  await until(() => one.state.homes.size + two.state.homes.size === 2, 'both are drawn');
  expect(textOfBlocks(one.state.homes.get('U0ADA')?.blocks)).toContain('Paper number 20');
  expect(textOfBlocks(two.state.homes.get('U0ADA')?.blocks)).not.toContain('Paper number 20');
});

it('nobody is shown a channel of another workspace', async () => {
  const { one, two, platform, server } = await aBotOfTwo();
  const ada = personId('slack:T0ONE/U0ADA');
  const canSee = (channel: string, team: string) =>
    platform.channels.canSee(channel, ada, tenantId(`slack:${team}`));
  expect(await canSee('C0ONE', one.state.team.id)).toBe(true);
  const calls = server.calls.length;
  expect(await canSee('C0TWO', two.state.team.id)).toBe(false);
  expect(server.calls.length).toBe(calls);
});

it('an event of a workspace that has not installed the app is acknowledged, and nothing is asked or answered', async () => {
  const { server, addWorkspace, log } = await aBotOfTwo();
  const stranger = addWorkspace('THREE');
  const before = server.calls.length;
  const deed = stranger.people.slash('U0ADA', 'C0THREE', 'help');
  await deed.acked;
  expect([deed.answers, server.calls.length]).toEqual([[], before]);
  expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

it.each([
  ['limits the rate of', { kind: 'rate-limit', retryAfter: 50 }],
  ['fails at', { kind: 'status', status: 500 }],
  ['does not answer', { kind: 'hang', done: false }],
] as const)('a workspace in which Slack %s every post delays no other one', async (_what, fault) => {
  const { one, two, subscribe, tick, messages, platform } = await aBotOfTwo();
  // More than there are workers where the platform has one limit, and all of them due first.
  for (let i = 0; i < 40; i++) {
    one.state.addChannel(`C0ONE${i}`);
    await subscribe(one, `C0ONE${i}`, -1);
  }
  await subscribe(two);
  one.faults.add('chat.postMessage', fault, 1000);
  const ticked = tick();
  await until(() => messages(two).length === 1, 'the other one has its digest');
  expect(messages(one)).toEqual([]);
  await platform.connection.stop();
  await ticked;
});

it('a workspace in which Slack takes no reactions delays those of no other one', async () => {
  const { one, two, subscribe, tick, addReactions, messages, platform } = await aBotOfTwo();
  for (let i = 0; i < 20; i++) {
    one.state.addChannel(`C0ONE${i}`);
    await subscribe(one, `C0ONE${i}`, -1);
  }
  await subscribe(two);
  await tick();
  one.faults.add('reactions.add', { kind: 'rate-limit', retryAfter: 50 }, 1000);
  const added = addReactions();
  await until(
    () => messages(two).every(({ reactions }) => reactions.size > 0),
    'the other one has its reactions',
  );
  expect(messages(one).filter(({ reactions }) => reactions.size > 0)).toEqual([]);
  await platform.connection.stop();
  await added;
});

it('a workspace in which Slack takes no edits delays those of no other one, however many are due there', async () => {
  const { one, two, subscribe, tick, messages, store, tallies, platform } = await aBotOfTwo();
  for (let i = 0; i < 30; i++) {
    one.state.addChannel(`C0ONE${i}`);
    await subscribe(one, `C0ONE${i}`, -1);
  }
  await subscribe(two);
  await tick();
  const posts = await store.posts.listSentSince('slack', 0);
  for (const ours of [true, false])
    await store.edits.request(
      posts.filter(({ sent }) => (sent?.tenant === 'slack:T0ONE') === ours).map(({ id }) => id),
    );
  one.faults.add('chat.update', { kind: 'hang', done: false }, 1000);
  const stopping = new AbortController();
  const resumed = tallies.resume(stopping.signal);
  await until(() => messages(two).every(({ edits }) => edits > 0), 'the other one is edited');
  expect(messages(one).filter(({ edits }) => edits > 0)).toEqual([]);
  stopping.abort();
  await platform.connection.stop();
  await resumed;
});

it('a workspace in which Slack does not answer delays the reading back of votes in no other one', async () => {
  const { one, two, subscribe, tick, store, tallies, platform, clock, log, messages } = await aBotOfTwo();
  for (const workspace of [one, two]) await subscribe(workspace);
  await tick();
  const [message] = messages(two);
  message?.reactions.set('one', new Set(['U0BOB']));
  for (const method of ['conversations.replies', 'conversations.history', 'reactions.get'] as const)
    one.faults.add(method, { kind: 'hang', done: false }, 1000);
  const deps = { store, tallies, clock, log, withinMs: 7 * 86_400_000, isStopping: () => false };
  const read = reconcileVotes(platform, deps);
  await until(
    async () => (await store.votes.listSince([tenantId('slack:T0TWO')], 0)).length === 1,
    'the vote in the other one counts',
  );
  await platform.connection.stop();
  await read;
});

it('in a channel that two workspaces share, one person has one vote on a post, whichever of them reports it', async () => {
  const { one, two, store, subscribe, tick, messages } = await aBotOfTwo();
  await subscribe(one);
  two.state.addChannel('C0ONE', { members: new Set([two.state.bot.user, 'U0BOB']) });
  await tick();
  const [message] = messages(one);
  if (!message) throw new Error('nothing was posted');
  // Within one millisecond: an event that looks like one of the other workspace would be dropped as its repetition.
  vi.useFakeTimers({ toFake: ['Date'] });
  one.people.sendReaction(message, 'U0BOB', 'one', true);
  two.people.sendReaction(message, 'U0BOB', 'two', true);
  vi.useRealTimers();
  const votes = () => store.votes.listSince([tenantId('slack:T0ONE'), tenantId('slack:T0TWO')], 0);
  await until(async () => (await votes()).length === 2, 'both reactions are recorded');
  expect((await votes()).map(({ tenant, person }) => `${tenant} ${person}`)).toEqual([
    'slack:T0ONE slack:T0ONE/U0BOB',
    'slack:T0ONE slack:T0ONE/U0BOB',
  ]);
  two.people.sendReaction(message, 'U0BOB', 'one', false);
  await until(async () => (await votes()).length === 1, 'what the other one reports as taken back is');
});
