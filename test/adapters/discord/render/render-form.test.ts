import { ComponentType } from 'discord.js';
import { expect, it } from 'vitest';
import { renderForm } from '../../../../adapters/discord/render/render-form.ts';
import type { FormField } from '../../../../src/core/message/interaction.ts';

const OPTION = { label: 'agents', value: 'agents' };

function renderTopics(value: string) {
  const field: FormField = {
    ...{ name: 'topics', label: 'Topics', value, required: false },
    picker: { kind: 'terms', isListFirst: true, options: [OPTION, { label: 'robots', value: 'robots' }] },
  };
  const [drawn] = renderForm({ id: 'f', title: 'Settings', submit: 'Save', fields: [field] }).components;
  return drawn && 'component' in drawn ? drawn.component : undefined;
}

it('a topic of which nothing can be seen is typed: Discord refuses an option without a label', () => {
  expect(renderTopics('memory')).toMatchObject({
    type: ComponentType.StringSelect,
    options: [{ label: 'memory' }, { label: 'agents' }, { label: 'robots' }],
  });
  expect(renderTopics('\u034f')).toMatchObject({ type: ComponentType.TextInput });
});
