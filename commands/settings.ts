import type { Command } from '../src/core/command/command.ts';
import { wordsOfCron } from '../src/core/schedule/schedule-words.ts';
import { DEFAULT_SUBSCRIPTION, MAX_COUNT } from '../src/core/schedule/subscription.ts';
import { channelOf } from './channel.ts';

/** A form filled with what is set; sending it off runs `subscribe`. */
export const settings: Command = {
  name: 'settings',
  summary: "Opens a form for this channel's daily post",
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
        title: before ? 'Daily papers here' : 'Subscribe this channel',
        submit: 'Save',
        fields: [
          {
            name: 'time',
            label: 'Time',
            hint: '9:00 or 5pm',
            value: time,
            required: true,
          },
          {
            name: 'zone',
            label: 'Time zone',
            hint: 'such as Europe/Paris',
            value: zone,
            required: true,
          },
          {
            name: 'days',
            label: 'Days',
            hint: 'mon-fri, daily, weekends or mon,wed,fri',
            value: days,
            required: true,
          },
          {
            name: 'count',
            label: 'How many papers',
            hint: `1 to ${MAX_COUNT}`,
            value: String(count),
            required: true,
          },
          {
            name: 'topics',
            label: 'Topics',
            hint: 'agents, "world models", cs.CL, -not; match:any for looser; none for all',
            value: topics.join(', ') || 'none',
            required: false,
            long: true,
          },
        ],
      },
    };
  },
};
