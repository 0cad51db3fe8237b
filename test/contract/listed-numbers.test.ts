import { describe, expect, it, onTestFinished } from 'vitest';
import { commands } from '../../commands/index.ts';
import { readText } from '../../loopback/discord/index.ts';
import { type ChannelId, splitId, toChannelId } from '../../src/core/base/ids.ts';
import { planPosts } from '../../src/core/digest/post-plan.ts';
import type { Asker } from '../../src/core/message/interaction.ts';
import type { ChatPlatform } from '../../src/core/platform/platform.ts';
import { createDeliver } from '../../src/jobs/delivery/deliver.ts';
import { enqueueDue } from '../../src/jobs/timing/enqueue.ts';
import { aDiscord, awaitAnswer } from '../adapters/discord/harness.ts';
import { answerTo, aWorld, ephemeralTo, OPEN, textOfBlocks } from '../adapters/slack/harness.ts';
import { aDesk } from '../commands/desk.ts';
import { aRecordingInbound, aSubscription, papers, until } from '../support/builders.ts';
import { DELIVERING } from '../support/delivering.ts';
import { tenantId } from '../support/ids.ts';
import { PLATFORMS } from './people.ts';

type Desk = Awaited<ReturnType<typeof aDesk>>;

/** A digest of these papers, posted in the channel as the ledger keeps it. */
async function postDigest({ store, clock }: Desk, channel: ChannelId, numbers: readonly number[]) {
  const slot = clock.now();
  const key = { channel, slot };
  const papers = numbers.map((n) => ({
    paperId: `2604.${String(n).padStart(5, '0')}`,
    day: '2026-04-30',
    score: 1,
    why: [],
  }));
  const digest = { day: '2026-04-30', papers };
  const posts = planPosts(key, digest, 'thread');
  await store.deliveries.enqueue(key, slot);
  await store.deliveries.claim('one', slot, 60_000, 1);
  await store.deliveries.plan(key, digest, posts, slot);
  const { id: at } = splitId(channel);
  for (const { id } of posts)
    await store.posts.mark(id, 'sent', slot, { channel: at, messageId: id, tenant: tenantId('discord:any') });
  await store.deliveries.settle(key, { state: 'sent' }, slot);
}

describe('a number', () => {
  it.each(Object.entries(PLATFORMS))(
    'names a paper of the list one has just seen, on %s',
    async (_name, connect) => {
      const desk = await aDesk();
      const askers: Asker[] = [];
      const person = await connect({
        ...aRecordingInbound(),
        ...desk.dispatcher,
        interact: (asker, ...more) => {
          askers.push(asker);
          return desk.dispatcher.interact(asker, ...more);
        },
      });
      const ask = async (line: string, options: Record<string, string | number>) => {
        const [name = ''] = line.split(' ');
        return (await person.ask({ name, options, line })).replaceAll('\\', '');
      };

      expect(await ask('show 2', { paper: '2' })).toContain('There is no list here that number 2');
      const [asker] = askers;
      if (!asker) throw new Error('nobody asked');
      const channel = asker.channelId;
      await postDigest(desk, channel, [20, 21, 22]);
      expect(await ask('show 2', { paper: '2' })).toContain('Paper number 21');

      await ask('search attention', { query: 'attention' });
      expect(await ask('show 2', { paper: '2' })).toContain('Paper number 2');
      expect(await ask('summary #3', { paper: '#3' })).toContain('Paper number 3');
      await ask('search attention page:2', { query: 'attention', page: 2 });
      expect(await ask('show 7', { paper: '7' })).toContain('Paper number 7');
      expect(await ask('show 3', { paper: '3' })).toContain('Paper number 3');
      expect(await ask('vote up 7', { which: 'up', paper: '7' })).toContain('Paper number 7');
      expect(await ask('save 4', { paper: '4' })).toContain('Paper number 4');
      expect(await ask('why 5', { paper: '5' })).toContain('Paper number 5');
      expect(await ask('export bibtex 4 6-7', { format: 'bibtex', what: '4 6-7' })).toContain(
        '3 papers as BibTeX',
      );
      const refused = await ask('show 11', { paper: '11' });
      expect(refused).toMatch(/has no number 11.*Search: attention.*1\s+to\s+10.*Daily papers.*1\s+to\s+3/s);

      await ask('saved', {});
      expect(await ask('unsave 1', { paper: '1' })).toContain('Paper number 4');
      desk.script.hits = ['2604.00009'];
      await ask('search pizza', { query: 'pizza' });
      expect(await ask('show 1', { paper: '1' })).toContain('Paper number 9');
      expect(await ask('show 2', { paper: '2' })).toContain('has no number 2');
    },
  );
});

const HOUR = 3_600_000;

/** Posts the digest of 30 April, then that of 1 May, of three papers each, to a real channel. */
async function postTwoDays({ store, clock, log }: Desk, platform: ChatPlatform, channel: ChannelId) {
  const platforms = new Map([[platform.name, platform]]);
  const findCardSummary = () => undefined;
  const deps = { ...DELIVERING, findCardSummary, store, platforms, clock, log };
  const nextDueAt = clock.now() + HOUR;
  await store.subscriptions.put(aSubscription({ channel, cron: '0 13 * * *', count: 3, nextDueAt }));
  const tick = async () => {
    await enqueueDue({ store, clock, log });
    await createDeliver(deps).run();
  };
  clock.set('2026-04-30T13:00:05Z');
  await tick();
  clock.set('2026-05-01T13:00:05Z');
  const listed = papers(3).map((paper, i) => ({
    ...paper,
    id: `2605.0000${i + 1}`,
    title: `New one ${i + 1}`,
  }));
  await store.papers.save(listed, clock.now());
  const paperIds = listed.map(({ id }) => id);
  await store.editions.save({ day: '2026-05-01', state: 'filling', paperIds, fetchedAt: clock.now() });
  await tick();
  expect((await store.deliveries.listRecent(channel, 2)).map(({ state }) => state)).toEqual(['sent', 'sent']);
}

