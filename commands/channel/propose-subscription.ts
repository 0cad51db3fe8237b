import { commandSpan } from '../../src/core/base/text.ts';
import { button } from '../../src/core/command/card-actions.ts';
import type { Args, CommandContext } from '../../src/core/command/command.ts';
import type { Proposal } from '../../src/core/command/confirmation.ts';
import { addUnknownCategories, toPaperTest } from '../../src/core/digest/filtered-week.ts';
import { isFiltering } from '../../src/core/digest/topic-filter.ts';
import { type LastWeek, readLastWeek } from '../../src/core/matching/last-week.ts';
import type { Reply } from '../../src/core/message/interaction.ts';
import type { Action, Notice } from '../../src/core/message/message.ts';
import type { Subscription } from '../../src/core/schedule/subscription.ts';
import { findTroubleHere, listSettings, toChannel } from '../shared/channel.ts';
import { describeWeek, type Passing } from '../shared/passing-question.ts';
import { chooseLanguage } from '../shared/views.ts';
import { settings as settingTexts, texts } from '../texts/channel.ts';
import { changeSubscription, checkMention } from './change-subscription.ts';
import { listTopicVariants } from './topic-variants.ts';

type Trouble = NonNullable<Awaited<ReturnType<typeof findTroubleHere>>>;

/** What a channel's subscription would be. It is asked about where it keeps papers out; else every paper passes. */
export async function proposeSubscription(context: CommandContext, args: Args): Promise<Proposal> {
  const { services } = context;
  const before = await services.store.subscriptions.find(toChannel(context));
  const subscription = await changeSubscription(context, before, args);
  await checkMention(context, subscription, before);
  const trouble = await findTroubleHere(context, subscription.layout, subscription);
  // Reported now, to the person who can fix it, and not only after the first post has failed.
  if (trouble?.blocks) return { carryOut: async () => refuseChange(before !== undefined, trouble) };
  if (!isFiltering(subscription))
    return { carryOut: () => save(context, subscription, { isNew: before === undefined, trouble }) };
  const week = await readLastWeek(services.store, services.clock.now());
  const passing = describeFilter(week, subscription);
  const saving = { isNew: before === undefined, trouble, passing };
  // What comes next, and when, moves on by itself.
  const { nextDueAt: _moves, createdAt: _now, recaps, ...state } = subscription;
  const crons = Object.values(recaps).map(({ cron }) => cron);
  return {
    question: {
      message: {
        kind: 'fields',
        title: before ? texts.saveAsk() : texts.subscribeAsk(),
        intro: passing.text,
        fields: [
          ...toWarning(trouble),
          ...passing.examples,
          ...passing.hint,
          ...listSettings(context, subscription, chooseLanguage(context)),
        ],
        numbers: pickNumbers(passing),
      },
      confirm: texts.settingsSave(),
      otherwise: { label: texts.settingsChange(), opensForm: true },
      state: JSON.stringify({ ...state, crons }),
    },
    carryOut: () => save(context, subscription, saving),
  };
}

interface Saving {
  readonly isNew: boolean;
  readonly trouble: Trouble | undefined;
  readonly passing?: Passing;
}

async function save(
  context: CommandContext,
  subscription: Subscription,
  { isNew, trouble, passing }: Saving,
): Promise<Reply> {
  await context.services.store.subscriptions.put(subscription);
  const commands = { previewCommand: commandSpan('preview'), helpCommand: commandSpan('help subscribe') };
  return {
    kind: 'message',
    message: {
      kind: 'fields',
      title: isNew ? texts.subscribed() : texts.saved(),
      fields: [
        ...toWarning(trouble),
        ...listSettings(context, subscription, chooseLanguage(context)),
        ...(passing ? [{ name: settingTexts.lastWeek(), value: passing.text }] : []),
      ],
      intro: texts.subscribedIntro(commands),
      actions: listFurtherForms(context),
      ...(passing ? { numbers: pickNumbers(passing) } : {}),
    },
  };
}

/** What one form has no space for is in others. */
function listFurtherForms(context: CommandContext): Action[] {
  if (context.services.hasLongForms(toChannel(context))) return [];
  return [
    ...button(texts.morePosts(), 'settings about:posts', 'reply'),
    ...button(texts.filterTitle(), 'settings about:filter', 'reply'),
    ...button(texts.otherTitle(), 'settings about:other', 'reply'),
  ];
}

function describeFilter(week: LastWeek, subscription: Subscription): Passing {
  const variants = listTopicVariants(subscription, toPaperTest);
  const passing = describeWeek(week, toPaperTest(subscription), variants);
  return { ...passing, text: addUnknownCategories(passing.text, week, subscription) };
}

function pickNumbers({ count: { passing, papers } }: Passing): { passing: number; papers: number } {
  return { passing, papers };
}

function toWarning(trouble: Trouble | undefined) {
  return trouble ? [{ name: settingTexts.warning(), value: trouble.text }] : [];
}

/** Nothing could be posted here, so nothing is saved. */
function refuseChange(isSubscribed: boolean, { text }: Trouble): Reply {
  const title = isSubscribed ? texts.notChanged() : texts.notSubscribable();
  const message: Notice = { kind: 'notice', tone: 'error', title, text };
  return { kind: 'message', message };
}
