import { expect, it, onTestFinished } from 'vitest';
import type { FilledForm, Form, FormField, Reply } from '../../../../src/core/message/interaction.ts';
import type { Inbound } from '../../../../src/core/platform/inbound.ts';
import { aRecordingInbound, until } from '../../../support/builders.ts';
import { aWorld, OPEN } from '../harness.ts';

const option = (value: string) => ({ label: `Label of ${value}`, value });
const ZONES = Intl.supportedValuesOf('timeZone');
const FIELDS: FormField[] = [
  { name: 'time', label: 'Time', hint: '5pm', value: '9:00', required: true, picker: { kind: 'time' } },
  {
    name: 'zone',
    label: 'Zone',
    value: 'Europe/Paris',
    required: true,
    picker: { kind: 'search', options: ZONES.map(option) },
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
];

/** A form that was opened in Slack, and what came of sending it off. */
async function aForm(fields: readonly FormField[]) {
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
  await world.platform.connection.start({ ...aRecordingInbound(), interact, opensForm: () => true });
  const { people, state } = world.server;
  people.slash('U0BOB', OPEN.channel, 'settings');
  await until(() => state.views.length === 1, 'the modal opens');
  const blocks = state.views[0]?.view.blocks as Array<{
    readonly block_id: string;
    readonly hint?: object;
    readonly element: Readonly<Record<string, unknown>>;
  }>;
  return {
    blocks,
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
    ['zone', 'static_select'],
    ['days', 'checkboxes'],
    ['count', 'number_input'],
    ['layout', 'radio_buttons'],
    ['topics', 'multi_static_select'],
    ['topics+', 'plain_text_input'],
  ]);
  const [time, zone, days, count, layout, topics, own] = blocks.map(({ element }) => element);
  expect(time).toMatchObject({ initial_time: '09:00' });
  expect(blocks[0]).not.toHaveProperty('hint');
  expect(zone).toMatchObject({ initial_option: { value: 'Europe/Paris' } });
  const groups = zone?.option_groups as Array<{ readonly options: object[] }>;
  expect(groups.flatMap(({ options }) => options)).toHaveLength(ZONES.length);
  expect(days).toMatchObject({ initial_options: [{ value: 'mon' }, { value: 'wed' }] });
  expect(count).toMatchObject({ initial_value: '5', min_value: '1', max_value: '30' });
  expect(layout).toMatchObject({ initial_option: { value: 'thread' } });
  expect(topics).toMatchObject({ initial_options: [{ value: 'cs.CL' }] });
  expect(own).toMatchObject({ initial_value: '"a, b", agents' });
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
  });
});

it('what was picked comes back as one would type it', async () => {
  const { submit } = await aForm(FIELDS);
  const picked = { time: '17:30', zone: 'Asia/Tokyo', days: 'tue', count: '7', layout: 'cards' };
  expect(await submit({ ...picked, topics: 'cs.CV', 'topics+': 'world models' })).toEqual({
    ...picked,
    topics: 'cs.CV, world models',
  });
});

it('a value that no picker could show is left to be picked, and an unknown zone stays an option', async () => {
  const values = ['late', 'Mars/Olympus', 'never', '31', 'wide', ''];
  const { blocks } = await aForm(FIELDS.map((field, i) => ({ ...field, value: values[i] ?? '' })));
  const initials = blocks.map(({ element }) =>
    Object.keys(element).filter((name) => name.startsWith('initial_')),
  );
  expect(initials).toEqual([[], ['initial_option'], [], [], [], [], []]);
});
