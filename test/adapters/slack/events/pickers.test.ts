import { expect, it, onTestFinished } from 'vitest';
import { readForm } from '../../../../adapters/slack/render/render-field.ts';
import { typeInto } from '../../../../loopback/slack/suggest.ts';
import type { FilledForm, Form, FormField, Reply } from '../../../../src/core/message/interaction.ts';
import type { Inbound } from '../../../../src/core/platform/inbound.ts';
import { aDesk } from '../../../commands/desk.ts';
import { aRecordingInbound, until } from '../../../support/builders.ts';
import { personId } from '../../../support/ids.ts';
import { aWorld, OPEN } from '../harness.ts';

const option = (value: string) => ({ label: `Label of ${value}`, value });
const FIELDS: FormField[] = [
  { name: 'time', label: 'Time', hint: '5pm', value: '9:00', required: true, picker: { kind: 'time' } },
  {
    name: 'zone',
    label: 'Zone',
    hint: 'such as Europe/Paris',
    value: 'Europe/Paris',
    required: true,
    picker: { kind: 'complete' },
  },
  {
    name: 'days',
    label: 'Days',
    value: 'mon, wed',
    required: true,
    picker: { kind: 'several', options: ['mon', 'tue', 'wed'].map(option) },
  },
  { name: 'count', label: 'Count', value: '5', required: true, picker: { kind: 'number', min: 1, max: 30 } },
  {
    name: 'layout',
    label: 'Layout',
    value: 'thread',
    required: true,
    choices: ['thread', 'cards'].map(option),
    picker: { kind: 'radio' },
  },
  {
    name: 'topics',
    label: 'Topics',
    value: 'CS.cl, "a, b", agents',
    required: false,
    picker: { kind: 'terms', options: ['cs.CL', 'cs.CV'].map(option) },
  },
  {
    name: 'recap',
    label: 'Recap',
    value: 'fri 16:00',
    required: false,
    picker: { kind: 'day-time', days: ['off', 'fri'].map(option) },
  },
];

/** A form that was opened in Slack, and what came of sending it off. */
async function aForm(fields: readonly FormField[], more: Partial<Inbound> = {}) {
  const world = await aWorld();
  onTestFinished(async () => {
    await world.close();
    expect(world.server.violations).toEqual([]);
  });
  const form: Form = { id: 'subscribe', title: 'Settings', submit: 'Save', fields };
  const filled: FilledForm[] = [];
  const interact: Inbound['interact'] = async (_asker, interaction): Promise<Reply> => {
    if (interaction.kind !== 'form') return { kind: 'form', form };
    filled.push(interaction);
    return { kind: 'message', message: { kind: 'notice', tone: 'success', title: 'saved' } };
  };
  await world.platform.connection.start({ ...aRecordingInbound(), interact, opensForm: () => true, ...more });
  const { people, state } = world.server;
  people.slash('U0BOB', OPEN.channel, 'settings');
  await until(() => state.views.length === 1, 'the modal opens');
  const blocks = state.views[0]?.view.blocks as Array<{
    readonly block_id: string;
    readonly hint?: object;
    readonly element: Readonly<Record<string, unknown>>;
  }>;
  return {
    ...{ blocks, people },
    submit: async (values: Record<string, string>) => {
      people.submit('U0BOB', values);
      await until(() => filled.length > 0, 'the form arrives');
      return filled[0]?.values;
    },
  };
}

it('a field is asked for by Slack’s own picker, with what is set picked', async () => {
  const { blocks } = await aForm(FIELDS);
  expect(blocks.map(({ block_id, element }) => [block_id, element.type])).toEqual([
    ['time', 'timepicker'],
    ['zone', 'external_select'],
    ['days', 'checkboxes'],
    ['count', 'number_input'],
    ['layout', 'radio_buttons'],
    ['topics', 'multi_static_select'],
    ['topics+', 'plain_text_input'],
    ['recap', 'static_select'],
    ['recap@', 'timepicker'],
  ]);
  const [time, zone, days, count, layout, topics, own, day, at] = blocks.map(({ element }) => element);
  expect(time).toMatchObject({ initial_time: '09:00' });
  expect(blocks[0]).not.toHaveProperty('hint');
  expect(zone).toMatchObject({
    initial_option: { value: 'Europe/Paris' },
    placeholder: { text: 'such as Europe/Paris' },
  });
  expect(days).toMatchObject({ initial_options: [{ value: 'mon' }, { value: 'wed' }] });
  expect(count).toMatchObject({ initial_value: '5', min_value: '1', max_value: '30' });
  expect(layout).toMatchObject({ initial_option: { value: 'thread' } });
  expect(topics).toMatchObject({ initial_options: [{ value: 'cs.CL' }] });
  expect(own).toMatchObject({ initial_value: '"a, b", agents' });
  expect(day).toMatchObject({ initial_option: { value: 'fri' } });
  expect(at).toMatchObject({ initial_time: '16:00' });
});

