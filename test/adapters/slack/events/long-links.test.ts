import { afterEach, beforeEach, expect, it } from 'vitest';
import { commands } from '../../../../commands/index.ts';
import { parseLine } from '../../../../src/core/command/arguments.ts';
import type { Interaction } from '../../../../src/core/message/interaction.ts';
import type { Inbound } from '../../../../src/core/platform/inbound.ts';
import { aNotice, aRecordingInbound } from '../../../support/builders.ts';
import { cpuMs } from '../../../support/cpu-time.ts';
import { answerTo, aWorld, OPEN, type World } from '../harness.ts';

let world: World;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.close());

/** Each held the bot for seconds: the length was looked at behind a pattern that is quadratic. */
const LINKS = [')', '.', '>', "'", ' [cs.CL', '/', '%2f', '%', '\u0301'].map(
  (piece) => `https://arxiv.org/abs/${piece.repeat(39_000 / piece.length)}x`,
);

it('a link as long as a message may be costs no time, and the next command is answered', async () => {
  const asked: Interaction[] = [];
  const inbound: Inbound = {
    ...aRecordingInbound(),
    interact: async (_asker, interaction) => {
      asked.push(interaction);
      return { kind: 'message', message: aNotice('help') };
    },
  };
  await world.platform.connection.start(inbound);
  const { people } = world.server;
  const before = process.cpuUsage();
  for (const link of LINKS) people.say('U0BOB', OPEN.channel, link);
  await answerTo(people.slash('U0BOB', OPEN.channel, 'help'));
  const { user } = process.cpuUsage(before);
  expect(user / 1_000).toBeLessThan(2_500);
  expect(asked).toEqual([{ kind: 'line', text: 'help' }]);
});

it('a command as long as it may be is refused in time, with how long it may be', () => {
  for (const command of commands) {
    for (const piece of [
      ' page:1',
      ' page: "1" ',
      ' a:',
      '"',
      ' "',
      ' --page',
      '\t',
      ' topics:a',
      ':',
      ' x',
      '=',
    ]) {
      for (const length of [7_000, 39_000]) {
        const line = `x${piece.repeat(length / piece.length)}`;
        const ms = cpuMs(() => {
          try {
            parseLine(command, line);
          } catch (error) {
            if (length > 8_000) expect(String(error)).toContain('That is too long: at most 8000 characters');
          }
        });
        expect(ms, `${command.name}${piece}`).toBeLessThan(100);
      }
    }
  }
});
