import { type APIMessageTopLevelComponent, ChannelType } from 'discord.js';
import { expect, it, onTestFinished } from 'vitest';
import { renderMessage } from '../../adapters/discord/render/render.ts';
import { commands } from '../../commands/index.ts';
import { readText } from '../../loopback/discord/index.ts';
import type { Guild } from '../../loopback/discord/world.ts';
import type { Post } from '../../src/core/delivery/delivery.ts';
import { aDiscord, awaitAnswer } from '../adapters/discord/harness.ts';
import { aPaper, aView, until } from '../support/builders.ts';
import { channelId, personId, tenantId } from '../support/ids.ts';
import { oldCardActions } from '../support/old-card.ts';
import { aDelivery, SLOT } from './rig.ts';

/** One bot with the real discord.js in two servers, a digest posted in each, and one person who is a member of both. */
async function twoServers() {
  const { server, platform, start, close } = await aDiscord({ commands });
  onTestFinished(close);
  const ann = server.user('ann').id;
  const second = server.world.addGuild('Writers');
  second.members.set(ann, []);
  const elsewhere = server.world.addChannel(second, 'general');
  const rig = {
    ...{ server, platform },
    channel: channelId(`discord:${server.general.id}`),
    owner: personId(`discord:${ann}`),
    tenant: tenantId(`discord:${server.guild.id}`),
    notices: () => '',
    posts: () => 0,
    another: () => channelId(`discord:${elsewhere.id}`),
  };
  const world = await aDelivery(rig, [rig.another()]);
  const { store, log, tallies, tick } = world;
  await tick();
  await start(world.inbound());

  /** What a member of one server sees and does. */
  async function inServer(guild: Guild) {
    const channel = guild === second ? elsewhere : server.general;
    const posts = await store.posts.listOfDelivery({
      channel: channelId(`discord:${channel.id}`),
      slot: SLOT,
    });
    const findMessage = (post: Post | undefined) => {
      const message = server.messageAt(post?.sent?.thread ?? channel.id, post?.sent?.messageId ?? '');
      if (!message) throw new Error('the post is gone');
      return message;
    };
    return {
      card: () => findMessage(posts.find(({ kind }) => kind === 'card')),
      paper: posts.find(({ kind }) => kind === 'card')?.paperIds[0] ?? '',
      channel: channel.id,
      tally: async () => {
        await tallies.flush();
        return readText(findMessage(posts.find(({ kind }) => kind === 'card')))?.match(/👍 \d+/)?.[0];
      },
    };
  }
  const guilds = { one: server.guild, two: second };
  return {
    ...{ server, ann, log, store, guilds },
    one: await inServer(guilds.one),
    two: await inServer(guilds.two),
  };
}

type World = Awaited<ReturnType<typeof twoServers>>;
type Where = World['one'];

const WAYS: Readonly<Record<string, (world: World, where: Where) => Promise<void>>> = {
  async 'a button of an old post'({ server, ann }, { card, paper }) {
    const old = aView({ paper: aPaper({ id: paper }) });
    const actions = oldCardActions(paper);
    card().components = renderMessage({ kind: 'card', view: old, language: 'en', actions })
      .components as APIMessageTopLevelComponent[];
    const record = server.pressButton(ann, card(), '👍');
    await until(() => record.followUps.length > 0, 'the press is answered');
  },
  async '/papers vote'({ server, ann }, { channel, paper }) {
    await awaitAnswer(server.slash(ann, channel, 'papers', 'vote', { which: 'up', paper }));
  },
  async 'a reaction'({ server, ann, log }, { card }) {
    const counted = () => log.lines.filter(({ message }) => message === 'vote counted').length;
    const before = counted();
    const isThere = card().reactions.get('👍')?.has(ann) === true;
    server[isThere ? 'unreact' : 'react'](ann, card(), '👍');
    await until(() => counted() > before, 'the reaction is counted');
  },
};

it.each(Object.entries(WAYS))(
  'a vote by %s in one Discord server leaves the vote of the same person in another alone',
  async (_name, vote) => {
    const world = await twoServers();
    const { one, two } = world;
    const shown = async () => [await one.tally(), await two.tally()];
    await vote(world, one);
    expect(await shown()).toEqual(['👍 1', undefined]);
    await vote(world, two);
    expect(await shown()).toEqual(['👍 1', '👍 1']);
    await vote(world, one);
    expect(await shown()).toEqual([undefined, '👍 1']);
    await vote(world, one);
    await vote(world, two);
    expect(await shown()).toEqual(['👍 1', undefined]);
  },
);

it('servers that are linked vote as one: what was pressed in one is taken back in the other', async () => {
  const world = await twoServers();
  const { one, two, guilds, store } = world;
  const shown = async () => [await one.tally(), await two.tally()];
  await store.votes.link(tenantId(`discord:${guilds.one.id}`), tenantId(`discord:${guilds.two.id}`));
  const press = WAYS['a button of an old post'];
  await press?.(world, one);
  expect(await shown()).toEqual(['👍 1', '👍 1']);
  await press?.(world, two);
  expect(await shown()).toEqual([undefined, undefined]);
});

it('a vote in direct messages counts in no server, and says so', async () => {
  const { server, ann, one, two } = await twoServers();
  const { id } = server.world.addChannel(undefined, 'direct', { type: ChannelType.DM, recipientId: ann });
  const vote = { which: 'up', paper: one.paper };
  expect(readText(await awaitAnswer(server.slash(ann, id, 'papers', 'vote', vote)))).toContain(
    'counts only for you',
  );
  expect(readText(await awaitAnswer(server.slash(ann, one.channel, 'papers', 'vote', vote)))).not.toContain(
    'alone',
  );
  expect([await one.tally(), await two.tally()]).toEqual(['👍 1', undefined]);
});

it('who asks too fast in one server may go on in another', async () => {
  const { server, ann, one, two } = await twoServers();
  const ask = async ({ channel }: Where) =>
    readText(
      await awaitAnswer(server.slash(ann, channel, 'papers', 'vote', { which: 'up', paper: one.paper })),
    );
  for (let i = 0; i < 8; i++) await ask(one);
  expect(await ask(one)).toContain('One moment, please');
  expect(await ask(two)).toContain('is counted');
});
