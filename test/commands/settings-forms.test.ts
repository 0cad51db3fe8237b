import { ComponentType } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { renderForm } from '../../adapters/discord/render/render-form.ts';
import { renderFormView } from '../../adapters/slack/render/render-form.ts';
import { subscribe } from '../../commands/channel/subscribe.ts';
import type { Form, Reply } from '../../src/core/message/interaction.ts';
import type { Action } from '../../src/core/message/message.ts';
import { aDesk } from './desk.ts';

/** A desk whose channel can have every setting. */
async function aFullDesk() {
  const { ask, script } = await aDesk();
  script.hasPages = true;
  script.mentions = { parse: (typed) => typed, whereIdsAre: 'Look.', whereIdsAreInForm: 'Look.' };
  const open = async (about: string): Promise<Form> => {
    const reply = await ask({ kind: 'command', name: 'settings', options: { about } });
    if (reply.kind !== 'form') throw new Error('no form');
    return reply.form;
  };
  return { ask, script, open };
}

interface DrawnField {
  readonly name: string;
  readonly type: unknown;
}

async function drawOnDiscord(open: (about: string) => Promise<Form>): Promise<DrawnField[]> {
  const forms = await Promise.all(['papers', 'posts', 'filter', 'other'].map(open));
  return forms.flatMap((form) =>
    renderForm(form).components.flatMap((part) =>
      'component' in part && 'custom_id' in part.component
        ? [{ name: String(part.component.custom_id), type: part.component.type }]
        : [],
    ),
  );
}

function listButtons(reply: Reply): readonly Action[] {
  if (reply.kind !== 'message' || !('actions' in reply.message)) return [];
  return reply.message.actions ?? [];
}

async function drawOnSlack(open: (about: string) => Promise<Form>): Promise<DrawnField[]> {
  const { blocks } = renderFormView(await open('papers'), '{}');
  return blocks.flatMap((block) =>
    'element' in block ? [{ name: String(block.block_id), type: block.element.type }] : [],
  );
}

const names = subscribe.options.map(({ name }) => name);

describe('the settings of a channel', () => {
  it('are in forms of five fields on Discord, all of them', async () => {
    const { open } = await aFullDesk();
    const drawn = await drawOnDiscord(open);
    expect(names.filter((name) => !drawn.some((field) => field.name === name))).toEqual([]);
  });

  it('are in one form on Slack, all of them', async () => {
    const { open } = await aFullDesk();
    const drawn = await drawOnSlack(open);
    expect(names.filter((name) => !drawn.some((field) => field.name === name))).toEqual([]);
  });

  it('are typed on Slack only where no list has them', async () => {
    const { open } = await aFullDesk();
    const typed = (await drawOnSlack(open)).filter(({ type }) => type === 'plain_text_input');
    expect(typed.map(({ name }) => name)).toEqual(['topics+', 'public', 'without', 'mention']);
  });

  it('are typed on Discord only where it has no picker, or beside one', async () => {
    const { open } = await aFullDesk();
    const drawn = await drawOnDiscord(open);
    const isPicked = (name: string) =>
      drawn.some((field) => field.name === name && field.type !== ComponentType.TextInput);
    expect(names.filter((name) => !isPicked(name))).toEqual([
      ...['time', 'without', 'min-votes', 'public', 'recap', 'month-recap'],
    ]);
  });

  it('come back from Discord’s lists as they are: a zone, words of one’s own, a count, a role', async () => {
    const { ask, open } = await aFullDesk();
    const line = 'subscribe zone:Asia/Kathmandu topics:cs.CL,agents count:11 mention:1234567890123456';
    const saved = await ask({ kind: 'line', text: line });
    const yes = listButtons(saved)[0];
    if (yes?.kind === 'button') await ask({ kind: 'action', id: yes.id });
    const drawn = JSON.stringify([
      renderForm(await open('papers')),
      renderForm(await open('posts')),
      renderForm(await open('other')),
    ]);
    for (const value of ['Asia/Kathmandu', 'cs.CL', 'agents', '11'])
      expect(drawn).toContain(`"value":"${value}","default":true`);
    expect(drawn).toContain('"default_values":[{"id":"1234567890123456","type":"role"}]');
  });

  it('need no second form where one has space for all: only elsewhere buttons open others', async () => {
    const { ask, script } = await aFullDesk();
    const labels = async () => {
      const saved = await ask({ kind: 'line', text: 'subscribe count:7' });
      return listButtons(saved).map(({ label }) => label);
    };
    expect(await labels()).toEqual(['Recaps and notifications', 'Layout and filter', 'Other settings']);
    script.hasLongForms = true;
    expect(await labels()).toEqual([]);
  });
});
