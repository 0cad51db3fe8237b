import { describe, expect, it } from 'vitest';
import { readText } from '../../loopback/discord/index.ts';
import type { Post } from '../../src/core/delivery/delivery.ts';
import { reconcileVotes } from '../../src/jobs/votes/reconcile-votes.ts';
import { findMessage, textOfBlocks } from '../adapters/slack/harness.ts';
import { until } from '../support/builders.ts';
import { personId, tenantId } from '../support/ids.ts';
import { aDelivery, discordRig, type Rig, SLOT, slackRig } from './rig.ts';

const MINUTE = 60_000;

/** A thumb, plain or in a skin tone. */
type Thumb = 'plain' | 'brown';

/** A platform with people, whose edits can be made to fail. */
interface World {
  readonly rig: Rig;
  react(post: Post, thumb: Thumb, on?: boolean): void;
  /** The next edits of the overview and of the card fail, with all the tries that the adapter makes by itself. */
  failEdits(): void;
  /** No post can be edited any more, as in a thread that is archived. */
  refuseEdits(times: number): void;
  readText(post: Post): string;
}

async function discordWorld(): Promise<World> {
  const rig = await discordRig();
  const { server } = rig;
  const ann = server.user('ann').id;
  const standing = ({ sent }: Post) => {
    const message = server.messageAt(sent?.thread ?? sent?.channel ?? '', sent?.messageId ?? '');
    if (!message) throw new Error('no such post');
    return message;
  };
  return {
    rig,
    react: (post, thumb, on = true) =>
      server[on ? 'react' : 'unreact'](ann, standing(post), { plain: '👍', brown: '👍🏽' }[thumb]),
    failEdits: () => server.faults.next({ kind: 'status', status: 500 }, { method: 'PATCH', times: 6 }),
    refuseEdits: (times) =>
      server.faults.next(
        { kind: 'status', status: 400, body: { code: 50083, message: 'Thread is archived' } },
        { method: 'PATCH', times },
      ),
    readText: (post) => readText(standing(post)) ?? '',
  };
}

async function slackWorld(): Promise<World> {
  const rig = await slackRig();
  const { server } = rig;
  const standing = ({ sent }: Post) => {
    if (!sent) throw new Error('no such post');
    return findMessage({ server }, sent);
  };
  return {
    rig,
    react: (post, thumb, on = true) =>
      server.people[on ? 'react' : 'unreact'](
        'U0ADA',
        standing(post),
        { plain: '+1', brown: '+1::skin-tone-4' }[thumb],
      ),
    failEdits: () => server.faults.add('chat.update', { kind: 'status', status: 500 }, 2),
    refuseEdits: (times) =>
      server.faults.add('chat.update', { kind: 'error', code: 'cant_update_message' }, times),
    readText: (post) => textOfBlocks(standing(post).blocks),
  };
}

/** A digest that was posted, and a bot that hears what people do with it. */
async function heard(make: () => Promise<World>) {
  const world = await make();
  const { rig } = world;
  const bot = await aDelivery(rig);
  await bot.tick();
  await rig.platform.connection.start(bot.inbound());
  const posts = await bot.store.posts.listOfDelivery({ channel: rig.channel, slot: SLOT });
  const [card] = posts.filter(({ kind }) => kind === 'card');
  if (!card) throw new Error('there is no card');
  const counted = () => bot.log.lines.filter(({ message }) => message === 'vote counted').length;
  const { store, tallies, clock, log } = bot;
  return {
    ...{ ...world, ...bot, card },
    /** Reacts, and waits until the vote is counted. */
    async vote(thumb: Thumb, on = true) {
      const before = counted();
      world.react(card, thumb, on);
      await until(() => counted() > before, 'the reaction is counted');
    },
    votes: async () => (await store.votes.list(card.paperIds, [tenantId(rig.tenant)])).length,
    shown: () => world.readText(card).match(/👍 \d+/)?.[0],
    readBack: () => reconcileVotes(rig.platform, { store, tallies, clock, log, withinMs: 86_400_000 }),
  };
}

describe.each([
  ['Discord', discordWorld],
  ['Slack', slackWorld],
] as const)('the tally of a post on %s', (_name, make) => {
  it('that could not be changed is changed later, without another vote', async () => {
    const { vote, failEdits, shown, tallies, clock } = await heard(make);
    failEdits();
    await vote('plain');
    await tallies.flush();
    expect(shown()).toBeUndefined();
    clock.advance(MINUTE);
    await tallies.resume();
    expect(shown()).toBe('👍 1');
  });

  it('in a place that takes no changes is tried again after an hour, not every minute', async () => {
    const { vote, refuseEdits, shown, tallies, clock, store, rig } = await heard(make);
    refuseEdits(2);
    await vote('plain');
    await tallies.flush();
    clock.advance(59 * MINUTE);
    await tallies.resume();
    expect(shown()).toBeUndefined();
    clock.advance(2 * MINUTE);
    await tallies.resume();
    expect(shown()).toBe('👍 1');
    expect((await store.subscriptions.find(rig.channel))?.paused).toBeUndefined();
  });

  it('has two skin tones of one thumb as two reactions: the vote counts until both are removed', async () => {
    const { vote, votes, shown, tallies, readBack } = await heard(make);
    await vote('plain');
    await vote('brown');
    await tallies.flush();
    expect(shown()).toBe('👍 1');
    await vote('brown', false);
    await tallies.flush();
    expect([await votes(), shown()]).toEqual([1, '👍 1']);
    await vote('brown');
    await readBack();
    await vote('plain', false);
    await tallies.flush();
    expect([await votes(), shown()]).toEqual([1, '👍 1']);
    await vote('brown', false);
    await tallies.flush();
    expect([await votes(), shown()]).toEqual([0, undefined]);
  });

  it('is changed when its community is linked with another one that has voted', async () => {
    const { card, store, shown, tallies, rig } = await heard(make);
    const elsewhere = {
      person: personId('terminal:local'),
      tenant: tenantId('terminal:local'),
      source: 'button',
      at: SLOT,
    };
    await store.votes.cast({ paperId: card.paperIds[0] ?? '', value: 1, ...elsewhere });
    await store.votes.link(tenantId(rig.tenant), tenantId('terminal:local'));
    await tallies.resume();
    expect(shown()).toBe('👍 1');
    await store.votes.unlink(tenantId('terminal:local'));
    await tallies.resume();
    expect(shown()).toBeUndefined();
  });
});

