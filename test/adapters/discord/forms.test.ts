import { describe, expect, it } from 'vitest';
import { readText } from '../../../loopback/discord/index.ts';
import type { FormField, Reply } from '../../../src/core/message/interaction.ts';
import { until } from '../../support/builders.ts';
import { answering, say } from './answering.ts';
import { awaitAnswer } from './harness.ts';

const FORM: Reply = {
  kind: 'form',
  form: {
    id: 'form:settings',
    title: 'Settings of this channel, with a title that is far too long for Discord',
    submit: 'Save',
    fields: [
      { name: 'count', label: 'How many', value: '5', required: true, hint: 'One to thirty' },
      { name: 'topics', label: 'Topics', required: false, long: true },
      {
        name: 'layout',
        label: 'Layout',
        value: 'cards',
        required: true,
        choices: [
          { label: 'In a thread', value: 'thread' },
          { label: 'Cards', value: 'cards' },
        ],
      },
    ],
  },
};

describe('a form', () => {
  it('opens at once, filled with what is set, and comes back with what was typed and chosen', async () => {
    const { seen, slash, server } = await answering(
      (interaction) => (interaction.kind === 'form' ? { kind: 'message', message: say('saved') } : FORM),
      { opensForm: (interaction) => interaction.kind === 'command' },
    );
    const opened = slash('settings');
    await until(() => opened.modal !== undefined, 'the modal opens');
    expect(opened.modal?.components.map((part) => 'component' in part && part.component)).toMatchObject([
      { type: 4, custom_id: 'count', value: '5', style: 1 },
      { type: 4, custom_id: 'topics', style: 2, required: false },
      { type: 3, custom_id: 'layout', options: [{ default: false }, { value: 'cards', default: true }] },
    ]);
    const sent = server.submitModal(opened, { count: '7', topics: 'cs.CL', layout: 'thread' });
    expect(readText(await awaitAnswer(sent))).toContain('saved');
    expect(sent.ephemeral).toBe(true);
    expect(seen[1]?.interaction).toEqual({
      kind: 'form',
      id: 'form:settings',
      values: { count: '7', topics: 'cs.CL', layout: 'thread' },
    });
  });

  it('asks by checkboxes and radio buttons where Discord has them, and leaves out what has no space', async () => {
    const option = (value: string) => ({ label: `Label of ${value}`, value });
    const fields: FormField[] = [
      {
        name: 'days',
        label: 'Days',
        hint: 'mon-fri',
        value: 'mon, wed',
        required: true,
        picker: { kind: 'several', options: ['mon', 'tue', 'wed'].map(option) },
      },
      {
        name: 'layout',
        label: 'Layout',
        value: 'cards',
        required: true,
        choices: ['thread', 'cards'].map(option),
        picker: { kind: 'radio' },
      },
      { name: 'time', label: 'Time', hint: '5pm', value: '9:00', required: true, picker: { kind: 'time' } },
      { name: 'language', label: 'Language', value: 'en', required: true, isExtra: true },
    ];
    const { seen, slash, server } = await answering(
      (interaction) =>
        interaction.kind === 'form'
          ? { kind: 'message', message: say('saved') }
          : { kind: 'form', form: { id: 'form:settings', title: 'Settings', submit: 'Save', fields } },
      { opensForm: (interaction) => interaction.kind === 'command' },
    );
    const opened = slash('settings');
    await until(() => opened.modal !== undefined, 'the modal opens');
    const parts = opened.modal?.components ?? [];
    expect(parts).toMatchObject([
      { component: { type: 22, options: [{ default: true }, { default: false }, { default: true }] } },
      { component: { type: 21, options: [{ default: false }, { value: 'cards', default: true }] } },
      { description: '5pm', component: { type: 4, value: '9:00' } },
    ]);
    expect(parts[0]).not.toHaveProperty('description');
    const sent = server.submitModal(opened, { layout: 'thread', time: '17:30' });
    expect(readText(await awaitAnswer(sent))).toContain('saved');
    const values = { days: 'mon, wed', layout: 'thread', time: '17:30' };
    expect(seen[1]?.interaction).toEqual({ kind: 'form', id: 'form:settings', values });
    expect(server.violations).toEqual([]);
  });

  it('that a button opened updates the message which the button is on', async () => {
    const { server, ann, slash } = await answering(
      (interaction) => {
        if (interaction.kind === 'action') return FORM;
        if (interaction.kind === 'form') return { kind: 'update', message: say('changed') };
        return { kind: 'message', message: say('status', [{ kind: 'button', id: 'edit', label: 'Edit' }]) };
      },
      { opensForm: (interaction) => interaction.kind === 'action' },
    );
    const shown = await awaitAnswer(slash('search', { query: 'x' }));
    const opened = server.pressButton(ann, shown, 'Edit');
    await until(() => opened.modal !== undefined, 'the modal opens');
    server.submitModal(opened, { count: '7', layout: 'cards' });
    await until(() => readText(shown)?.includes('changed') ?? false, 'the message changes');
  });

  it('that nobody announced cannot open any more, and the person reads it', async () => {
    const { slash } = await answering(() => FORM);
    expect(readText(await awaitAnswer(slash('settings')))).toContain('could not be opened in time');
  });

  it('that was announced but turns into words is answered with them in private', async () => {
    const { slash } = await answering(() => ({ kind: 'message', message: say('not you') }), {
      opensForm: () => true,
    });
    const record = slash('settings');
    expect(readText(await awaitAnswer(record))).toContain('not you');
    expect(record.ephemeral).toBe(true);
  });

  it('whose handler is too slow is deferred within Discord’s three seconds', async () => {
    const barrier = Promise.withResolvers<void>();
    const { slash } = await answering(
      async () => {
        await barrier.promise;
        return { kind: 'message', message: say('late, but here') };
      },
      { opensForm: () => true },
    );
    const record = slash('settings');
    await until(() => record.first !== undefined, 'it is deferred');
    expect(record.first?.afterMs).toBeLessThan(3000);
    expect(readText(await awaitAnswer(record))).toContain('Still working on it…');
    barrier.resolve();
    await until(() => readText(record.original)?.includes('late, but here') ?? false, 'the answer comes');
  });
});

describe('an option that completes', () => {
  it('gets at most 25 choices that Discord takes', async () => {
    const asked: unknown[] = [];
    const { server, ann } = await answering(() => ({ kind: 'message', message: say('x') }), {
      complete: async (_asker, completion) => {
        asked.push(completion);
        return [
          { label: 'l'.repeat(300), value: 'fine' },
          { label: 'too long', value: 'v'.repeat(101) },
          ...Array.from({ length: 40 }, (_, i) => ({ label: `${i}`, value: `${i}` })),
        ];
      },
    });
    const record = server.typeOption(ann, server.general.id, 'papers', 'search', 'query', 'att');
    await until(() => record.choices !== undefined, 'choices come');
    expect(asked).toEqual([{ command: 'search', option: 'query', typed: 'att' }]);
    expect(record.choices).toHaveLength(25);
    expect(record.choices?.[0]?.name).toHaveLength(100);
    expect(record.choices?.map(({ value }) => value)).not.toContain('v'.repeat(101));
  });

  it('gets none when completing fails', async () => {
    const { server, ann } = await answering(() => ({ kind: 'message', message: say('x') }), {
      complete: async () => {
        throw new Error('no index');
      },
    });
    const record = server.typeOption(ann, server.general.id, 'papers', 'search', 'query', 'att');
    await until(() => record.choices !== undefined, 'an answer comes');
    expect(record.choices).toEqual([]);
  });
});