/** Slack with a digest of each of two days in the open channel, and its people's commands answered. */
async function aSlackWithTwoDigests() {
  const desk = await aDesk();
  const world = await aWorld({ managers: 'members' });
  const { server, platform } = world;
  onTestFinished(async () => {
    await world.close();
    expect(server.violations).toEqual([]);
  });
  await platform.connection.start({ ...aRecordingInbound(), ...desk.dispatcher });
  await postTwoDays(desk, platform, toChannelId(tenantId(`slack:${server.state.team.id}`), OPEN.channel));
  return { desk, world, server };
}

describe('a number typed in the thread of a digest', () => {
  it('on Discord means that digest, while a newer one is in the channel', async () => {
    const desk = await aDesk();
    const { server, platform, start, close } = await aDiscord({ commands });
    onTestFinished(async () => {
      await close();
      expect(server.violations).toEqual([]);
    });
    await start({ ...aRecordingInbound(), ...desk.dispatcher });
    await postTwoDays(desk, platform, toChannelId('discord', server.general.id));
    const [older, newer] = [...server.channels.values()].filter(
      ({ parentId }) => parentId === server.general.id,
    );
    if (!older || !newer) throw new Error('there are not two threads');
    const ask = async (where: string, name: string, options: Record<string, string>) => {
      const record = server.slash(server.user('ann').id, where, 'papers', name, options);
      return (readText(await awaitAnswer(record)) ?? '').replaceAll('\\', '');
    };
    const show = (where: string, paper: string) => ask(where, 'show', { paper });

    expect(await show(server.general.id, '2')).toContain('New one 2');
    expect(await show(older.id, '2')).toContain('Paper number 2');
    expect(await show(newer.id, '#2')).toContain('New one 2');
    expect(await show(older.id, '4')).toMatch(/has no number 4.*Thu, Apr 30.*1 to 3.*Fri, May 1/s);

    // A list that one asked for in the older thread is meant there, and nowhere else.
    await ask(older.id, 'search', { query: 'attention' });
    expect(await show(older.id, '5')).toContain('Paper number 5');
    expect(await show(server.general.id, '1')).toContain('New one 1');
    expect(await show(newer.id, '1')).toContain('New one 1');
  });

  it('on Slack, where commands are typed in the channel alone, means there the list that a button opened in the thread', async () => {
    const { desk, world, server } = await aSlackWithTwoDigests();
    const show = async (n: number) => answerTo(server.people.slash('U0BOB', OPEN.channel, `show ${n}`));
    expect(await show(2)).toContain('New one 2');

    const messages = server.state.channels.get(OPEN.channel)?.messages ?? [];
    const older = messages.find(({ thread_ts }) => thread_ts === undefined)?.ts;
    const card = messages.find(({ thread_ts }) => thread_ts === older);
    if (!card) throw new Error('the older digest has no card');
    desk.script.hits = ['2604.00001', '2604.00008', '2604.00009'];
    server.people.press('U0BOB', { channel: OPEN.channel, on: card }, 'Similar');
    const answer = () => ephemeralTo(world, 'U0BOB');
    await until(() => textOfBlocks(answer()?.blocks).includes('Paper number 8'), 'the list is answered');
    expect(answer()?.thread_ts).toBe(older);
    expect(await show(1)).toContain('Paper number 8');
    expect(await show(2)).toContain('Paper number 9');
  });

  it('on Slack after a mention means that digest, while a newer one is in the channel', async () => {
    const { desk, world, server } = await aSlackWithTwoDigests();
    const messages = server.state.channels.get(OPEN.channel)?.messages ?? [];
    const [older, newer] = messages.filter(({ thread_ts }) => thread_ts === undefined).map(({ ts }) => ts);
    const bot = server.state.bot.user;
    const answer = () => ephemeralTo(world, 'U0BOB');
    const answered = (text: string) => until(() => textOfBlocks(answer()?.blocks).includes(text), text);
    const mention = async (thread: string | undefined, line: string, expected: string) => {
      const before = answer();
      server.people.say('U0BOB', OPEN.channel, `<@${bot}> ${line}`, thread);
      await until(() => answer() !== before, `an answer to ${line}`);
      await answered(expected);
      expect(answer()?.thread_ts).toBe(thread);
    };

    await mention(older, 'show 2', 'Paper number 2');
    await mention(newer, 'show 2', 'New one 2');
    await mention(older, 'show 3', 'Paper number 3');
    await mention(undefined, 'show 1', 'New one 1');

    // A list that a button opened in the older thread is meant there, and not in the newer thread.
    const card = messages.find(({ thread_ts }) => thread_ts === older);
    if (!card) throw new Error('the older digest has no card');
    desk.script.hits = ['2604.00001', '2604.00008', '2604.00009'];
    server.people.press('U0BOB', { channel: OPEN.channel, on: card }, 'Similar');
    await answered('Paper number 9');
    await mention(older, 'show 1', 'Paper number 8');
    await mention(newer, 'show 3', 'New one 3');
  });
});
