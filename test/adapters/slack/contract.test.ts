import { expect } from 'vitest';
import { listButtons } from '../../../loopback/slack/find-button.ts';
import type { SentPost } from '../../../src/core/delivery/delivery.ts';
import type { Destination } from '../../../src/core/platform/destination.ts';
import { CHAT_PORTS, platformContract } from '../../contract/platform.contract.ts';
import { personId } from '../../support/ids.ts';
import { answerTo, aWorld, findMessage, OPEN, textOfBlocks, toReactionName } from './harness.ts';

const PEOPLE: Readonly<Record<string, string>> = { ann: 'U0ADA', bob: 'U0BOB' };

platformContract('slack', CHAT_PORTS, async () => {
  const world = await aWorld();
  const { server, platform } = world;
  const { state, people } = server;
  const toUser = (person: string) => PEOPLE[person] ?? person;
  const messages = (destination: Destination) => state.channels.get(destination.channel)?.messages ?? [];

  return {
    platform,
    open: OPEN,
    closed: { channel: 'C0CLOSED' },
    missing: { channel: 'C0NOWHERE' },
    readText: (post: SentPost) => {
      const message = state.message(post.channel, post.messageId);
      return message && textOfBlocks(message.blocks);
    },
    readButtons: (post) => listButtons(findMessage(world, post).blocks).map(({ text }) => text?.text ?? ''),
    countIn: (destination) =>
      messages(destination).filter(({ thread_ts, bot_id }) => bot_id && thread_ts === destination.thread)
        .length,
    react: (person, post, ballot) => {
      people.react(toUser(person), findMessage(world, post), toReactionName(ballot));
      return personId(`slack:${state.team.id}/${toUser(person)}`);
    },
    unreact: (person, post, ballot) =>
      people.unreact(toUser(person), findMessage(world, post), toReactionName(ballot)),
    reactAsBot: (post, ballot) => people.react('U0ROBOT', findMessage(world, post), toReactionName(ballot)),
    dropNextAnswer: () => server.faults.add('chat.postMessage', { kind: 'drop', done: true }),
    type: (person, line) => answerTo(people.slash(toUser(person), OPEN.channel, line)),
    close: async () => {
      await world.close();
      expect(server.violations).toEqual([]);
    },
  };
});