it('that Discord lets nobody edit for an hour, because the post is old, is shown after that hour', async () => {
  const bot = await heard(discordWorld);
  const { server } = bot.rig as Awaited<ReturnType<typeof discordRig>>;
  const body = { code: 30046, message: 'Maximum number of edits to messages older than 1 hour reached' };
  const edits = () => server.requests.filter(({ method }) => method === 'PATCH').length;
  for (const status of [429, 400]) {
    const before = edits();
    server.faults.next({ kind: 'status', status, body }, { method: 'PATCH', times: 2 });
    await bot.vote('plain', bot.shown() === undefined);
    await bot.tallies.flush();
    // The card and the overview, each once: discord.js does not ask again by itself.
    expect(edits() - before).toBe(2);
    const shown = bot.shown();
    bot.clock.advance(59 * MINUTE);
    await bot.tallies.resume();
    expect([edits() - before, bot.shown()]).toEqual([2, shown]);
    bot.clock.advance(2 * MINUTE);
    await bot.tallies.resume();
    expect([edits() - before, bot.shown()]).toEqual([4, shown === undefined ? '👍 1' : undefined]);
  }
  const refusals = bot.log.lines.filter(({ message }) => /malformed/.test(message));
  expect(refusals).toEqual([]);
});

describe('events from Slack', () => {
  async function dated() {
    const bot = await heard(slackWorld);
    const rig = bot.rig as Awaited<ReturnType<typeof slackRig>>;
    const { people, state } = rig.server;
    const item = { type: 'message', channel: 'C0OPEN', ts: bot.card.sent?.messageId };
    const sendEvent = (type: 'reaction_added' | 'reaction_removed', event_ts: string) =>
      people.event({ type, user: 'U0ADA', reaction: '+1', item, item_user: state.bot.user, event_ts });
    const counted = (times: number) =>
      until(
        () => bot.log.lines.filter(({ message }) => message === 'vote counted').length === times,
        'events are taken in',
      );
    return { ...bot, sendEvent, counted, stamps: [state.nextTs(), state.nextTs(), state.nextTs()] as const };
  }

  it('that come out of order count as they happened: a reaction that was taken back does not count', async () => {
    const { sendEvent, counted, votes, stamps } = await dated();
    await sendEvent('reaction_removed', stamps[1]);
    await counted(1);
    await sendEvent('reaction_added', stamps[0]);
    await counted(2);
    expect(await votes()).toBe(0);
  });

  it('that come late do not take back what was put again since, also after a read-back', async () => {
    const { sendEvent, counted, votes, stamps, react, card, readBack } = await dated();
    react(card, 'plain');
    await counted(1);
    const late = stamps[2];
    await readBack();
    await sendEvent('reaction_removed', late);
    await counted(2);
    expect(await votes()).toBe(1);
  });
});

it('a vote that comes while a post is being sent is shown on it', async () => {
  const { rig, readText: read } = await discordWorld();
  const bot = await aDelivery(rig, [rig.another()]);
  const { send } = rig.platform;
  const { store, tallies, tick } = bot;
  let votes = 0;
  rig.platform.send = async (...sent) => {
    votes += 1;
    // Somebody votes in another channel while this post is on its way.
    if (votes === 1)
      await tallies.press({
        paperId: '2604.00001',
        person: personId('discord:9'),
        tenant: tenantId(rig.tenant),
        value: 1,
      });
    return send(...sent);
  };
  await tick();
  await tallies.flush();
  const posts = await store.posts.listOfDelivery({ channel: rig.channel, slot: SLOT });
  const shown = posts.filter(({ paperIds }) => paperIds[0] === '2604.00001').map((post) => read(post));
  expect(shown.filter((text) => !text.includes('👍 1'))).toEqual([]);
  expect(shown).toHaveLength(2);
});

describe('an edited post', () => {
  it('is not marked as edited on Slack while only its counts change', async () => {
    const { vote, tallies, shown, store, card, rig } = await heard(slackWorld);
    const { server } = rig as Awaited<ReturnType<typeof slackRig>>;
    const posts = await store.posts.listOfDelivery({ channel: rig.channel, slot: SLOT });
    const list = () => posts.flatMap(({ sent }) => (sent ? [findMessage({ server }, sent)] : []));
    const before = list().map(({ text }) => text);
    const [paper] = await store.papers.findMany(card.paperIds);
    if (!paper) throw new Error('there is no paper');
    await store.papers.save([{ ...paper, upvotes: 12_345 }], SLOT);
    await vote('plain');
    await tallies.flush();
    expect(shown()).toBe('👍 1');
    const after = list();
    expect(after.length).toBeGreaterThan(1);
    expect(after.some(({ blocks }) => textOfBlocks(blocks).includes('12.3K upvotes'))).toBe(true);
    expect(after.some(({ edits }) => edits > 0)).toBe(true);
    expect(after.map(({ text }) => text)).toEqual(before);
    expect(after.some(({ isMarkedEdited }) => isMarkedEdited)).toBe(false);
    expect(server.violations).toEqual([]);
  });
});
