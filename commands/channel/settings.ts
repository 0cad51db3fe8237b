import type { Command } from '../../src/core/command/command.ts';
import { wordsOfCron } from '../../src/core/schedule/schedule-words.ts';
import { DEFAULT_SUBSCRIPTION, MAX_COUNT } from '../../src/core/schedule/subscription.ts';
import { channelOf } from '../shared/channel.ts';
import { texts } from '../texts/channel.ts';

/** A form filled with what is set; sending it off runs `subscribe`. */
export const settings: Command = {
  name: 'settings',
  summary: texts.settingsSummary(),
  example: 'settings',
  manage: true,
  opensForm: true,
  options: [],
  async run(context) {
    const before = await context.services.store.subscriptions.get(channelOf(context));
    const { cron, zone, count, topics } = before ?? {
      ...DEFAULT_SUBSCRIPTION,
      zone: context.asker.zone ?? DEFAULT_SUBSCRIPTION.zone,
    };
    const { time, days } = wordsOfCron(cron) ?? { time: '', days: '' };
    return {
      kind: 'form',
      form: {
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
            value: topics.join(', ') || 'none',
            required: false,
            long: true,
          },
        ],
      },
    };
  },
};
