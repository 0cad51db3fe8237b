import { commandSpan } from '../../src/core/base/text.ts';
import type { Args, Command, CommandContext } from '../../src/core/command/command.ts';
import type { Proposal } from '../../src/core/command/confirmation.ts';
import type { Reply } from '../../src/core/message/interaction.ts';
import type { Notice } from '../../src/core/message/message.ts';
import { isEmpty } from '../../src/core/store/person-data.ts';
import { texts } from '../texts/privacy.ts';

/** Deletes everything about the person who asks, after a confirmation. */
export const forget: Command = {
  name: 'forget',
  get summary() {
    return texts.forgetSummary();
  },
  example: 'forget me',
  personal: true,
  options: [
    {
      name: 'whom',
      get label() {
        return texts.forgetLabel();
      },
      get summary() {
        return texts.forgetWhom();
      },
      type: 'choice',
      choices: ['me'],
      required: true,
    },
    {
      name: 'confirm',
      get summary() {
        return texts.forgetConfirm();
      },
      type: 'choice',
      choices: ['yes'],
    },
  ],
  propose: proposeForget,
  run: async (context, args) => (await proposeForget(context, args)).carryOut(),
};

async function proposeForget(context: CommandContext, { confirm }: Args): Promise<Proposal> {
  const { asker, services } = context;
  const carryOut = () => deleteEverything(context);
  if (confirm === 'yes') return { carryOut };
  if (isEmpty(await services.store.people.readPersonData(asker.person)))
    return { carryOut: async () => ({ kind: 'message', message: composeNothingSaved() }) };
  const fix = texts.forgetUndo({ command: commandSpan('my-data json') });
  return {
    question: {
      message: { kind: 'notice', tone: 'warning', title: texts.forgetAsk(), text: texts.forgetWhat(), fix },
      confirm: texts.forgetButton(),
      isDangerous: true,
      otherwise: { label: texts.forgetCancel() },
      // All of it, whatever is saved by then.
      state: 'everything',
    },
    carryOut,
  };
}

async function deleteEverything(context: CommandContext): Promise<Reply> {
  await context.services.forget(context.asker.person);
  return {
    kind: 'message',
    message: { kind: 'notice', tone: 'success', title: texts.forgotten(), text: texts.forgottenWhat() },
  };
}

function composeNothingSaved(): Notice {
  const text = texts.forgetNoneSee({ command: commandSpan('my-data') });
  return { kind: 'notice', tone: 'warning', title: texts.forgetNone(), text };
}
