import { expect, onTestFinished } from 'vitest';
import { commands } from '../../commands/index.ts';
import { textOf } from '../../loopback/discord/index.ts';
import type { Command } from '../../src/core/command/command.ts';
import type { Form } from '../../src/core/message/interaction.ts';
import type { Message } from '../../src/core/message/message.ts';
import type { Inbound } from '../../src/core/platform/inbound.ts';
import { aDiscord, answerOf } from '../adapters/discord/harness.ts';
import { answerTo, aWorld, ephemeralTo, OPEN, textOfBlocks } from '../adapters/slack/harness.ts';
import { aTerminal } from '../adapters/terminal/harness.ts';
import { until } from '../support/builders.ts';

/** One thing that a person does. */
export interface Asked {
  readonly name: string;
  /** As Discord splits them; Slack and the terminal get them as one line. */
  readonly options?: Readonly<Record<string, string | number | boolean>>;
  readonly line: string;
}

/** A person who manages the channel, at the real client of one platform; each resolves with all that they read. */
export interface Person {
  ask(asked: Asked): Promise<string>;
  /** Opens the settings, changes what is given and sends the form off. */
  settings(values: Readonly<Record<string, string>>): Promise<string>;
}

type Connect = (inbound: Inbound, list?: readonly Command[]) => Promise<Person>;

export const PLATFORMS: Readonly<Record<string, Connect>> = {
  Discord: discord,
  Slack: (inbound) => slack(inbound),
  'Slack by HTTP': (inbound) => slack(inbound, 'loopback-signing-secret'),
  'the terminal': terminal,
};

async function discord(inbound: Inbound, list = commands): Promise<Person> {
  const { server, start, close } = await aDiscord({ commands: list });
  onTestFinished(async () => {
    await close();
    expect(server.violations).toEqual([]);
  });
  await start(inbound);
  await until(() => server.world.commands.size > 0, 'commands are registered');
  const ann = server.user('ann').id;
  server.guild.roles.set('77', { id: '77', name: 'managers', permissions: 1n << 4n });
  server.guild.members.set(ann, ['77']);
  const slash = (name: string, options = {}) => server.slash(ann, server.general.id, 'papers', name, options);
  const read = async (record: ReturnType<typeof slash>) => {
    const message = await answerOf(record);
    return `${textOf(message)} ${JSON.stringify(message.components)}`;
  };
  return {
    ask: ({ name, options }) => read(slash(name, options)),
    async settings(values) {
      const opened = slash('settings');
      await until(() => opened.modal !== undefined, 'the modal opens');
      const set = (opened.modal?.components ?? []).flatMap((part) => {
        const field = 'component' in part ? part.component : undefined;
        return field && 'value' in field ? [[field.custom_id, field.value ?? ''] as const] : [];
      });
      return read(server.submitModal(opened, { ...Object.fromEntries(set), ...values }));
    },
  };
}

async function slack(inbound: Inbound, signingSecret?: string): Promise<Person> {
  let port = 0;
  const onListening = (actual: number) => {
    port = actual;
  };
  const http = signingSecret ? { http: { signingSecret, port: 0, host: '127.0.0.1', onListening } } : {};
  const world = await aWorld({ managers: 'members', ...http });
  const { server } = world;
  onTestFinished(async () => {
    await world.close();
    expect(server.violations).toEqual([]);
  });
  await world.platform.connection.start(inbound);
  if (signingSecret)
    server.people.callByHttp({ signingSecret, url: `http://127.0.0.1:${port}/slack/events` });
  const slash = (line: string) => server.people.slash('U0BOB', OPEN.channel, line);
  return {
    ask: ({ line }) => answerTo(slash(line)),
    async settings(values) {
      slash('settings');
      await until(() => server.state.views.length === 1, 'the modal opens');
      const before = ephemeralTo(world, 'U0BOB');
      server.people.submit('U0BOB', values);
      await until(() => ephemeralTo(world, 'U0BOB') !== before, 'an answer comes');
      return textOfBlocks(ephemeralTo(world, 'U0BOB')?.blocks);
    },
  };
}

/** An answer at the prompt ends in an empty line. */
const ANSWER = /\n\n$/;

async function terminal(inbound: Inbound): Promise<Person> {
  const { terminal: platform, type } = aTerminal({ columns: () => 200 });
  onTestFinished(() => platform.connection.stop());
  let form: Form | undefined;
  await platform.connection.start({
    ...inbound,
    interact: async (...asked) => {
      const reply = await inbound.interact(...asked);
      if (reply.kind === 'form') form = reply.form;
      return reply;
    },
  });
  return {
    ask: ({ line }) => type(line, ANSWER),
    async settings(values) {
      await type('settings', /: $/);
      const fields = form?.fields ?? [];
      let last = '';
      for (const [i, { name }] of fields.entries())
        last = await type(values[name] ?? '', i === fields.length - 1 ? ANSWER : /: $/);
      return last;
    },
  };
}

/** A post with buttons in a channel of a platform, and what becomes of it when the bot is started anew. */
export interface Restarted {
  /** Posts, and stops the bot that did. */
  post(message: Message): Promise<void>;
  /** Starts the bot anew with this inbound. */
  restart(inbound: Inbound): Promise<void>;
  /** Presses a button of the post, and reads the private answer. */
  press(label: string): Promise<string>;
}

export const RESTARTS: Readonly<Record<string, (inbound: Inbound) => Promise<Restarted>>> = {
  async Discord(inbound) {
    const harness = await aDiscord({ commands });
    const { server, platform } = harness;
    onTestFinished(harness.close);
    await platform.connection.start(inbound);
    let place = { channel: '', messageId: '' };
    return {
      async post(message) {
        place = await platform.send({ channel: server.general.id }, message, 'key');
        await platform.connection.stop();
      },
      restart: (anew) => harness.again().connection.start(anew),
      async press(label) {
        const message = server.messageAt(place.channel, place.messageId);
        if (!message) throw new Error('the post is gone');
        const record = server.pressButton(server.user('ann').id, message, label);
        await until(() => record.followUps.length > 0, 'the button is answered');
        return textOf(record.followUps[0]?.message) ?? '';
      },
    };
  },
  async Slack(inbound) {
    const world = await aWorld();
    const { server, platform } = world;
    onTestFinished(world.close);
    await platform.connection.start(inbound);
    let ts = '';
    return {
      async post(message) {
        ts = (await platform.send(OPEN, message, 'key')).messageId;
        await platform.connection.stop();
      },
      restart: (anew) => world.again().connection.start(anew),
      async press(label) {
        const on = server.state.message(OPEN.channel, ts);
        if (!on) throw new Error('the post is gone');
        return answerTo(server.people.press('U0BOB', { channel: OPEN.channel, on }, label));
      },
    };
  },
};
