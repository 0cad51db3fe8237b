import { commandSpan } from '../../src/core/base/text.ts';
import { buildPostActions } from '../../src/core/command/card-actions.ts';
import type { Form } from '../../src/core/message/interaction.ts';
import type { Message } from '../../src/core/message/message.ts';
import { anOverview, aPaper, aView } from './builders.ts';

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
  why: 'matches topic "reading"',
});

/** One of each kind. A change of look is a change of a file in `golden`: read the difference before you accept it. */
export const GOLDEN: Readonly<Record<Message['kind'], Message>> = {
  overview: anOverview(2, {
    more: 3,
    entries: anOverview(2).entries.map((entry, i) =>
      i > 0
        ? entry
        : {
            ...entry,
            paper: { ...entry.paper, keywords: ['distillation', 'long context', 'paper'] },
            summary: { text: 'It reads.', line: 'Reads a paper in a second…', by: 'Hugging Face AI summary' },
            rise: { gained: 40, hours: 8 },
          },
    ),
  }),
  card: {
    kind: 'card',
    takesReactions: true,
    view,
    language: 'en',
    actions: buildPostActions(paper.id),
  },
  list: {
    kind: 'list',
    title: 'Search: attention',
    note: '1 paper',
    entries: [
      {
        ...view,
        n: 11,
        date: '2026-04-27',
        snippet: [{ text: 'a model of ' }, { text: 'attention', strong: true }],
      },
    ],
    language: 'en',
    actions: [
      { kind: 'button', id: 'u:search attention page:2', label: 'Next' },
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
    feedback: {
      yes: { id: 'u:helped yes 2604.26752 bullets en extract', label: '👍 Helpful · 2' },
      no: { id: 'u:helped no 2604.26752 bullets en extract', label: '👎 Not helpful' },
    },
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
    example: commandSpan('today 2026-04-30'),
    requestId: 'ab12cd34',
  },
};

export const GOLDEN_FORM: Form = {
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
};

/** A payload as it is in its file. */
export function asFile(payload: unknown): string {
  return `${JSON.stringify(payload, null, 2)}\n`;
}
