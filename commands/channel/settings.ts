import type { Command } from '../../src/core/command/command.ts';
import { texts } from '../texts/channel.ts';
import { buildPostsForm } from './posts-form.ts';
import { buildSettingsForm } from './settings-form.ts';

/** A form filled with what is set; sending it off runs `subscribe`. Discord takes five fields in one, so there are two. */
export const settings: Command = {
  name: 'settings',
  get summary() {
    return texts.settingsSummary();
  },
  example: 'settings',
  manage: true,
  opensForm: true,
  options: [
    {
      name: 'about',
      get summary() {
        return texts.settingsAbout();
      },
      type: 'choice',
      choices: ['papers', 'posts'],
      default: 'papers',
    },
  ],
  run: async (context, { about }) => ({
    kind: 'form',
    form: about === 'posts' ? await buildPostsForm(context) : await buildSettingsForm(context, {}),
  }),
};
