import { ChannelType } from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import { buildCommandBody } from '../../../../adapters/discord/api/register.ts';
import { toMarkdown } from '../../../../adapters/discord/render/to-markdown.ts';
import { createCommandWording } from '../../../../adapters/discord/render/word-commands.ts';
import { commands } from '../../../../commands/index.ts';
import { type DiscordServer, readText } from '../../../../loopback/discord/index.ts';
import { toPersonId } from '../../../../src/core/base/ids.ts';
import { commandSpan, words } from '../../../../src/core/base/text.ts';
import { buildUsageSpan } from '../../../../src/core/command/arguments.ts';
import type { Message } from '../../../../src/core/message/message.ts';
import { aRecordingInbound } from '../../../support/builders.ts';
import { aCommand, aDiscord, awaitAnswer, type DiscordHarness } from '../harness.ts';

let harness: DiscordHarness | undefined;
afterEach(async () => {
  await harness?.close();
  harness = undefined;
});

const NOTICE: Message = {
  kind: 'notice',
  tone: 'info',
  title: 'A paper named /papers subscribe',
  fix: words`Set one up with ${commandSpan('subscribe')}, or see ${commandSpan('saved')}.`,
  example: commandSpan('follow author Ada Lovelace time:8:30'),
  actions: [{ kind: 'button', id: 'r:subscribe', label: 'Subscribe' }],
};

const PAUSE = { start: '/papers channel pause', id: '12345' };

/** The id of the one slash command. */
function findRegistered(server: DiscordServer): string | undefined {
  return [...(server.world.commands.get('')?.values() ?? [])].find(({ type }) => type === 1)?.id;
}

function readDirectMessage(server: DiscordServer): string | undefined {
  const direct = [...server.world.channels.values()].find(({ type }) => type === ChannelType.DM);
  return readText([...(direct?.messages.values() ?? [])].at(-1));
}

describe('commands in what people read on Discord', () => {
  it('are worded as they are typed there, and no other words are touched', async () => {
    harness = await aDiscord({ commands });
    const { server } = harness;
    await harness.start({
      ...aRecordingInbound(),
      interact: async () => ({ kind: 'message', message: NOTICE }),
    });
    const record = server.slash(server.user('ann').id, server.general.id, 'papers', 'status');
    const text = readText(await awaitAnswer(record));
    const id = findRegistered(server);
    expect(text).toContain(
      `Set one up with </papers channel subscribe:${id}>, or see </papers saved:${id}>.`,
    );
    expect(text).toContain(`</papers follow:${id}> \`what:author text:Ada Lovelace time:8:30\``);
    expect(text).toContain('A paper named /papers subscribe');
  });

  it('can be pressed after a start that finds them registered as they are, and in private messages', async () => {
    harness = await aDiscord({ commands });
    const { server } = harness;
    await harness.start();
    const again = harness.again();
    await again.connection.start({
      ...aRecordingInbound(),
      interact: async () => ({ kind: 'message', message: NOTICE }),
    });
    const ann = server.user('ann').id;
    await again.directMessages.notify(toPersonId('discord', ann), NOTICE);
    expect(readDirectMessage(server)).toContain(`</papers saved:${findRegistered(server)}>`);
  });

  it('are code where they could not be registered, so that nobody presses what is not there', async () => {
    harness = await aDiscord({ commands });
    const { server } = harness;
    server.faults.next(
      { kind: 'status', status: 403, body: { code: 50001, message: 'no' } },
      { path: /commands$/ },
    );
    await harness.start();
    await harness.platform.directMessages.notify(toPersonId('discord', server.user('ann').id), NOTICE);
    const text = readDirectMessage(server);
    expect(text).toContain('Set one up with `/papers channel subscribe`, or see `/papers saved`.');
    expect(text).toContain('`/papers follow what:author text:Ada Lovelace time:8:30`');
  });

  it('is none where the words name a channel: with options on several lines the quotes would not end', () => {
    const text = '/papers channel pause `one\ntwo`';
    const span = { text, code: true, mention: PAUSE, channel: '123456789012345678' };
    expect(toMarkdown([span], 99)).toBe('<#123456789012345678>');
  });

  it('are pressed only as a whole: one that is cut is code', () => {
    const cut = toMarkdown([{ text: '/papers channel pause', code: true, mention: PAUSE }], 12);
    expect(cut).toBe('`/papers cha…`');
    const whole = toMarkdown([{ text: '/papers channel pause [reason]', code: true, mention: PAUSE }], 99);
    expect(whole).toBe('</papers channel pause:12345> `[reason]`');
  });

  it('are in the group wherever they are registered so, and nowhere else', () => {
    const word = createCommandWording(commands);
    const group = buildCommandBody(commands).options?.find(({ name }) => name === 'channel');
    const grouped = group && 'options' in group ? (group.options ?? []).map(({ name }) => name) : [];
    expect(grouped).toContain('subscribe');
    for (const { name, hidden } of commands) {
      if (hidden) continue;
      const answer = word({ kind: 'notice', tone: 'info', title: 'x', example: commandSpan(name) });
      const text = `/papers ${grouped.includes(name) ? 'channel ' : ''}${name}`;
      expect(answer).toMatchObject({ example: { text } });
    }
    const few = createCommandWording([aCommand({ name: 'subscribe', manage: true })]);
    expect(few(NOTICE)).toMatchObject({ fix: [{}, { text: '/papers subscribe' }, {}, {}, {}] });
  });

  it('show their usage by the names of the options', () => {
    const word = createCommandWording(commands);
    const wordUsage = (name: string) => {
      const command = commands.find((one) => one.name === name);
      if (!command) throw new Error(`no ${name}`);
      const message = word({
        kind: 'fields',
        title: '',
        fields: [{ name: '', value: [buildUsageSpan(command)] }],
      });
      return message.kind === 'fields' ? message.fields[0]?.value : undefined;
    };
    expect(wordUsage('vote')).toMatchObject([{ text: '/papers vote which:<up|down> paper:<which paper>' }]);
    expect(wordUsage('pause')).toMatchObject([{ text: '/papers channel pause [reason]' }]);
  });

  it('leave buttons as they are', () => {
    expect(createCommandWording(commands)(NOTICE)).toMatchObject({ actions: [{ id: 'r:subscribe' }] });
  });

  it('in every example name options that are registered, and values that these take', () => {
    const word = createCommandWording(commands);
    for (const { name, example, hidden, options } of commands) {
      if (hidden) continue;
      const answer = word({ kind: 'notice', tone: 'info', title: '', example: commandSpan(example) });
      const text = answer.kind === 'notice' ? (answer.example?.text ?? '') : '';
      const [, rest = ''] = new RegExp(`^/papers (?:channel )?${name}(.*)$`).exec(text) ?? [undefined];
      const first = rest.trim().split(':')[0];
      expect(first === '' || options.some((option) => option.name === first), text).toBe(true);
    }
  });
});
