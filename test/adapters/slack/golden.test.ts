import { describe, expect, it } from 'vitest';
import { renderMessage } from '../../../adapters/slack/render.ts';
import { formView } from '../../../adapters/slack/render-form.ts';
import { checkView } from '../../../loopback/slack/payload-check.ts';
import type { Message } from '../../../src/core/message.ts';
import { anOverview, aPaper, aView } from '../../support/builders.ts';

const paper = aPaper({
  organization: 'Analytical Engines',
  codeUrl: 'https://github.com/ada/engine',
  stars: 1200,
  thumbnailUrl: 'https://cdn.example/first.png',
});
const view = aView({
  paper,
  day: '2026-04-30',
  tally: { up: 3, down: 1 },
  summary: { text: 'It reads.', by: 'Hugging Face AI summary' },
  why: '12 upvotes',
});

/** One of each kind. A change of look is a change of a file here: read the difference before you accept it. */
const GOLDEN: Readonly<Record<Message['kind'], Message>> = {
  overview: anOverview(2, { more: 3 }),
  card: {
    kind: 'card',
    view,
    language: 'en',
    actions: [{ kind: 'button', id: 'vote:up:2604.26752', label: '👍 Vote', style: 'primary' }],
  },
  list: {
    kind: 'list',
    title: 'Search: attention',
    note: '1 paper in 3 ms',
    entries: [{ ...view, n: 11, snippet: [{ text: 'a model of ' }, { text: 'attention', strong: true }] }],
    language: 'en',
    actions: [
      { kind: 'button', id: 'page:2', label: 'Next' },
      { kind: 'link', url: 'https://huggingface.co/papers', label: 'Hugging Face' },
    ],
  },
  summary: {
    kind: 'summary',
    view,
    points: [
      { label: 'Method', text: 'A teacher and a pupil.' },
      { label: 'Result', text: 'Twice as fast.' },
    ],
    by: 'Extracted from the abstract',
    notes: ['One sentence was left out.'],
    language: 'en',
  },
  fields: {
    kind: 'fields',
    title: 'Settings',
    intro: 'What this channel asked for',
    fields: [
      { name: 'Time', value: '09:00' },
      { name: 'Topics', value: [{ text: 'cs.CL', code: true }, { text: ' and more' }] },
    ],
  },
  notice: {
    kind: 'notice',
    tone: 'error',
    title: 'No such day',
    text: 'Daily papers begin in May 2023.',
    fix: 'Give a day like this:',
    example: '/papers today 2026-04-30',
    requestId: 'ab12cd34',
  },
};

describe('the golden payload', () => {
  it.each(Object.entries(GOLDEN))('of a message of kind %s is unchanged', async (kind, message) => {
    await expect(file(renderMessage(message))).toMatchFileSnapshot(`golden/${kind}.json`);
  });

  it('of a form is unchanged and a valid modal', async () => {
    const modal = formView(
      {
        id: 'settings:save',
        title: 'What this channel gets, and when',
        submit: 'Save',
        fields: [
          { name: 'time', label: 'Time', hint: 'Like 09:00', value: '09:00', required: true },
          {
            name: 'layout',
            label: 'Layout',
            value: 'cards',
            required: true,
            choices: [
              { label: 'Thread', value: 'thread' },
              { label: 'Cards', value: 'cards' },
            ],
          },
          { name: 'topics', label: 'Topics', required: false, long: true },
        ],
      },
      '{"channel":"C0OPEN"}',
    );
    expect(checkView({ ...modal })).toEqual([]);
    await expect(file(modal)).toMatchFileSnapshot('golden/form.json');
  });
});

function file(payload: unknown): string {
  return `${JSON.stringify(payload, null, 2)}\n`;
}
