import { commandSpan } from '../../src/core/base/text.ts';
import { button } from '../../src/core/command/card-actions.ts';
import type { Command } from '../../src/core/command/command.ts';
import type { Action } from '../../src/core/message/message.ts';
import type { FollowSchedule } from '../../src/core/schedule/personal.ts';
import { isEmpty, type PersonData } from '../../src/core/store/person-data.ts';
import { writePersonData } from '../../src/core/store/person-data-json.ts';
import { texts } from '../texts/privacy.ts';
import { describeSchedule } from './follow-schedule.ts';

/** What is stored about the person who asks, as a summary or completely as a file. */
export const myData: Command = {
  name: 'my-data',
  get summary() {
    return texts.dataSummary();
  },
  example: 'my-data json',
  personal: true,
  options: [
    {
      name: 'format',
      get summary() {
        return texts.dataFormat();
      },
      type: 'choice',
      choices: ['short', 'json'],
      default: 'short',
    },
  ],
  async run(context, { format }) {
    const { asker, services } = context;
    const data = await services.store.people.readPersonData(asker.person);
    if (format === 'json')
      return {
        kind: 'file',
        name: 'paperboy-my-data.json',
        mime: 'application/json',
        content: writePersonData(asker.person, data, services.clock.now()),
        note: { kind: 'notice', tone: 'success', title: texts.dataFile() },
      };
    return {
      kind: 'message',
      message: {
        kind: 'fields',
        title: texts.dataTitle(),
        intro: isEmpty(data)
          ? texts.dataNone()
          : texts.dataIntro({
              exportCommand: commandSpan('my-data json'),
              forgetCommand: commandSpan('forget me'),
            }),
        fields: [{ name: texts.you(), value: asker.person }, ...(isEmpty(data) ? [] : listFields(data))],
        actions: isEmpty(data) ? [] : [...button(texts.exportJson(), 'my-data json'), ...forgetButton()],
      },
    };
  },
};

/** Asks back first. */
function forgetButton(): Action[] {
  return button(texts.deleteAsking(), 'forget me').map((action) =>
    action.kind === 'button' ? { ...action, style: 'danger' } : action,
  );
}

function describeMessage(saved: FollowSchedule, isSent: boolean): string {
  const schedule = describeSchedule(saved);
  return isSent ? schedule : texts.noMessage({ schedule });
}

function listFields(data: PersonData) {
  const { votes, readingList, follows, schedule, notified, lists, feedback, mailboxes, subscriptions } = data;
  return [
    { name: texts.votes(), value: texts.number({ count: votes.length }) },
    { name: texts.readingList(), value: texts.papers({ count: readingList.length }) },
    {
      name: texts.follows(),
      value:
        follows.length > 0
          ? follows
              .map(({ kind, text }) => texts.follow({ kind, text }))
              .join('\n')
              .slice(0, 900)
          : texts.none(),
    },
    ...(schedule
      ? [{ name: texts.dailyMessage(), value: describeMessage(schedule, follows.length > 0) }]
      : []),
    { name: texts.notified(), value: texts.papers({ count: notified.length }) },
    { name: texts.lists(), value: texts.number({ count: lists.length }) },
    { name: texts.feedback(), value: texts.number({ count: feedback.length }) },
    { name: texts.mailboxes(), value: texts.number({ count: mailboxes.length }) },
    { name: texts.subscriptions(), value: texts.channels({ count: subscriptions.length }) },
  ];
}
