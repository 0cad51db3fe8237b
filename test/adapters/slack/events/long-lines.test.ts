import { expect, it, onTestFinished } from 'vitest';
import { aDesk } from '../../../commands/desk.ts';
import { aRecordingInbound, until } from '../../../support/builders.ts';
import { answerTo, aWorld, ephemeralTo, OPEN, textOfBlocks } from '../harness.ts';

async function aTypist() {
  const world = await aWorld();
  onTestFinished(world.close);
  const desk = await aDesk();
  onTestFinished(() => desk.store.close());
  await world.platform.connection.start({ ...aRecordingInbound(), ...desk.dispatcher });
  const { people, state } = world.server;
  return {
    slash: (text: string) => answerTo(people.slash('U0BOB', OPEN.channel, text)),
    async mention(text: string) {
      people.say('U0BOB', OPEN.channel, `<@${state.bot.user}> ${text}`);
      await until(() => ephemeralTo(world, 'U0BOB') !== undefined, 'an answer comes');
      return textOfBlocks(ephemeralTo(world, 'U0BOB')?.blocks);
    },
    log: world.log,
  };
}

it.each([9_000, 30_000, 400_000])('a line of %i characters is answered: it is too long', async (length) => {
  const { slash, mention, log } = await aTypist();
  const line = `search ${'sieve '.repeat(length / 6)}`;
  expect(await slash(line)).toContain('That is too long: at most 8000 characters');
  expect(await mention(line)).toContain('That is too long: at most 8000 characters');
  expect(await slash('a'.repeat(length))).toContain('aaa');
  expect(log.lines.filter(({ level }) => level === 'warn' || level === 'error')).toEqual([]);
});
