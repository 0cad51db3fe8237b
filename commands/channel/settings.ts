import type { Command, CommandContext } from '../../src/core/command/command.ts';
import type { Form } from '../../src/core/message/interaction.ts';
import { texts } from '../texts/channel.ts';
import { buildPostsForm } from './posts-form.ts';
import { buildPartOfSettings, buildSettingsForm } from './settings-form.ts';

/**
 * A form filled with what is set; sending it off runs `subscribe`. Discord takes five fields in one: with all of them every setting is in
 * a form there. Elsewhere the first one has what the last two have.
 */
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
      choices: ['papers', 'posts', 'filter', 'other'],
      default: 'papers',
    },
  ],
  run: async (context, { about }) => ({
    kind: 'form',
    form: await buildForm(context, String(about)),
  }),
};

function buildForm(context: CommandContext, about: string): Promise<Form> {
  switch (about) {
    case 'posts':
      return buildPostsForm(context);
    case 'filter':
    case 'other':
      return buildPartOfSettings(context, about);
    default:
      return buildSettingsForm(context, {});
  }
}
