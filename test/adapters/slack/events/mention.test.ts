import { describe, expect, it, onTestFinished } from 'vitest';
import type { Interaction } from '../../../../src/core/message/interaction.ts';
import { aDesk } from '../../../commands/desk.ts';
import { aNotice, aRecordingInbound, until } from '../../../support/builders.ts';
import { aWorld, OPEN } from '../harness.ts';

/** A bot that answers every line with the same notice. */
async function aMentioned() {
  const world = await aWorld();
  onTestFinished(() => world.close());
  const asked: Interaction[] = [];
  await world.platform.connection.start({
    ...aRecordingInbound(),
    opensForm: () => false,
    interact: async (_asker, interaction) => {
      asked.push(interaction);
      return { kind: 'message', message: aNotice('as you asked') };
    },
  });
  const { people, state } = world.server;
  const { channel } = OPEN;
  return {
    ...{ world, asked, state, channel },
    say: (text: string, thread?: string) =>
      people.say('U0BOB', channel, text.replace('@bot', `<@${state.bot.user}>`), thread),
    answers: () => state.channels.get(channel)?.ephemerals ?? [],
    send: (event: object) => people.event({ type: 'app_mention', channel, ...event }, { channel }),
  };
}

/** A bot with its commands, in a thread that is there. */
async function aThread() {
  const world = await aWorld();
  onTestFinished(() => world.close());
  const { dispatcher } = await aDesk();
  await world.platform.connection.start({ ...aRecordingInbound(), ...dispatcher });
  const { people, state } = world.server;
  const { ts } = people.say('U0BOB', OPEN.channel, 'a thread');
  const answers = () => state.channels.get(OPEN.channel)?.ephemerals ?? [];
  return {
    ...{ world, state, thread: ts },
    /** What is read where a command is typed, with the bot's mention as its name. */
    async ask(line: string, thread?: string) {
      const before = answers().length;
      people.say('U0BOB', OPEN.channel, `<@${state.bot.user}> ${line}`, thread);
      await until(() => answers().length > before, 'the answer');
      const drawn = JSON.stringify(answers().at(-1)?.blocks);
      return drawn.replaceAll(`{"type":"user","user_id":"${state.bot.user}"}`, '{"text":"@Paperboy"}');
    },
  };
}

const FIXES = [
  ['show nonsense', 'show 2604.26752'],
  ['help', 'search agents'],
  ['help all', 'follow author Ada Lovelace time:8:30'],
  ['saved', 'save 2604.26752'],
  ['sho 1', 'show 2604.26752'],
] as const;

describe('what an answer says to type', () => {
  it.each(FIXES)('works in a thread, where Slack has no commands: after %s', async (line, typed) => {
    const { ask, thread, world } = await aThread();
    const answer = await ask(line, thread);
    expect(answer).not.toContain('/papers');
    expect(answer).toContain('{"text":"@Paperboy"},{"type":"text","text":" "},{"type":"text","text":"');
    expect(answer).toContain(`"text":"${typed}`);
    expect(world.server.violations).toEqual([]);
    // In the channel as well, where it was a mention that one typed.
    expect(await ask(line)).not.toContain('/papers');
  });
});

describe('a mention of the bot on Slack', () => {
  it('in a thread does the same as the command, and is answered there for the person alone', async () => {
    const { world, say, asked, answers } = await aMentioned();
    const { ts } = say('a thread');
    say('@bot  summary 2', ts);
    await until(() => answers().length > 0, 'the answer');
    expect(asked).toEqual([{ kind: 'line', text: 'summary 2' }]);
    expect(answers()[0]).toMatchObject({ user: 'U0BOB', thread_ts: ts });
    expect(JSON.stringify(answers()[0]?.blocks)).toContain('as you asked');
    expect(world.server.violations).toEqual([]);
  });

  it('is read as it was typed: links, signs and other people in it, and help where nothing is', async () => {
    const { say, asked, answers } = await aMentioned();
    say('<@U0ADA> @bot show <https://arxiv.org/abs/2604.26752|arxiv.org>');
    await until(() => answers().length === 1, 'the first answer');
    say('@bot search votes:&gt;20 a &lt; b');
    await until(() => answers().length === 2, 'the second answer');
    say('@bot');
    await until(() => answers().length === 3, 'the third answer');
    expect(asked.map((one) => 'text' in one && one.text)).toEqual([
      'show https://arxiv.org/abs/2604.26752',
      'search votes:>20 a < b',
      'help',
    ]);
  });

  it('by another app is not answered', async () => {
    const { send, say, asked, answers, state } = await aMentioned();
    const text = `<@${state.bot.user}> help`;
    await send({ user: 'U0BOB', bot_id: 'B0OTHER', text, ts: '1.000001' });
    await send({ text, ts: '1.000002' });
    say('@bot today');
    await until(() => answers().length > 0, 'the answer to the person');
    expect(asked).toEqual([{ kind: 'line', text: 'today' }]);
  });
});
