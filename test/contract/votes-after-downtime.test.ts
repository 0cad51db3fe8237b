import { describe, expect, it } from 'vitest';
import type { PersonId } from '../../src/core/base/ids.ts';
import type { Post } from '../../src/core/delivery/delivery.ts';
import { reconcileVotes } from '../../src/jobs/votes/reconcile-votes.ts';
import { personId, tenantId } from '../support/ids.ts';
import { aDelivery, discordRig, type Rig, SLOT, slackRig } from './rig.ts';

const WEEK = 7 * 24 * 3_600_000;

/** A platform whose people act while the bot is not there. */
interface Downtime {
  readonly rig: Rig;
  react(name: string, post: Post, how: 'up' | 'down' | 'first'): PersonId;
  remove(post: Post): void;
  archive(post: Post): void;
}

async function discordDowntime(): Promise<Downtime> {
  const rig = await discordRig();
  const { server } = rig;
  const findMessage = ({ sent }: Post) => {
    const message = server.messageAt(sent?.thread ?? sent?.channel ?? '', sent?.messageId ?? '');
    if (!message) throw new Error('no such post');
    return message;
  };
  return {
    rig,
    react: (name, post, how) => {
      const { id } = server.user(name);
      server.react(id, findMessage(post), { up: '👍🏽', down: '👎', first: '1️⃣' }[how]);
      return personId(`discord:${id}`);
    },
    remove: (post) => {
      server.channels
        .get(post.sent?.thread ?? post.sent?.channel ?? '')
        ?.messages.delete(findMessage(post).id);
    },
    archive: ({ sent }) => {
      const thread = server.channels.get(sent?.thread ?? '');
      if (thread) thread.archived = true;
    },
  };
}

async function slackDowntime(): Promise<Downtime> {
  const rig = await slackRig();
  const { state, people } = rig.server;
  const findMessage = ({ sent }: Post) => {
    const message = state.message(sent?.channel ?? '', sent?.messageId ?? '');
    if (!message) throw new Error('no such post');
    return message;
  };
  return {
    rig,
    react: (name, post, how) => {
      const id = `U0${name.toUpperCase()}`;
      if (!state.users.has(id)) state.addUser(id);
      people.react(id, findMessage(post), { up: '+1::skin-tone-3', down: '-1', first: 'one' }[how]);
      return personId(`slack:${state.team.id}/${id}`);
    },
    remove: (post) => {
      const messages = state.channels.get('C0OPEN')?.messages ?? [];
      messages.splice(messages.indexOf(findMessage(post)), 1);
    },
    // Slack knows archived channels alone.
    archive: () => {
      const channel = state.channels.get('C0OPEN');
      if (channel) channel.archived = true;
    },
  };
}

const PLATFORMS = [
  ['Discord', discordDowntime],
  ['Slack', slackDowntime],
] as const;

async function posted({ rig }: Downtime) {
  const world = await aDelivery(rig);
  await world.tick();
  const [overview, first, second] = await world.store.posts.listOfDelivery({
    channel: rig.channel,
    slot: SLOT,
  });
  if (!overview || !first || !second) throw new Error('three posts were expected');
  const { store, tallies, clock, log } = world;
  return {
    ...{ ...world, overview, first, second },
    readBack: () => reconcileVotes(rig.platform, { store, tallies, clock, log, withinMs: WEEK }),
    votes: async (post: Post) =>
      (await store.votes.list(post.paperIds.slice(0, 1), [tenantId(rig.tenant)]))
        .map(({ person, value }) => `${person} ${value}`)
        .toSorted(),
  };
}

describe.each(PLATFORMS)('votes cast on %s while nobody listens', (_name, make) => {
  it('are read back to the last one, on the overview and on cards, however many they are', async () => {
    const away = await make();
    const { first, overview, readBack, votes } = await posted(away);
    const up = Array.from({ length: 120 }, (_, i) => `${away.react(`p${i}`, first, 'up')} 1`);
    const others = [`${away.react('ann', first, 'down')} -1`, `${away.react('bob', overview, 'first')} 1`];
    await readBack();
    expect(await votes(first)).toEqual([...up, ...others].toSorted());
    await readBack();
    expect(await votes(first)).toHaveLength(122);
  });

  it('on a post that was deleted since stay, and those on the others are read', async () => {
    const away = await make();
    const { first, second, readBack, votes } = await posted(away);
    const before = away.react('ann', first, 'up');
    await readBack();
    away.remove(first);
    const after = away.react('bob', second, 'up');
    await readBack();
    expect([await votes(first), await votes(second)]).toEqual([[`${before} 1`], [`${after} 1`]]);
  });

  it('in what was archived since are read all the same, and pause nothing', async () => {
    const away = await make();
    const { first, readBack, votes, tallies, subscription } = await posted(away);
    const ann = away.react('ann', first, 'up');
    away.archive(first);
    await readBack();
    await tallies.flush();
    expect(await votes(first)).toEqual([`${ann} 1`]);
    expect((await subscription())?.paused).toBeUndefined();
  });

  it('survive a platform that is away just then: they are read the next time', async () => {
    const away = await make();
    const { first, readBack, votes } = await posted(away);
    const ann = away.react('ann', first, 'up');
    const { read } = away.rig.platform.reactions;
    away.rig.platform.reactions.read = async () => Promise.reject(new Error('away'));
    await readBack();
    expect(await votes(first)).toEqual([]);
    away.rig.platform.reactions.read = read;
    await readBack();
    expect(await votes(first)).toEqual([`${ann} 1`]);
  });
});
