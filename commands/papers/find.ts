import type { Command } from '../../src/core/command/command.ts';
import { texts } from '../texts/papers.ts';
import { show } from './show.ts';

/**
 * A form in which a paper is found by what one types of its title or ID; sending it off shows the paper. Discord completes as one types
 * the command itself, so it is not registered there.
 */
export const find: Command = {
  name: 'find',
  get summary() {
    return texts.findSummary();
  },
  example: 'find',
  hidden: true,
  opensForm: true,
  options: [],
  run: async () => ({
    kind: 'form',
    form: {
      id: show.name,
      title: texts.findTitle(),
      submit: texts.findSubmit(),
      fields: show.options.map(({ name, label = name, summary }) => ({
        ...{ name, label, hint: summary, required: true },
        picker: { kind: 'complete', whatToType: texts.findWhatToType() },
      })),
    },
  }),
};
