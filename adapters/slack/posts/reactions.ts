import type { webApi } from '@slack/bolt';
import type { SentPost } from '../../../src/core/delivery/delivery.ts';
import type { StandingPost } from '../../../src/core/platform/platform.ts';
import type { Ballot, Reaction } from '../../../src/core/vote/vote.ts';
import { readSlackCode } from '../api/errors.ts';
import type { Identity } from '../api/identity.ts';
import { toSlackPersonId } from '../api/ids.ts';
import type { People } from '../api/people.ts';
import type { Web } from '../api/web.ts';
import type { Workspaces } from '../api/workspaces.ts';
import { nameReaction, readReactionName } from '../render/reactions.ts';
import { showsTallies } from '../render/shown-tallies.ts';

export interface ReactionsOptions {
  readonly web: Web;
  readonly getIdentity: () => Promise<Identity>;
  readonly workspaces: Workspaces;
  readonly people: People;
}

type ReadMessage = webApi.ReactionsGetResponse['message'];

/** The reactions on posts: the bot's own, which make a vote one press, and everybody else's. */
export function createReactions({ web, getIdentity, workspaces, people }: ReactionsOptions) {
  async function react(channel: string, timestamp: string, name: string): Promise<void> {
    try {
      await web.call('reactions.add', (client) => client.reactions.add({ channel, timestamp, name }));
    } catch (error) {
      if (readSlackCode(error) !== 'already_reacted') throw error;
    }
  }

  async function findBotsAmong(users: readonly string[]): Promise<Set<string>> {
    const unique = [...new Set(users)];
    const are = await Promise.all(unique.map((user) => people.isBot(user)));
    return new Set(unique.filter((_, i) => are[i]));
  }

  async function takeBack(channel: string, timestamp: string, name: string): Promise<void> {
    try {
      await web.call('reactions.remove', (client) => client.reactions.remove({ channel, timestamp, name }));
    } catch (error) {
      if (readSlackCode(error) !== 'no_reaction') throw error;
    }
  }

  async function toReactions(message: ReadMessage, team: string): Promise<Reaction[]> {
    const votes = (message?.reactions ?? []).flatMap(({ name = '', users = [] }) => {
      const read = readReactionName(name);
      return read ? users.map((user) => ({ user, ...read })) : [];
    });
    const bots = await findBotsAmong(votes.map(({ user }) => user));
    return votes
      .filter(({ user }) => !bots.has(user))
      .map(({ user, ...read }) => ({ person: toSlackPersonId(team, user), ...read }));
  }

  return {
    /** One by one, so that they are in their order. */
    async addPresetReactions({ channel, messageId }: SentPost, ballots: readonly Ballot[]): Promise<void> {
      for (const ballot of ballots) {
        const name = nameReaction(ballot);
        if (name !== undefined) await react(channel, messageId, name);
      }
    },
    async removePresetReactions({ channel, messageId }: SentPost, ballots: readonly Ballot[]): Promise<void> {
      for (const ballot of ballots) {
        const name = nameReaction(ballot);
        if (name !== undefined) await takeBack(channel, messageId, name);
      }
    },
    async readPost({ channel, messageId: timestamp }: SentPost): Promise<StandingPost> {
      // Without `full` the list of people may be incomplete.
      const { message } = await web.call('reactions.get', (client) =>
        client.reactions.get({ channel, timestamp, full: true }),
      );
      const { user: me } = await getIdentity();
      return {
        reactions: await toReactions(message, await workspaces.resolve(channel)),
        own: listOwnReactions(message, me),
        shows: (wanted) => showsTallies(message?.blocks, wanted),
      };
    },
  };
}

function listOwnReactions(message: ReadMessage, me: string): Ballot[] {
  return (message?.reactions ?? []).flatMap(({ name = '', users = [] }) => {
    const read = users.includes(me) ? readReactionName(name) : undefined;
    return read && read.variant === undefined ? [read.ballot] : [];
  });
}
