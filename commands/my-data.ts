import type { PersonId } from '../src/core/base/ids.ts';
import { commandSpan, words } from '../src/core/base/text.ts';
import { button } from '../src/core/command/card-actions.ts';
import type { Command } from '../src/core/command/command.ts';
import type { Action } from '../src/core/message/message.ts';
import { counted } from '../src/core/paper/format.ts';
import { isEmpty, type PersonData } from '../src/core/store/person-data.ts';
import { describeSchedule } from './follow-schedule.ts';
import { languageOf } from './views.ts';

/** What is held about the person who asks, in short or whole as a file. */
export const myData: Command = {
  name: 'my-data',
  summary: 'What is saved about you, also as a file',
  example: 'my-data json',
  personal: true,
  options: [
    {
      name: 'format',
      summary: 'In short, or all of it as a JSON file',
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
        content: toJson(asker.person, data, services.clock.now()),
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
    { name: 'Votes', value: told(votes.length, 'vote') },
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
    { name: 'Last lists you saw', value: told(lists.length, 'list') },
    {
      name: 'Daily posts you set up',
      value: subscriptions.length > 0 ? told(subscriptions.length, 'channel') : 'none',
    },
  ];
}

function toJson(person: PersonId, data: PersonData, now: number): string {
  const at = (instant: number) => new Date(instant).toISOString();
  const { votes, readingList, follows, schedule, notified, lists, subscriptions } = data;
  const told = {
    person,
    exportedAt: at(now),
    votes: votes.map(({ paperId, value, space, source, at: cast }) => ({
      paper: paperId,
      vote: value === 1 ? 'up' : 'down',
      where: space,
      by: source === 'button' ? 'button or command' : 'reaction',
      at: at(cast),
    })),
    readingList: readingList.map(({ paperId, at: saved }) => ({ paper: paperId, savedAt: at(saved) })),
    follows: follows.map(({ kind, text, at: since }) => ({ kind, text, since: at(since) })),
    ...(schedule ? { dailyMessage: { ...schedule, nextDueAt: at(schedule.nextDueAt) } } : {}),
    namedInDailyMessages: notified,
    lastLists: lists.map(({ place, title, papers, at: shown }) => ({
      ...{ where: place, title, shownAt: at(shown) },
      papers: [...papers].map(([n, paper]) => ({ n, paper })),
    })),
    dailyPostsYouSetUp: subscriptions.map(({ channel, at: since }) => ({ channel, since: at(since) })),
  };
  return `${JSON.stringify(told, null, 2)}\n`;
}
