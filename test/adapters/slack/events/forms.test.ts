import { expect, it, onTestFinished } from 'vitest';
import type { Form, Reply } from '../../../../src/core/message/interaction.ts';
import type { Notice } from '../../../../src/core/message/message.ts';
import type { Inbound } from '../../../../src/core/platform/inbound.ts';
import { aRecordingInbound, until } from '../../../support/builders.ts';
import { aWorld, ephemeralTo, OPEN, textOfBlocks } from '../harness.ts';

const QUESTION: Notice = {
  kind: 'notice',
  tone: 'info',
  title: '4 of 48 match',
  actions: [{ kind: 'button', id: 'y:subscribe r1', label: 'Save' }],
};
const FORM: Form = {
  id: 'subscribe',
  title: 'Settings',
  submit: 'Save',
  fields: [{ name: 'topics', label: 'Topics', value: 'agents', required: false }],
};

/** A form at which a person is asked after so many milliseconds. */
async function aForm(afterMs: number) {
  const world = await aWorld();
  onTestFinished(async () => {
    await world.close();
    expect(world.server.violations).toEqual([]);
  });
  const interact: Inbound['interact'] = async (_asker, { kind }): Promise<Reply> => {
    if (kind === 'line') return { kind: 'form', form: FORM };
    if (kind === 'action') return { kind: 'message', message: { ...QUESTION, title: 'saved', actions: [] } };
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    return { kind: 'message', message: QUESTION };
  };
  await world.platform.connection.start({ ...aRecordingInbound(), interact, opensForm: () => true });
  const { people, state } = world.server;
  people.slash('U0BOB', OPEN.channel, 'settings');
  await until(() => state.views.length === 1, 'the modal opens');
  return { people, state, seen: () => textOfBlocks(ephemeralTo(world, 'U0BOB')?.blocks) };
}

it('a form that asks is answered with a view over it, whose button closes both', async () => {
  const { people, state, seen } = await aForm(0);
  expect(await people.submit('U0BOB', {}).acked).toMatchObject({
    response_action: 'push',
    view: { type: 'modal', callback_id: 'y:subscribe r1', submit: { text: 'Save' } },
  });
  expect(await people.submit('U0BOB', {}).acked).toEqual({ response_action: 'clear' });
  expect(state.views.map(({ isClosed }) => isClosed)).toEqual([true, true]);
  await until(() => seen().includes('saved'), 'the answer comes to the channel');
});

it('what takes longer than Slack waits for a form is asked in the channel', async () => {
  const { people, state, seen } = await aForm(2700);
  expect(await people.submit('U0BOB', {}).acked).toEqual({});
  expect(state.views.map(({ isClosed }) => isClosed)).toEqual([true]);
  await until(
    () => seen().includes('4 of 48 match') && seen().includes('Save'),
    'the question comes to the channel',
  );
});
