import type { Args, CommandContext } from '../../src/core/command/command.ts';
import type { Form } from '../../src/core/message/interaction.ts';
import { wordsOfCron } from '../../src/core/schedule/schedule-words.ts';
import { MAX_COUNT } from '../../src/core/schedule/subscription.ts';
import { toChannel } from '../shared/channel.ts';
import { texts } from '../texts/channel.ts';
import { changeSubscription } from './change-subscription.ts';

/** The settings of a channel as a form, prefilled with what was typed, else with what is set; submitting it runs `subscribe`. */
export async function settingsForm(context: CommandContext, typed: Args): Promise<Form> {
  const before = await context.services.store.subscriptions.get(toChannel(context));
  const { cron, zone, count, topics, publicName } = changeSubscription(context, before, typed);
  const { time, days } = wordsOfCron(cron) ?? { time: '', days: '' };
  return {
    id: 'subscribe',
    title: before ? texts.settingsTitle() : texts.settingsTitleNew(),
    submit: texts.settingsSave(),
    fields: [
      {
        name: 'time',
        label: texts.settingsTime(),
        hint: texts.settingsTimeHint(),
        value: time,
        required: true,
      },
      {
        name: 'zone',
        label: texts.settingsZone(),
        hint: texts.settingsZoneHint(),
        value: zone,
        required: true,
      },
      {
        name: 'days',
        label: texts.settingsDays(),
        hint: texts.days(),
        value: days,
        required: true,
      },
      {
        name: 'count',
        label: texts.countLabel(),
        hint: texts.settingsCountHint({ most: MAX_COUNT }),
        value: String(count),
        required: true,
      },
      {
        name: 'topics',
        label: texts.settingsTopics(),
        hint: texts.settingsTopicsHint(),
        value: topics.join(', '),
        required: false,
        long: true,
      },
      // Last: Discord shows five fields, and leaves as it is what it does not show.
      ...(context.services.publicPage
        ? [
            {
              name: 'public',
              label: texts.publicLabel(),
              hint: texts.settingsPublicHint(),
              value: publicName ?? '',
              required: false,
            },
          ]
        : []),
    ],
  };
}
