import { type APIMessage, type APIReaction, type APIUser, Routes } from 'discord.js';
import type { SentPost } from '../../../src/core/delivery/delivery.ts';
import type { StandingPost } from '../../../src/core/platform/platform.ts';
import type { Ballot, Reaction } from '../../../src/core/vote/vote.ts';
import { toDiscordPersonId } from '../api/ids.ts';
import type { Send } from '../api/rest.ts';
import { LIMITS } from '../render/limits.ts';
import { describeVariant, toBallot } from '../render/reactions.ts';
import { showsTallies } from '../render/shown-tallies.ts';
import { toDiscordChannel } from './messages.ts';

/** The reactions on posts, without those of bots. The bot's own are added by `createPresetReactions`. */
export function createReactions(send: Send) {
  async function listPeople(route: `/${string}`, type: '0' | '1'): Promise<APIUser[]> {
    const operation = 'list_message_reactions_by_emoji';
    let people: APIUser[] = [];
    for (let after = '0'; ; ) {
      const query = { limit: String(LIMITS.page), after, type };
      const page = (await send({ method: 'GET', route, operation, query })) as APIUser[];
      people = people.concat(page);
      const last = page.at(-1);
      if (page.length < LIMITS.page || !last) return people;
      after = last.id;
    }
  }

  async function listVotes(target: SentPost, reaction: APIReaction): Promise<Reaction[]> {
    const { emoji, count_details, me: mine } = reaction;
    const ballot = toBallot(emoji);
    if (!ballot || emoji.name === null) return [];
    const name = encodeURIComponent(emoji.name);
    const route = Routes.channelMessageReaction(toDiscordChannel(target), target.messageId, name);
    // Type 1 is the animated super reactions. Where only our own reaction is there, no request is needed.
    const normal = count_details.normal > (mine ? 1 : 0) ? await listPeople(route, '0') : [];
    const burst = count_details.burst > 0 ? await listPeople(route, '1') : [];
    const toReactions = (people: readonly APIUser[], isSuper: boolean): Reaction[] => {
      const variant = describeVariant(emoji.name ?? '', ballot, isSuper);
      return people
        .filter(({ bot }) => !bot)
        .map(({ id }) => ({
          person: toDiscordPersonId(id),
          ballot,
          ...(variant === undefined ? {} : { variant }),
        }));
    };
    return [...toReactions(normal, false), ...toReactions(burst, true)];
  }

  return {
    async readPost(target: SentPost): Promise<StandingPost> {
      const route = Routes.channelMessage(toDiscordChannel(target), target.messageId);
      const message = (await send({ method: 'GET', route, operation: 'get_message' })) as APIMessage;
      let votes: Reaction[] = [];
      for (const reaction of message.reactions ?? []) votes = votes.concat(await listVotes(target, reaction));
      return {
        reactions: votes,
        own: (message.reactions ?? []).flatMap(findOwn),
        shows: (wanted) => showsTallies(message.embeds, wanted),
      };
    },
  };
}

function findOwn({ emoji, me }: APIReaction): Ballot[] {
  const ballot = me ? toBallot(emoji) : undefined;
  return ballot && describeVariant(emoji.name ?? '', ballot, false) === undefined ? [ballot] : [];
}