it('what was left as it was comes back as it was', async () => {
  const { submit } = await aForm(FIELDS);
  expect(await submit({})).toEqual({
    time: '09:00',
    zone: 'Europe/Paris',
    days: 'mon, wed',
    count: '5',
    layout: 'thread',
    topics: 'cs.CL, "a, b", agents',
    recap: 'fri 16:00',
  });
});

it('a value that was set can be chosen again, although nothing was offered', async () => {
  const { submit } = await aForm(FIELDS);
  expect(await submit({ zone: 'Europe/Paris' })).toMatchObject({ zone: 'Europe/Paris' });
});

it('an error is shown below the block in which the person typed', async () => {
  const validateForm = () => ({ topics: 'Too long.', days: 'No such day.' });
  const { people } = await aForm(FIELDS, { validateForm });
  expect(await people.submit('U0BOB', { 'topics+': 'x'.repeat(501) }).acked).toEqual({
    response_action: 'errors',
    errors: { 'topics+': 'Too long.', days: 'No such day.' },
  });
});

it('what was chosen comes before what was typed, in whichever order Slack sends the blocks', () => {
  const blocks = [
    ['topics', { selected_options: [{ value: 'cs.CL' }, { value: 'cs.CV' }] }],
    ['topics+', { value: 'world models' }],
    ['recap', { selected_option: { value: 'fri' } }],
    ['recap@', { selected_time: '16:00' }],
  ] as const;
  const read = (sent: ReadonlyArray<(typeof blocks)[number]>) =>
    readForm(Object.fromEntries(sent.map(([block, value]) => [block, { value }])));
  const all = { topics: 'cs.CL, cs.CV, world models', recap: 'fri 16:00' };
  expect(read(blocks)).toEqual(all);
  expect(read(blocks.toReversed())).toEqual(all);
});

it('a zone is found as one types it, chosen, and saved', async () => {
  const world = await aWorld();
  onTestFinished(world.close);
  const { dispatcher, store } = await aDesk();
  await world.platform.connection.start({ ...aRecordingInbound(), ...dispatcher });
  const { people, state } = world.server;
  people.slash('U0BOB', OPEN.channel, 'my-settings');
  await until(() => state.views.length === 1, 'the modal opens');
  const offered = await typeInto(world.server, 'U0BOB', 'zone', 'berlin');
  expect(offered.map(({ value }) => value)).toContain('Europe/Berlin');
  people.submit('U0BOB', { zone: 'Europe/Berlin' });
  const person = personId('slack:T0LOOP/U0BOB');
  await until(
    async () => (await store.follows.findSchedule(person))?.zone === 'Europe/Berlin',
    'the zone is saved',
  );
  expect(world.server.violations).toEqual([]);
});

it('what was picked comes back as one would type it', async () => {
  const { submit } = await aForm(FIELDS);
  const picked = { time: '17:30', days: 'tue', count: '7', layout: 'cards', recap: 'off' };
  expect(await submit({ ...picked, topics: 'cs.CV', 'topics+': 'world models', 'recap@': '9:00' })).toEqual({
    ...picked,
    zone: 'Europe/Paris',
    topics: 'cs.CV, world models',
  });
});

it('a value that no picker could show is left to be picked, and an unknown zone stays an option', async () => {
  const values = ['late', 'Mars/Olympus', 'never', '31', 'wide', '', 'sat noon'];
  const { blocks } = await aForm(FIELDS.map((field, i) => ({ ...field, value: values[i] ?? '' })));
  const initials = blocks.map(({ element }) =>
    Object.keys(element).filter((name) => name.startsWith('initial_')),
  );
  expect(initials).toEqual([[], ['initial_option'], [], [], [], [], [], [], []]);
});
