import type { Args, CommandContext } from '../../src/core/command/command.ts';
import { listUsualLanguages } from '../../src/core/command/read-language.ts';
import type { Choice, Form, FormField } from '../../src/core/message/interaction.ts';
import { expandDays, listWeekdays, readCronWords } from '../../src/core/schedule/schedule-words.ts';
import {
  CHAT_LAYOUTS,
  MAX_COUNT,
  MAX_MIN_VOTES,
  type Subscription,
} from '../../src/core/schedule/subscription.ts';
import { toChannel } from '../shared/channel.ts';
import { listLikelyZones } from '../shared/zones.ts';
import { categories, layouts, settings, texts } from '../texts/channel.ts';
import { changeSubscription } from './change-subscription.ts';
import { listPostsFields } from './posts-form.ts';

/** The settings of a channel as a form, prefilled with what was typed, else with what is set; submitting it runs `subscribe`. */
export async function buildSettingsForm(context: CommandContext, typed: Args): Promise<Form> {
  const { services } = context;
  const before = await services.store.subscriptions.find(toChannel(context));
  const subscription = await changeSubscription(context, before, typed);
  const isForum = await services.isForum(toChannel(context));
  return {
    id: 'subscribe',
    title: before ? texts.settingsTitle() : texts.settingsTitleNew(),
    submit: texts.settingsSave(),
    fields: [
      ...listScheduleFields(subscription),
      ...listPaperFields(subscription),
      ...(services.toPublicPageUrl ? [buildPublicField(subscription)] : []),
      ...[
        buildLayoutField(subscription, isForum),
        ...filterFields(subscription),
        ...listOtherFields(subscription),
        ...listPostsFields(context, subscription),
      ].map((field) => ({ ...field, isExtra: true }) as const),
    ],
  };
}

/**
 * Those settings that do not fit Discord's first form, in forms of at most five fields. The last one has zone and topics
 * again: one to be typed, the others to be chosen.
 */
export async function buildPartOfSettings(context: CommandContext, part: 'filter' | 'other'): Promise<Form> {
  const { services } = context;
  const before = await services.store.subscriptions.find(toChannel(context));
  const subscription = await changeSubscription(context, before, {});
  const [explore, language, ...rest] = listOtherFields(subscription);
  const first = [
    buildLayoutField(subscription, await services.isForum(toChannel(context))),
    ...filterFields(subscription),
    explore,
    language,
  ];
  const second = [
    ...rest,
    ...(services.toPublicPageUrl ? [buildPublicField(subscription)] : []),
    ...listOtherWays(subscription),
  ];
  return {
    id: 'subscribe',
    title: part === 'filter' ? texts.filterTitle() : texts.otherTitle(),
    submit: texts.settingsSave(),
    fields: (part === 'filter' ? first : second).filter((field) => field !== undefined),
  };
}

function listScheduleFields({ cron, zone }: Subscription): FormField[] {
  const { time, days } = readCronWords(cron) ?? { time: '', days: undefined };
  return [
    {
      name: 'time',
      label: texts.settingsTime(),
      hint: texts.settingsTimeHint(),
      value: time,
      required: true,
      picker: { kind: 'time' },
    },
    {
      name: 'zone',
      label: texts.settingsZone(),
      hint: texts.settingsZoneHint(),
      value: zone,
      required: true,
      picker: { kind: 'complete', likely: listLikelyZones(zone) },
    },
    {
      name: 'days',
      label: texts.settingsDays(),
      hint: texts.days(),
      value: days === undefined ? '' : expandDays(days),
      required: true,
      picker: { kind: 'several', options: listWeekdays() },
    },
  ];
}

