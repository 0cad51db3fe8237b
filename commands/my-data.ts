import { commandSpan, words } from '../src/core/base/text.ts';
import { button } from '../src/core/command/card-actions.ts';
import type { Command } from '../src/core/command/command.ts';
import type { Action } from '../src/core/message/message.ts';
import { counted, fullNumber } from '../src/core/paper/format.ts';
import { isEmpty, type PersonData } from '../src/core/store/person-data.ts';
import { personDataJson } from '../src/core/store/person-data-json.ts';
import { describeSchedule } from './follow-schedule.ts';
import { languageOf } from './views.ts';

/** What is held about the person who asks, in short or whole as a file. */
export const myData: Command = {
  name: 'my-data',
  summary: 'Shows what is saved about you, also as a file',
  example: 'my-data json',
  personal: true,
  options: [
    {
      name: 'format',
      summary: 'A short list, or all of it as a JSON file',
      type: 'choice',
      choices: ['short', 'json'],
      default: 'short',
    },
  ],
  async run(context, { format }) {
    const { asker, services } = context;
    const data = await services.store.people.dataOf(asker.person);
    if (format === 'json')
      return {
        kind: 'file',
        name: 'paperboy-my-data.json',
        mime: 'application/json',
        content: personDataJson(asker.person, data, services.clock.now()),
        note: { kind: 'notice', tone: 'success', title: 'Everything that is saved about you' },
      };
    return {
      kind: 'message',
      message: {
        kind: 'fields',
        title: 'What is saved about you',
        intro: isEmpty(data)
          ? 'Nothing is saved about you.'
          : words`All of it as a file: ${commandSpan('my-data json')}. To delete it: ${commandSpan('forget me')}.`,
        fields: [
          { name: 'You are', value: asker.person },
          ...(isEmpty(data) ? [] : fieldsOf(data, languageOf(context))),
        ],
        actions: isEmpty(data) ? [] : [...button('Export as JSON', 'my-data json'), ...forgetButton()],
      },
    };
  },
};

/** Asks back first. */
function forgetButton(): Action[] {
  return button('Delete everything …', 'forget me').map((action) =>
    action.kind === 'button' ? { ...action, style: 'danger' } : action,
  );
}

function fieldsOf(data: PersonData, language: string) {
  const { votes, readingList, follows, schedule, notified, lists, subscriptions } = data;
  const told = (count: number, noun: string) => counted(count, noun, language);
  return [
    { name: 'Votes', value: fullNumber(votes.length, language) },
    { name: 'Reading list', value: told(readingList.length, 'paper') },
    {
      name: 'Follows',
      value:
        follows.length > 0
          ? follows
              .map(({ kind, text }) => `${kind} ${text}`)
              .join('\n')
              .slice(0, 900)
          : 'none',
    },
    ...(schedule ? [{ name: 'Daily message', value: describeSchedule(schedule) }] : []),
    { name: 'Named in daily messages', value: told(notified.length, 'paper') },
    { name: 'Lists that your numbers refer to', value: fullNumber(lists.length, language) },
    {
      name: 'Daily posts you set up',
      value: subscriptions.length > 0 ? told(subscriptions.length, 'channel') : 'none',
    },
  ];
}
