import { expect, onTestFinished } from 'vitest';
import { commands } from '../../commands/index.ts';
import { readText } from '../../loopback/discord/index.ts';
import type { Message } from '../../loopback/discord/world.ts';
import type { Command } from '../../src/core/command/command.ts';
import type { Form } from '../../src/core/message/interaction.ts';
import type { Message as Said } from '../../src/core/message/message.ts';
import type { Inbound } from '../../src/core/platform/inbound.ts';
import { aDiscord, awaitAnswer } from '../adapters/discord/harness.ts';
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
  /** Presses a button of the last answer; what is read in its posted or below it, or in the form that opens. */
  press(label: string): Promise<string>;
  /** Asks, and presses the button where the answer is a question. */
  askAndConfirm(asked: Asked): Promise<string>;
  /** Opens the settings, changes what is given and sends the form off. A question is read where it is asked. */
  settings(values: Readonly<Record<string, string>>): Promise<string>;
  /** Sends off the form that a button opened, with what is given changed. */
  send(values: Readonly<Record<string, string>>): Promise<string>;
}

type Connect = (inbound: Inbound, list?: readonly Command[]) => Promise<Person>;
type Hands = Omit<Person, 'askAndConfirm'>;

/** The button of a question, by what it says. */
const CONFIRMS = ['Follow', 'Save', 'Delete everything'];

/** `hasButton` looks at the last answer alone. */
function withConfirm(hands: Hands, hasButton: (label: string) => boolean): Person {
  return {
    ...hands,
    async askAndConfirm(asked) {
      const answer = await hands.ask(asked);
      const label = CONFIRMS.find(hasButton);
      return label === undefined ? answer : hands.press(label);
    },
  };
}

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
  let last: Message | undefined;
  let opened: ReturnType<typeof slash> | undefined;
  const shown = (message: Message) => `${readLine(message)} ${JSON.stringify(message.components)}`;
  const read = async (record: ReturnType<typeof slash>) => {
    last = await awaitAnswer(record);
    return shown(last);
  };
  /** What is read where the last answer was, or below it. */
  const replaced = async (act: () => ReturnType<typeof slash>) => {
    const [on, before] = [last, last && shown(last)];
    const record = act();
    const isReplaced = () => on !== undefined && shown(on) !== before;
    const isNew = () =>
      record.followUps.length > 0 || (record.original !== on && !record.pending && !!record.first);
    await until(
      () => record.modal !== undefined || isReplaced() || isNew(),
      `the ${record.kind} is answered`,
    );
    if (record.modal) {
      opened = record;
      return JSON.stringify(record.modal);
    }
    return isReplaced() && on ? shown(on) : read(record);
  };
  const send = (values: Readonly<Record<string, string>>) => {
    const from = opened;
    const set = (from?.modal?.components ?? []).flatMap((part) => {
      const field = 'component' in part ? part.component : undefined;
      return field && 'value' in field ? [[field.custom_id, field.value ?? ''] as const] : [];
    });
    if (!from) throw new Error('no form is open');
    return replaced(() => server.submitModal(from, { ...Object.fromEntries(set), ...values }));
  };
  const hands: Hands = {
    ask: ({ name, options }) => read(slash(name, options)),
    press(label) {
      if (!last) throw new Error('nothing was answered yet');
      const on = last;
      return replaced(() => server.pressButton(ann, on, label));
    },
    send,
    async settings(values) {
      opened = slash('settings');
      await until(() => opened?.modal !== undefined, 'the modal opens');
      return send(values);
    },
  };
  return withConfirm(hands, (label) => JSON.stringify(last?.components ?? []).includes(`"label":"${label}"`));
}

