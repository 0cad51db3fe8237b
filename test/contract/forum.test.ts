import { ChannelType, PermissionFlagsBits } from 'discord.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Fault } from '../../loopback/discord/faults.ts';
import { readText } from '../../loopback/discord/index.ts';
import { flattenText } from '../../src/core/base/text.ts';
import { createDuplicateCheck } from '../../src/jobs/delivery/duplicate-check.ts';
import { aDesk } from '../commands/desk.ts';
import { until } from '../support/builders.ts';
import { channelId } from '../support/ids.ts';
import { aDelivery, type Discord, discordRig, type Rig, SLOT, wordFor } from './rig.ts';

const MINUTE = 60_000;
const FIRST = { id: '11', name: 'Number 1' };
const TAGS = [FIRST, { id: '12', name: 'Number 2', moderated: true }, { id: '13', name: '🔥' }];
const OTHER = { id: '14', name: 'Other' };

interface ForumOptions {
  readonly tags?: ReadonlyArray<(typeof TAGS)[number] | typeof OTHER>;
  readonly requiresTag?: boolean;
}

/** A server with a forum, and a digest of two papers that is due in it. */
async function aForum({ tags = TAGS, requiresTag = false }: ForumOptions = {}) {
  const general = await discordRig();
  const { world, guild, channels } = general.server;
  const forum = world.addChannel(guild, 'ideas', { type: ChannelType.GuildForum, tags, requiresTag });
  const rig: Rig<Discord> = { ...general, channel: channelId(`discord:${forum.id}`) };
  const delivery = await aDelivery(rig);
  const subscription = await delivery.subscription();
  if (!subscription) throw new Error('not subscribed');
  await delivery.store.subscriptions.put({ ...subscription, layout: 'forum' });
  return {
    ...delivery,
    ...{ rig, forum },
    deny: (deny: bigint) => forum.overwrites.set(guild.id, { id: guild.id, type: 0, allow: 0n, deny }),
    opened: () => [...channels.values()].filter(({ parentId }) => parentId === forum.id),
    findings: async () => {
      const lines = await rig.platform.checks.run(forum.id, 'forum');
      return lines
        .filter(({ ok }) => !ok)
        .map(({ finding, minor }) => `${flattenText(finding.what())}${minor ? ' (minor)' : ''}`);
    },
  };
}

