import type { CommandContext } from '../../src/core/command/command.ts';
import type { Form, FormField } from '../../src/core/message/interaction.ts';
import { writeRecap } from '../../src/core/schedule/recap.ts';
import { listWeekdays } from '../../src/core/schedule/schedule-words.ts';
import { DEFAULT_SUBSCRIPTION, type Subscription } from '../../src/core/schedule/subscription.ts';
import { toChannel } from '../shared/channel.ts';
import { texts } from '../texts/channel.ts';

type Shown = Pick<Subscription, 'recaps' | 'isQuiet' | 'isCrossposted' | 'mention'>;

/** How a channel's posts come, as a form; submitting it runs `subscribe`. */
export async function buildPostsForm(context: CommandContext): Promise<Form> {
  const subscription = await context.services.store.subscriptions.find(toChannel(context));
  return {
    id: 'subscribe',
    title: texts.postsTitle(),
    submit: texts.settingsSave(),
    fields: listPostsFields(context, subscription ?? DEFAULT_SUBSCRIPTION),
  };
}

/** Recaps, and what the platform can do with posts. */
export function listPostsFields(context: CommandContext, shown: Shown): FormField[] {
  const { services } = context;
  const channel = toChannel(context);
  const { isQuiet, isCrossposted, mention } = shown;
  const mentions = services.mentionsIn(channel);
  return [
    ...listRecapFields(shown),
    ...(mentions
      ? [
          {
            name: 'mention',
            label: texts.mentionLabel(),
            hint: texts.mentionHint({ where: mentions.whereIdsAreInForm }),
            value: mention?.id ?? '',
            required: false,
            picker: { kind: 'role' } as const,
          },
        ]
      : []),
    ...(services.hasCrossposts(channel)
      ? [buildYesNoField('crosspost', texts.crosspostLabel(), texts.crosspost(), isCrossposted)]
      : []),
    ...(services.hasQuietPosts(channel)
      ? [buildYesNoField('quiet', texts.quietLabel(), texts.quiet(), isQuiet)]
      : []),
  ];
}

function listRecapFields({ recaps }: Pick<Shown, 'recaps'>): FormField[] {
  const off = { label: texts.recapOff(), value: 'off' };
  return [
    {
      name: 'recap',
      label: texts.recapLabel(),
      hint: texts.recap(),
      value: writeRecap('week', recaps.week),
      required: false,
      picker: { kind: 'day-time', days: [off, ...listWeekdays()] },
    },
    {
      name: 'month-recap',
      label: texts.monthRecapLabel(),
      hint: texts.monthRecap(),
      value: writeRecap('month', recaps.month),
      required: false,
      picker: { kind: 'day-time', days: [off, { label: texts.recapOnFirst(), value: 'on' }] },
    },
  ];
}

function buildYesNoField(name: string, label: string, hint: string, isOn: boolean): FormField {
  return {
    ...{ name, label, hint },
    value: isOn ? 'yes' : 'no',
    required: true,
    choices: [
      { label: texts.yes(), value: 'yes' },
      { label: texts.no(), value: 'no' },
    ],
    picker: { kind: 'radio' },
  };
}
