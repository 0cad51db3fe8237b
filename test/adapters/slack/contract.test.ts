import { expect } from 'vitest';
import type { SentPost } from '../../../src/core/delivery/delivery.ts';
import type { Destination } from '../../../src/core/platform/destination.ts';
import { CHAT_PORTS, platformContract } from '../../contract/platform.contract.ts';
import { personId } from '../../support/ids.ts';
import { answerTo, aWorld, messageOf, nameOf, OPEN, textOfBlocks } from './harness.ts';

const PEOPLE: Readonly<Record<string, string>> = { ann: 'U0ADA', bob: 'U0BOB' };

platformContract('slack', CHAT_PORTS, async () => {
  const world = await aWorld();
  const { server, platform } = world;
  const { state, people } = server;
  const userOf = (person: string) => PEOPLE[person] ?? person;
  const messages = (place: Destination) => state.channels.get(place.channel)?.messages ?? [];

  return {
    platform,
    open: OPEN,
    closed: { channel: 'C0CLOSED' },
    missing: { channel: 'C0NOWHERE' },
    textOf: (post: SentPost) => {
      const message = state.message(post.channel, post.messageId);
      return message && textOfBlocks(message.blocks);
    },
    countIn: (place) =>
      messages(place).filter(({ thread_ts, bot_id }) => bot_id && thread_ts === place.thread).length,
    react: (person, post, ballot) => {
      people.react(userOf(person), messageOf(world, post), nameOf(ballot));
      return personId(`slack:${state.team.id}/${userOf(person)}`);
    },
    unreact: (person, post, ballot) => people.unreact(userOf(person), messageOf(world, post), nameOf(ballot)),
    reactAsBot: (post, ballot) => people.react('U0ROBOT', messageOf(world, post), nameOf(ballot)),
    dropNextAnswer: () => server.faults.add('chat.postMessage', { kind: 'drop', done: true }),
    type: (person, line) => answerTo(people.slash(userOf(person), OPEN.channel, line)),
    close: async () => {
      await world.close();
      expect(server.violations).toEqual([]);
    },
  };
});
