import { InputError } from '../../src/core/base/errors.ts';
import type { Text } from '../../src/core/base/text.ts';
import { commandSpan } from '../../src/core/base/text.ts';
import { parseZone } from '../../src/core/base/time-zone.ts';
import type { Args, Command } from '../../src/core/command/command.ts';
import { readLanguage } from '../../src/core/command/read-language.ts';
import { describeFilter } from '../../src/core/digest/topic-filter.ts';
import { parseTerms } from '../../src/core/matching/terms.ts';
import type { Message } from '../../src/core/message/message.ts';
import { parseCatchUp } from '../../src/core/schedule/catch-up.ts';
import { changedCron, parseDays, parseTime } from '../../src/core/schedule/schedule-words.ts';
import {
  DEFAULT_SUBSCRIPTION,
  type Layout,
  MAX_COUNT,
  MAX_MIN_VOTES,
  type Subscription,
} from '../../src/core/schedule/subscription.ts';
import { asTyped } from '../shared/as-typed.ts';
import { channelOf, settingsFields, troubleHere } from '../shared/channel.ts';
import { languageOf } from '../shared/views.ts';
import { completeZone } from '../shared/zones.ts';
import { categories, problems, settings as settingTexts, texts } from '../texts/channel.ts';

const MOST_CHOICES = 25;

/** Sets up this channel's daily post, or changes what is given of it. */
export const subscribe: Command = {
  name: 'subscribe',
  summary: texts.subscribeSummary(),
  example: 'subscribe time:9:00 zone:Europe/Paris days:mon-fri count:5',
  manage: true,
  options: [
    {
      name: 'time',
      summary: texts.time(),
      type: 'text',
      maxLength: 20,
      parse: asTyped(parseTime),
    },
    {
      name: 'zone',
      summary: texts.zone(),
      type: 'text',
      maxLength: 60,
      autocomplete: true,
      parse: asTyped(parseZone),
    },
    {
      name: 'days',
      summary: texts.days(),
      type: 'text',
      maxLength: 60,
      parse: asTyped(parseDays),
    },
    {
      name: 'count',
      label: texts.countLabel(),
      summary: texts.count(),
      type: 'integer',
      min: 1,
      max: MAX_COUNT,
    },
    {
      name: 'layout',
      summary: texts.layout(),
      type: 'choice',
      choices: ['thread', 'cards', 'compact'],
    },
    {
      name: 'topics',
      summary: texts.topics(),
      type: 'text',
      maxLength: 500,
      autocomplete: true,
      emptied: 'none',
      isList: true,
      parse: asTyped(parseTerms),
    },
    {
      name: 'without',
      summary: texts.without(),
      type: 'text',
      maxLength: 500,
      isList: true,
      parse: asTyped(parseTerms),
    },
    {
      name: 'min-votes',
      label: texts.minVotesLabel(),
      summary: texts.minVotes(),
      type: 'integer',
      min: 0,
      max: MAX_MIN_VOTES,
    },
    {
      name: 'language',
      summary: texts.language(),
      type: 'text',
      maxLength: 20,
      parse: readLanguage,
    },
    {
      name: 'empty-days',
      summary: texts.emptyDays(),
      type: 'choice',
      choices: ['say', 'silent'],
    },
    {
      name: 'quiet',
      summary: texts.quiet(),
      type: 'choice',
      choices: ['yes', 'no'],
    },
    {
      name: 'catch-up',
      summary: texts.catchUp(),
      type: 'text',
      maxLength: 20,
      autocomplete: true,
      parse: asTyped(parseCatchUp),
    },
  ],
  operatorOptions: [{ name: 'cron', summary: texts.cron(), type: 'text' }],
  async run(context, args) {
    const { asker, services } = context;
    const { subscriptions } = services.store;
    const channel = channelOf(context);
    if (args.quiet === 'yes' && !services.hasQuietPosts(channel))
      throw new InputError(problems.noQuietPosts());
    const now = services.clock.now();
    const before = await subscriptions.get(channel);
    const base: Subscription = before ?? {
      ...DEFAULT_SUBSCRIPTION,
      ...{
        channel,
        ...(asker.isOperator ? {} : { tenant: asker.tenant }),
        zone: asker.zone ?? DEFAULT_SUBSCRIPTION.zone,
        nextDueAt: 0,
        createdAt: now,
      },
    };
    const changed = {
      ...base,
      ...readChanges(args, base),
      ...(asker.isOperator ? {} : { owner: asker.person }),
    };
    const subscription = { ...changed, nextDueAt: services.nextDue(changed) };
    const trouble = await troubleHere(context, subscription.layout);
    // Reported now, to the person who can fix it, and not after the first post has failed.
    if (trouble?.blocks) return { kind: 'message', message: refusal(before !== undefined, trouble.text) };
    const passing = await describeFilter(services.store, now, subscription);
    await subscriptions.put(subscription);
    return {
      kind: 'message',
      message: {
        kind: 'fields',
        title: before ? texts.saved() : texts.subscribed(),
        fields: [
          ...(trouble ? [{ name: settingTexts.warning(), value: trouble.text }] : []),
          ...settingsFields(context, subscription, languageOf(context)),
          ...(passing ? [{ name: settingTexts.lastWeek(), value: passing }] : []),
        ],
        intro: texts.subscribedIntro({
          previewCommand: commandSpan('preview'),
          helpCommand: commandSpan('help subscribe'),
        }),
      },
    };
  },
  async complete(_context, option, typed) {
    if (option === 'zone') return completeZone(typed);
    if (option === 'catch-up')
      return CATCH_UPS.filter(({ value }) => value.startsWith(typed.trim().toLowerCase()));
    if (option !== 'topics') return [];
    const [word = ''] = /(?<![^,\s])[^,\s]*$/.exec(typed) ?? [];
    const before = typed.slice(0, typed.length - word.length);
    const found = Object.entries(categories)
      .map(([name, describe]) => [name, describe()] as const)
      .filter(([name, label]) => `${name} ${label}`.toLowerCase().includes(word.toLowerCase()));
    return found
      .slice(0, MOST_CHOICES)
      .map(([name, label]) => ({ label: `${name}: ${label}`, value: `${before}${name}` }));
  },
};

