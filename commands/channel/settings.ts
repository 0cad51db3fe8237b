import type { Command } from '../../src/core/command/command.ts';
import { texts } from '../texts/channel.ts';
import { settingsForm } from './settings-form.ts';

/** A form filled with what is set; sending it off runs `subscribe`. */
export const settings: Command = {
  name: 'settings',
  summary: texts.settingsSummary(),
  example: 'settings',
  manage: true,
  opensForm: true,
  options: [],
  run: async (context) => ({ kind: 'form', form: await settingsForm(context, {}) }),
};