/** Topics are typed beside the select, in which none is picked then. */
function inOwnWords({ topics, ...others }: Readonly<Record<string, string>>): Record<string, string> {
  return topics === undefined ? others : { ...others, topics: '', 'topics+': topics };
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
  const open = () => server.state.views.findLast(({ isClosed }) => !isClosed);
  const seen = () => ephemeralTo(world, 'U0BOB');
  const text = () => textOfBlocks(seen()?.blocks);
  /** What comes next: an answer in the channel, or another view. */
  const next = async (act: () => unknown, isView: (view: ReturnType<typeof open>) => boolean) => {
    const [ephemeral, said] = [seen(), text()];
    act();
    await until(() => seen() !== ephemeral || text() !== said || isView(open()), 'an answer comes');
    const view = isView(open()) ? open()?.view : undefined;
    return view ? `${textOfBlocks(view.blocks)} ${JSON.stringify(view)}` : text();
  };
  const send = (values: Readonly<Record<string, string>>) => {
    const before = open();
    return next(
      () => server.people.submit('U0BOB', inOwnWords(values)),
      (view) => view !== undefined && view !== before,
    );
  };
  const hands: Hands = {
    ask: ({ line }) => answerTo(slash(line)),
    press(label) {
      const view = open();
      // A question over a form is answered by the form's own button.
      if (view) return send({});
      const on = seen();
      if (!on) throw new Error('nothing was answered yet');
      return next(
        () => server.people.press('U0BOB', { channel: OPEN.channel, on }, label),
        (after) => after !== undefined,
      );
    },
    send,
    async settings(values) {
      slash('settings');
      await until(() => open() !== undefined, 'the modal opens');
      return send(values);
    },
  };
  return withConfirm(hands, (label) => JSON.stringify(seen()?.blocks ?? []).includes(`"text":"${label}"`));
}

/** An answer at the prompt ends in an empty line. */
const ANSWER = /\n\n$/;

async function terminal(inbound: Inbound): Promise<Person> {
  const { terminal: platform, type } = aTerminal({ readColumns: () => 200 });
  onTestFinished(() => platform.connection.stop());
  let form: Form | undefined;
  let last = '';
  await platform.connection.start({
    ...inbound,
    interact: async (...asked) => {
      const reply = await inbound.interact(...asked);
      if (reply.kind === 'form') form = reply.form;
      return reply;
    },
  });
  const read = async (line: string, pattern = ANSWER) => {
    last = await type(line, pattern);
    return last;
  };
  const send = async (values: Readonly<Record<string, string>>) => {
    const fields = (form?.fields ?? []).filter(({ isExtra }) => !isExtra);
    for (const [i, { name }] of fields.entries())
      await read(values[name] ?? '', i === fields.length - 1 ? ANSWER : /: $/);
    return last;
  };
  const hands: Hands = {
    ask: ({ line }) => read(line),
    press: (label) => {
      const letter = new RegExp(`\\[([a-t])\\] ${label}`).exec(last)?.[1];
      return CONFIRMS.includes(label) ? read('yes') : read(letter ?? '', label === 'Change' ? /: $/ : ANSWER);
    },
    send,
    async settings(values) {
      await type('settings', /: $/);
      return send(values);
    },
  };
  return withConfirm(hands, (label) => last.includes(`] ${label}`));
}

/** A post with buttons in a channel of a platform, and what becomes of it when the bot is started again. */
export interface Restarted {
  /** Posts, and stops the bot that did. */
  post(message: Said): Promise<void>;
  /** Starts the bot again with this inbound. */
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
    let posted = { channel: '', messageId: '' };
    return {
      async post(message) {
        posted = await platform.send({ channel: server.general.id }, message, 'key');
        await platform.connection.stop();
      },
      restart: (inbound) => harness.again().connection.start(inbound),
      async press(label) {
        const message = server.messageAt(posted.channel, posted.messageId);
        if (!message) throw new Error('the post is gone');
        const record = server.pressButton(server.user('ann').id, message, label);
        await until(() => record.followUps.length > 0, 'the button is answered');
        return readText(record.followUps[0]?.message) ?? '';
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
      restart: (inbound) => world.again().connection.start(inbound),
      async press(label) {
        const on = server.state.message(OPEN.channel, ts);
        if (!on) throw new Error('the post is gone');
        return answerTo(server.people.press('U0BOB', { channel: OPEN.channel, on }, label));
      },
    };
  },
};

/** The text with commands as they are read, also those that can be pressed. */
function readLine(message: Message): string {
  return (readText(message) ?? '').replace(
    /<(\/[\w -]+):\d+>( `)?/g,
    (_, path: string, options?: string) => `${path}${options ? ' ' : ''}`,
  );
}
