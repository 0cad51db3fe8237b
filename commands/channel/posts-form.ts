import type { CommandContext } from '../../src/core/command/command.ts';
import type { Choice, Form } from '../../src/core/message/interaction.ts';
import { writeRecap } from '../../src/core/schedule/recap.ts';
import { DEFAULT_SUBSCRIPTION, type Subscription } from '../../src/core/schedule/subscription.ts';
import { toChannel } from '../shared/channel.ts';
import { texts } from '../texts/channel.ts';

type Shown = Pick<Subscription, 'recaps' | 'isQuiet' | 'isCrossposted' | 'mention'>;

/** How a channel's posts come, as a form; submitting it runs `subscribe`. */
export async function buildPostsForm(context: CommandContext): Promise<Form> {
  const { services } = context;
  const channel = toChannel(context);
  const { recaps, isQuiet, isCrossposted, mention }: Shown =
    (await services.store.subscriptions.find(channel)) ?? DEFAULT_SUBSCRIPTION;
  const mentions = services.mentionsIn(channel);
  return {
    id: 'subscribe',
    title: texts.postsTitle(),
    submit: texts.settingsSave(),
    fields: [
      {
        name: 'recap',
        label: texts.recapLabel(),
        hint: texts.recap(),
        value: writeRecap('week', recaps.week),
        required: false,
      },
      {
        name: 'month-recap',
        label: texts.monthRecapLabel(),
        hint: texts.monthRecap(),
        value: writeRecap('month', recaps.month),
        required: false,
      },
      ...(mentions
        ? [
            {
              name: 'mention',
              label: texts.mentionLabel(),
              hint: texts.mentionHint({ where: mentions.whereIdsAreInForm }),
              value: mention?.id ?? '',
              required: false,
            },
          ]
        : []),
      ...(services.hasCrossposts(channel)
        ? [
            {
              name: 'crosspost',
              label: texts.crosspostLabel(),
              hint: texts.crosspost(),
              value: isCrossposted ? 'yes' : 'no',
              required: true,
              choices: listYesNo(),
            },
          ]
        : []),
      ...(services.hasQuietPosts(channel)
        ? [
            {
              name: 'quiet',
              label: texts.quietLabel(),
              hint: texts.quiet(),
              value: isQuiet ? 'yes' : 'no',
              required: true,
              choices: listYesNo(),
            },
          ]
        : []),
    ],
  };
}

function listYesNo(): Choice[] {
  return [
    { label: texts.yes(), value: 'yes' },
    { label: texts.no(), value: 'no' },
  ];
}
