import { toEmoji } from '../../../adapters/discord/render/reactions.ts';
import { readText } from '../../../loopback/discord/index.ts';
import { listPressable } from '../../../loopback/discord/people.ts';
import type { Message } from '../../../loopback/discord/world.ts';
import type { SentPost } from '../../../src/core/delivery/delivery.ts';
import { CHAT_PORTS, platformContract } from '../../contract/platform.contract.ts';
import { until } from '../../support/builders.ts';
import { personId } from '../../support/ids.ts';
import { aDiscord, awaitAnswer } from './harness.ts';

platformContract('discord', CHAT_PORTS, async () => {
  const { server, platform, close } = await aDiscord();
  const closed = server.world.addChannel(server.guild, 'closed');
  closed.overwrites.set(server.guild.id, { id: server.guild.id, type: 0, allow: 0n, deny: 1n << 10n });
  const findMessage = (post: SentPost): Message => {
    const message = server.messageAt(post.thread ?? post.channel, post.messageId);
    if (!message) throw new Error('there is no such post');
    return message;
  };
  return {
    platform,
    open: { channel: server.general.id },
    closed: { channel: closed.id },
    missing: { channel: server.world.snowflake() },
    readText: (post) => readText(server.messageAt(post.thread ?? post.channel, post.messageId)),
    readButtons: (post) =>
      listPressable(findMessage(post)).flatMap((one) => ('label' in one ? [one.label ?? ''] : [])),
    countIn: (destination) =>
      server.channels.get(destination.thread ?? destination.channel)?.messages.size ?? 0,
    react: (person, post, ballot) => {
      server.react(server.user(person).id, findMessage(post), toEmoji(ballot));
      return personId(`discord:${server.user(person).id}`);
    },
    unreact: (person, post, ballot) =>
      server.unreact(server.user(person).id, findMessage(post), toEmoji(ballot)),
    reactAsBot: (post, ballot) =>
      server.react(server.user('other bot', { bot: true }).id, findMessage(post), toEmoji(ballot)),
    dropNextAnswer: () =>
      server.faults.next({ kind: 'drop-answer' }, { method: 'POST', path: /\/messages$/ }),
    async type(person, line) {
      const [name = '', ...rest] = line.split(' ');
      await until(() => server.world.commands.size > 0, 'commands are registered');
      const record = server.slash(server.user(person).id, server.general.id, 'papers', name, {
        query: rest.join(' '),
      });
      return readText(await awaitAnswer(record)) ?? '';
    },
    async close() {
      await close();
      if (server.violations.length > 0) throw new Error(JSON.stringify(server.violations));
    },
  };
});