function listPaperFields({ count, topics }: Subscription): FormField[] {
  return [
    {
      name: 'count',
      label: texts.countLabel(),
      hint: texts.settingsCountHint({ most: MAX_COUNT }),
      value: String(count),
      required: true,
      picker: { kind: 'number', min: 1, max: MAX_COUNT, likely: LIKELY_COUNTS },
    },
    {
      name: 'topics',
      label: texts.settingsTopics(),
      hint: texts.settingsTopicsHint(),
      value: topics.join(', '),
      required: false,
      long: true,
      picker: { kind: 'terms', options: listCategoryOptions() },
    },
  ];
}

const LIKELY_COUNTS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, MAX_COUNT];

/** The zone to be typed, topics to be chosen: the first form has them the other way round. */
function listOtherWays(subscription: Subscription): FormField[] {
  return [...listScheduleFields(subscription), ...listPaperFields(subscription)].flatMap(
    ({ picker, ...field }) => {
      if (field.name === 'zone') return [field];
      return picker?.kind === 'terms'
        ? [{ ...field, picker: { ...picker, isListFirst: true } as const }]
        : [];
    },
  );
}

/** Discord, which shows five fields, does not show it. */
function buildPublicField({ publicName }: Subscription): FormField {
  return {
    name: 'public',
    label: texts.publicLabel(),
    hint: texts.settingsPublicHint(),
    value: publicName ?? '',
    required: false,
  };
}

function buildLayoutField({ layout }: Subscription, isForum: boolean | undefined): FormField {
  return {
    name: 'layout',
    label: settings.layout(),
    value: layout,
    required: true,
    choices: CHAT_LAYOUTS.filter((name) => name !== 'forum' || isForum).map((name) => ({
      label: layouts[name](),
      value: name,
    })),
    picker: { kind: 'radio' },
  };
}

function filterFields({ without, minVotes }: Subscription): FormField[] {
  return [
    {
      name: 'without',
      label: texts.withoutLabel(),
      hint: texts.without(),
      value: without.join(', '),
      required: false,
    },
    {
      name: 'min-votes',
      label: texts.minVotesLabel(),
      value: String(minVotes),
      required: true,
      picker: { kind: 'number', min: 0, max: MAX_MIN_VOTES },
    },
  ];
}

function listOtherFields({ explore, language, emptyDays, catchUp, catchUpLimit }: Subscription): FormField[] {
  return [
    {
      name: 'explore',
      label: settings.explore(),
      hint: texts.explore(),
      value: explore,
      required: true,
      choices: [
        { label: texts.exploreOn(), value: 'on' },
        { label: texts.exploreOff(), value: 'off' },
      ],
      picker: { kind: 'radio' },
    },
    {
      name: 'language',
      label: settings.language(),
      hint: texts.language(),
      value: language,
      required: true,
      choices: listUsualLanguages(language),
    },
    {
      name: 'empty-days',
      label: settings.emptyDays(),
      value: emptyDays,
      required: true,
      choices: [
        { label: settings.emptyDaysSilent(), value: 'silent' },
        { label: settings.emptyDaysSay(), value: 'say' },
      ],
      picker: { kind: 'radio' },
    },
    {
      name: 'catch-up',
      label: settings.missed(),
      hint: texts.catchUp(),
      value: catchUp === 'all' ? String(catchUpLimit) : catchUp,
      required: true,
      choices: listCatchUps(catchUp === 'all' ? catchUpLimit : undefined),
    },
  ];
}

const USUAL_CATCH_UPS = [1, 3, 7, 14, 30];

/** What is done about missed posts; the number that is set is among them. */
function listCatchUps(set: number | undefined): Choice[] {
  const counts = [...new Set([...USUAL_CATCH_UPS, ...(set === undefined ? [] : [set])])];
  return [
    { label: texts.catchUpLatest(), value: 'latest' },
    { label: texts.catchUpSkip(), value: 'skip' },
    ...counts
      .toSorted((a, b) => a - b)
      .map((count) => ({ label: texts.catchUpSome({ count }), value: String(count) })),
  ];
}

function listCategoryOptions(): Choice[] {
  return Object.entries(categories).map(([value, describe]) => ({
    label: `${value}: ${describe()}`,
    value,
  }));
}