/** Nothing could be posted here, so nothing is saved. */
function refusal(isSubscribed: boolean, text: Text): Message {
  return {
    kind: 'notice',
    tone: 'error',
    title: isSubscribed ? texts.notChanged() : texts.notSubscribable(),
    text,
  };
}

function readChanges(args: Args, before: Subscription): Partial<Subscription> {
  const { time, days, zone, count, layout, topics, without, language, cron } = args;
  if (cron !== undefined && (time !== undefined || days !== undefined))
    throw new InputError(problems.scheduleTwice());
  return {
    ...(cron === undefined ? {} : { cron: String(cron) }),
    ...(time === undefined && days === undefined
      ? {}
      : { cron: changedCron(before.cron, { time: time?.toString(), days: days?.toString() }) }),
    ...(zone === undefined ? {} : { zone: String(zone) }),
    ...(count === undefined ? {} : { count: Number(count) }),
    ...(layout === undefined ? {} : { layout: layout as Layout }),
    ...(topics === undefined ? {} : { topics: parseTerms(String(topics)) }),
    ...(without === undefined ? {} : { without: parseTerms(String(without)) }),
    ...(args['min-votes'] === undefined ? {} : { minVotes: Number(args['min-votes']) }),
    ...(language === undefined ? {} : { language: String(language) }),
    ...(args['empty-days'] === undefined
      ? {}
      : { emptyDays: args['empty-days'] as Subscription['emptyDays'] }),
    ...(args.quiet === undefined ? {} : { isQuiet: args.quiet === 'yes' }),
    ...(args['catch-up'] === undefined ? {} : parseCatchUp(String(args['catch-up']))),
  };
}

const CATCH_UPS = [
  { label: texts.catchUpLatest(), value: 'latest' },
  { label: texts.catchUpSkip(), value: 'skip' },
  { label: texts.catchUpSome({ count: 3 }), value: '3' },
  { label: texts.catchUpSome({ count: 7 }), value: '7' },
];