describe('a forum channel of Discord', () => {
  it('gets a post for each paper, with its title and the tags that fit and that the bot may apply', async () => {
    const { rig, tick, delivery, opened, findings } = await aForum();
    expect(await findings()).toEqual([]);
    await tick();
    expect((await delivery())?.state).toBe('sent');
    expect(opened().map(({ name, appliedTags, messages }) => [name, appliedTags, messages.size])).toEqual([
      ['Paper number 1', [FIRST.id], 1],
      ['Paper number 2', [], 1],
    ]);
    expect(rig.server.violations).toEqual([]);
  });

  const faults: ReadonlyArray<readonly [string, Fault]> = [
    ['cuts the line', { kind: 'drop-request' }],
    ['cuts the line and has posted', { kind: 'drop-answer' }],
    ['answers 502 and has posted', { kind: 'status', status: 502, done: true }],
  ];
  it.each(faults)(
    'has each post once where Discord %s, also a post that was closed since',
    async (_, fault) => {
      const { rig, clock, tick, delivery, opened } = await aForum();
      rig.server.faults.next(fault, { method: 'POST', path: /\/threads$/ });
      await tick();
      expect(await delivery()).toMatchObject({ state: 'due', attempts: 1 });
      for (const post of opened()) post.archived = true;
      for (let i = 0; i < 4; i++) {
        clock.advance(5 * MINUTE);
        await tick();
      }
      expect((await delivery())?.state).toBe('sent');
      expect(opened().map(({ name }) => name)).toEqual(['Paper number 1', 'Paper number 2']);
    },
  );

  it('loses a post that came twice after all', async () => {
    const { rig, clock, tick, store, log, opened, forum } = await aForum();
    rig.server.faults.next({ kind: 'drop-request' }, { method: 'POST', path: /\/threads$/ });
    for (let i = 0; i < 3; i++) {
      await tick();
      clock.advance(5 * MINUTE);
    }
    const [post] = await store.posts.listOfDelivery({ channel: rig.channel, slot: SLOT });
    const [first] = opened().flatMap(({ messages }) => [...messages.values()]);
    if (!post || !first) throw new Error('nothing was posted');
    const late = rig.server.world.addChannel(rig.server.guild, 'late', {
      ...{ type: ChannelType.PublicThread, parentId: forum.id, ownerId: rig.server.world.bot.id },
    });
    const { content, embeds, components } = first;
    rig.server.world.addMessage(late, rig.server.world.bot.id, { content, embeds, components, id: late.id });
    clock.advance(10 * MINUTE);
    const platforms = new Map([[rig.platform.name, rig.platform]]);
    await createDuplicateCheck({ store, platforms, clock, log }).run();
    expect(late.messages.size).toBe(0);
    expect(opened().filter(({ messages }) => messages.size > 0)).toHaveLength(2);
  });

  it('has votes: by reaction under a post, and the post shows them', async () => {
    const { rig, tick, store, tallies, inbound, opened } = await aForum();
    await tick();
    await rig.platform.connection.start(inbound());
    onTestFinished(() => rig.platform.connection.stop());
    const [message] = opened().flatMap(({ messages }) => [...messages.values()]);
    if (!message) throw new Error('nothing was posted');
    rig.server.react(rig.server.user('ann').id, message, '👍');
    const shown = () => readText(message) ?? '';
    await until(async () => {
      await tallies.flush();
      return shown().includes('👍 1');
    }, 'the post shows the vote');
    expect((await store.posts.listOfDelivery({ channel: rig.channel, slot: SLOT }))[0]?.sent).toMatchObject({
      thread: message.id,
      messageId: message.id,
    });
  });

  it('that requires a tag gets one that fits every paper, or costs only the papers that none fits', async () => {
    const general = await aForum({ tags: [...TAGS, OTHER], requiresTag: true });
    expect(await general.findings()).toEqual([]);
    await general.tick();
    expect(general.opened().map(({ appliedTags }) => appliedTags)).toEqual([[FIRST.id], [OTHER.id]]);

    const narrow = await aForum({ requiresTag: true });
    expect(await narrow.findings()).toEqual([
      '#ideas requires a tag on each post. A paper that fits none of its tags is not posted. (minor)',
    ]);
    await narrow.tick();
    expect(narrow.opened().map(({ name }) => name)).toEqual(['Paper number 1']);
    expect(wordFor((await narrow.delivery())?.reason, narrow.rig)).toContain('The forum requires a tag');

    const none = await aForum({ tags: [], requiresTag: true });
    expect(await none.findings()).toEqual([
      '#ideas requires a tag on each post, but the bot cannot apply any of its tags.',
    ]);
  });

  it('needs the permission to create posts, and none to create threads', async () => {
    const { rig, deny, findings, tick, subscription, opened } = await aForum();
    deny(PermissionFlagsBits.CreatePublicThreads);
    expect(await findings()).toEqual([]);
    deny(PermissionFlagsBits.SendMessages);
    expect(await findings()).toEqual(['#ideas: the bot is missing Create Posts.']);
    await tick();
    expect(opened()).toEqual([]);
    expect((await subscription())?.paused?.by).toBe('fault');
    expect(rig.server.violations).toEqual([]);
  });

  it('takes other layouts as one post a day, with the cards in it', async () => {
    const { tick, store, subscription, opened } = await aForum();
    const found = await subscription();
    if (found) await store.subscriptions.put({ ...found, layout: 'thread' });
    await tick();
    expect(opened().map(({ name, messages }) => [name, messages.size])).toEqual([
      ['Daily papers · Thu, Apr 30, 2026', 3],
    ]);
  });
});

describe('subscribing', () => {
  it('a forum chooses its layout by itself, and it is refused in any other channel', async () => {
    const { ask, script, store } = await aDesk();
    onTestFinished(() => store.close());
    const typed = async (text: string) => JSON.stringify(await ask({ kind: 'line', text }));
    const layout = async () => (await store.subscriptions.list())[0]?.layout;
    const refused = await typed('subscribe layout:forum');
    expect(refused).toContain('The layout forum works only in a forum channel on Discord');
    expect(refused).toContain('Subscribe a forum channel, or choose the layout cards.');
    expect(await layout()).toBeUndefined();
    script.isForum = true;
    expect(await typed('subscribe time:9:00')).toContain('A post for each paper, in a forum');
    expect(await layout()).toBe('forum');
    await typed('subscribe layout:compact');
    expect(await layout()).toBe('compact');
    expect(await typed('settings')).toContain('"value":"forum"');
    script.isForum = undefined;
    await typed('subscribe layout:forum');
    expect(await layout()).toBe('forum');
    script.isForum = false;
    expect(await typed('settings')).not.toContain('A post for each paper');
  });
});
