import { describe, expect, it, onTestFinished } from 'vitest';
import type { SlackOptions } from '../../../../adapters/slack/options.ts';
import { closeView } from '../../../../loopback/slack/view-stack.ts';
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

const DONE: Notice = { kind: 'notice', tone: 'success', title: 'saved' };

interface Extras {
  readonly confirmedAfterMs?: number;
  readonly inbound?: Partial<Inbound>;
  readonly options?: Partial<SlackOptions>;
}

/** A form that is answered after so many milliseconds, with a question by default, whose own answer may take time, too. */
async function aForm(
  afterMs: number,
  answer: Reply = { kind: 'message', message: QUESTION },
  { confirmedAfterMs = 0, inbound = {}, options = {} }: Extras = {},
) {
  // So long Slack waits.
  const world = await aWorld(options, { ackMs: 3000 });
  onTestFinished(async () => {
    await world.close();
    expect(world.server.violations).toEqual([]);
  });
  const interact: Inbound['interact'] = async (_asker, { kind }): Promise<Reply> => {
    if (kind === 'line') return { kind: 'form', form: FORM };
    const isConfirmed = kind === 'action';
    await new Promise((resolve) => setTimeout(resolve, isConfirmed ? confirmedAfterMs : afterMs));
    return isConfirmed ? { kind: 'message', message: DONE } : answer;
  };
  const bot = { ...aRecordingInbound(), interact, opensForm: () => true, ...inbound };
  await world.platform.connection.start(bot);
  const { people, state } = world.server;
  people.slash('U0BOB', OPEN.channel, 'settings');
  await until(() => state.views.length === 1, 'the modal opens');
  const seen = () => textOfBlocks(ephemeralTo(world, 'U0BOB')?.blocks);
  return { people, state, seen, top: () => textOfBlocks(state.views.at(-1)?.view.blocks) };
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

const LATE_MS = 2700;
const REFUSAL: Notice = {
  kind: 'notice',
  tone: 'warning',
  title: '"tomorrow" is not a time.',
  actions: [{ kind: 'button', id: 'c:subscribe r1', label: 'Change' }],
};

describe('a form whose answer takes longer than Slack waits', () => {
  it('says so in a view over it, which becomes the question that is asked', async () => {
    const { people, state, top, seen } = await aForm(LATE_MS);
    expect(await people.submit('U0BOB', {}).acked).toMatchObject({
      response_action: 'push',
      view: { close: { text: 'Back to the form' } },
    });
    expect(top()).toContain('Still working on it…');
    await until(() => top().includes('4 of 48 match'), 'the question is asked');
    expect(await people.submit('U0BOB', {}).acked).toEqual({ response_action: 'clear' });
    expect(state.views.map(({ isClosed }) => isClosed)).toEqual([true, true]);
    await until(() => seen().includes('saved'), 'the answer comes to the channel');
    expect(seen()).not.toContain('4 of 48 match');
  });

  it('shows a refusal over it, and leads back to all that was typed', async () => {
    const { people, state, top, seen } = await aForm(LATE_MS, { kind: 'message', message: REFUSAL });
    await people.submit('U0BOB', { topics: 'x'.repeat(3000) }).acked;
    await until(() => top().includes('is not a time'), 'the refusal is shown');
    closeView(state, 'U0BOB');
    expect(state.views.map(({ isClosed = false, view }) => [isClosed, view.callback_id])).toEqual([
      [false, 'subscribe'],
      [true, undefined],
    ]);
    expect(seen()).toBe('');
  });

  it('is answered in the channel, too, when it is refused with a button that opens no form', async () => {
    const actions = [...(REFUSAL.actions ?? []), { kind: 'button', id: 'r:help', label: 'Help' } as const];
    const { people, top, seen } = await aForm(LATE_MS, { kind: 'message', message: { ...REFUSAL, actions } });
    await people.submit('U0BOB', {}).acked;
    await until(() => top().includes('is not a time'), 'the refusal is shown');
    await until(() => seen().includes('is not a time') && seen().includes('Help'), 'with its buttons');
  });

  it('is acknowledged in time when the database and the language of the person took some of it', async () => {
    // Never answers: half a second is lost with every event.
    const seenEvents = { add: () => new Promise<boolean>(() => undefined), purge: async () => undefined };
    let isAsked = false;
    const runInLanguageOf: Inbound['runInLanguageOf'] = async (_asker, work) => {
      // Of a form that was sent off: the one that opens it has been asked for before.
      if (isAsked) await new Promise((resolve) => setTimeout(resolve, 700));
      isAsked = !isAsked;
      return work();
    };
    const { people, top } = await aForm(LATE_MS, undefined, {
      options: { seenEvents },
      inbound: { runInLanguageOf },
    });
    expect(await people.submit('U0BOB', {}).acked).toMatchObject({ response_action: 'push' });
    await until(() => top().includes('4 of 48 match'), 'the question is asked');
  });

  it('closes with the view that says where the answer is', async () => {
    const { people, state, top, seen } = await aForm(LATE_MS, { kind: 'message', message: DONE });
    await people.submit('U0BOB', {}).acked;
    await until(() => seen().includes('saved'), 'the answer comes to the channel');
    expect(top()).toContain('The answer is in the channel.');
    closeView(state, 'U0BOB');
    expect(state.views.map(({ isClosed }) => isClosed)).toEqual([true, true]);
  });

  it('is answered in the channel when the person has closed the view meanwhile', async () => {
    const { people, state, seen } = await aForm(LATE_MS);
    await people.submit('U0BOB', {}).acked;
    closeView(state, 'U0BOB');
    await until(
      () => seen().includes('4 of 48 match') && seen().includes('Save'),
      'the question comes to the channel',
    );
  });

  it('says in place of a question that its answer takes longer, and then what came of it', async () => {
    const { people, state, top, seen } = await aForm(0, undefined, { confirmedAfterMs: LATE_MS });
    await people.submit('U0BOB', {}).acked;
    expect(await people.submit('U0BOB', {}).acked).toMatchObject({ response_action: 'update' });
    expect(top()).toContain('Still working on it…');
    await until(() => seen().includes('saved'), 'the answer comes to the channel');
    expect(top()).toContain('The answer is in the channel.');
    closeView(state, 'U0BOB');
    expect(state.views.map(({ isClosed }) => isClosed)).toEqual([true, true]);
  });
});
