import { expect, it, onTestFinished } from 'vitest';
import type { PaperList } from '../../../src/core/message/message.ts';
import { aNotice, aRecordingInbound, aView, until } from '../../support/builders.ts';
import { answerTo, aWorld, OPEN } from './harness.ts';

const page = (n: number): PaperList => ({
  kind: 'list',
  title: `Page ${n}`,
  entries: [aView({ n })],
  language: 'en',
  actions: [{ kind: 'button', id: `page:${n + 1}`, label: 'Next' }],
});

it('people who turn the pages of a shared list take no turn of the edits of votes', async () => {
  const world = await aWorld();
  onTestFinished(world.close);
  let n = 1;
  await world.platform.connection.start({
    ...aRecordingInbound(),
    interact: async (_asker, interaction) => {
      if (interaction.kind !== 'action') return { kind: 'message', message: page(1), shared: true };
      n += 1;
      return { kind: 'update', message: page(n) };
    },
  });
  const { people, state, calls } = world.server;
  await answerTo(people.slash('U0BOB', OPEN.channel, 'today'));
  const shown = () => state.channels.get(OPEN.channel)?.messages.at(-1);
  for (let i = 2; i <= 6; i++) {
    const on = shown();
    if (!on) throw new Error('the list is gone');
    people.press('U0ADA', { channel: OPEN.channel, on }, 'Next');
    await until(() => JSON.stringify(shown()).includes(`Page ${i}`), `page ${i} is shown`);
  }
  expect(calls.filter(({ method }) => method === 'chat.update')).toEqual([]);
});

it('one person who asks to manage a channel again and again has one look-up of their rights in progress', async () => {
  const world = await aWorld();
  onTestFinished(world.close);
  await world.platform.connection.start({
    ...aRecordingInbound(),
    needsManager: () => true,
    interact: async () => ({ kind: 'message', message: aNotice('no') }),
  });
  const { people, calls } = world.server;
  world.server.faults.add('users.info', { kind: 'hang', done: false });
  const deeds = Array.from({ length: 40 }, () => people.slash('U0BOB', OPEN.channel, 'pause'));
  await Promise.all(deeds.map(answerTo));
  expect(calls.filter(({ method }) => method === 'users.info').length).toBeLessThanOrEqual(3);
});
