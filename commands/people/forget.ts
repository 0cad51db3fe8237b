import { commandSpan } from '../../src/core/base/text.ts';
import { button } from '../../src/core/command/card-actions.ts';
import type { Command } from '../../src/core/command/command.ts';
import { isEmpty } from '../../src/core/store/person-data.ts';
import { texts } from '../texts/privacy.ts';

/** Deletes everything about the person who asks, after asking back once. */
export const forget: Command = {
  name: 'forget',
  summary: texts.forgetSummary(),
  example: 'forget me',
  personal: true,
  options: [
    {
      name: 'whom',
      label: texts.forgetLabel(),
      summary: texts.forgetWhom(),
      type: 'choice',
      choices: ['me'],
      required: true,
    },
    {
      name: 'confirm',
      summary: texts.forgetConfirm(),
      type: 'choice',
      choices: ['yes'],
    },
  ],
  async run({ asker, services, shareable }, { confirm }) {
    const before = await services.store.people.dataOf(asker.person);
    if (confirm !== 'yes')
      return {
        kind: 'message',
        message: {
          kind: 'notice',
          tone: 'warning',
          title: isEmpty(before) ? texts.forgetNone() : texts.forgetAsk(),
          text: isEmpty(before)
            ? texts.forgetNoneSee({ command: commandSpan('my-data') })
            : texts.forgetWhat(),
          ...(isEmpty(before)
            ? {}
            : {
                fix: texts.forgetUndo({ command: commandSpan('my-data json') }),
                actions: button(texts.forgetButton(), 'forget me confirm:yes', 'update').map((action) =>
                  action.kind === 'button' ? { ...action, style: 'danger' as const } : action,
                ),
              }),
        },
      };
    await services.forget(asker.person);
    shareable.forget(asker.person);
    return {
      kind: 'message',
      message: {
        kind: 'notice',
        tone: 'success',
        title: texts.forgotten(),
        text: texts.forgottenWhat(),
      },
    };
  },
};
