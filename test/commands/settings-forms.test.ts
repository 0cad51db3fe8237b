import { expect, it } from 'vitest';
import { renderForm } from '../../adapters/discord/render/render-form.ts';
import { subscribe } from '../../commands/channel/subscribe.ts';
import { aDesk } from './desk.ts';

it('every setting is in a form of five fields, as many as Discord takes', async () => {
  const { ask, script } = await aDesk();
  script.hasPages = true;
  script.mentions = { parse: (typed) => typed, whereIdsAre: 'Look.', whereIdsAreInForm: 'Look.' };
  const forms = ['papers', 'posts', 'filter', 'other'].map(async (about) => {
    const reply = await ask({ kind: 'command', name: 'settings', options: { about } });
    return reply.kind === 'form' ? JSON.stringify(renderForm(reply.form)) : '';
  });
  const drawn = (await Promise.all(forms)).join(' ');
  const names = subscribe.options.map(({ name }) => name);
  expect(names.filter((name) => !drawn.includes(`"custom_id":"${name}"`))).toEqual([]);
});
