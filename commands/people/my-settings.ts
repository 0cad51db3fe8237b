import type { Command } from '../../src/core/command/command.ts';
import { describeQuiet } from '../../src/core/schedule/quiet-hours.ts';
import { readCronWords } from '../../src/core/schedule/schedule-words.ts';
import { listLikelyZones } from '../shared/zones.ts';
import { texts } from '../texts/home.ts';
import { following } from './follow.ts';
import { planSchedule } from './follow-schedule.ts';

/** The form with a person's own settings, for a button; sending it off runs `following`. */
export const mySettings: Command = {
  name: 'my-settings',
  hidden: true,
  personal: true,
  opensForm: true,
  get summary() {
    return texts.settingsSummary();
  },
  example: 'my-settings',
  options: [],
  async run(context) {
    const { schedule } = await planSchedule(context, {});
    return {
      kind: 'form',
      form: {
        id: following.name,
        title: texts.settingsTitle(),
        submit: texts.settingsSubmit(),
        fields: [
          {
            ...{ name: 'time', label: texts.settingsTime(), hint: texts.settingsTimeHint(), required: true },
            value: readCronWords(schedule.cron)?.time ?? '',
            picker: { kind: 'time' },
          },
          {
            ...{ name: 'zone', label: texts.settingsZone(), hint: texts.settingsZoneHint(), required: true },
            value: schedule.zone,
            picker: { kind: 'complete', likely: listLikelyZones(schedule.zone) },
          },
          {
            ...{
              name: 'quiet',
              label: texts.settingsQuiet(),
              hint: texts.settingsQuietHint(),
              required: true,
            },
            value: describeQuiet(schedule.quiet),
          },
        ],
      },
    };
  },
};
