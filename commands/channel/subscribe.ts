import { parseZone } from '../../src/core/base/time-zone.ts';
import type { Command } from '../../src/core/command/command.ts';
import { readLanguage } from '../../src/core/command/read-language.ts';
import { parseTerms } from '../../src/core/matching/terms.ts';
import type { Choice } from '../../src/core/message/interaction.ts';
import { parseCatchUp } from '../../src/core/schedule/catch-up.ts';
import { NOT_PUBLIC, readPublicName } from '../../src/core/schedule/public-name.ts';
import { parseRecap } from '../../src/core/schedule/recap.ts';
import { parseDays } from '../../src/core/schedule/schedule-words.ts';
import { CHAT_LAYOUTS, MAX_COUNT, MAX_MIN_VOTES } from '../../src/core/schedule/subscription.ts';
import { asTyped } from '../shared/as-typed.ts';
import { createTimeOption, createZoneOption } from '../shared/schedule-options.ts';
import { completeZone } from '../shared/zones.ts';
import { categories, texts } from '../texts/channel.ts';
import { proposeSubscription } from './propose-subscription.ts';
import { buildSettingsForm } from './settings-form.ts';

/** Sets up this channel's daily post, or changes what is given of it. */
export const subscribe: Command = {
  name: 'subscribe',
  get summary() {
    return texts.subscribeSummary();
  },
  get details() {
    return [texts.subscribeDetails()];
  },
  example: 'subscribe time:9:00 zone:Europe/Paris days:mon-fri count:5',
  manage: true,
  options: [
    createTimeOption(texts.time),
    createZoneOption(texts.zone, asTyped(parseZone)),
    {
      name: 'days',
      get summary() {
        return texts.days();
      },
      type: 'text',
      maxLength: 60,
      parse: asTyped(parseDays),
    },
    {
      name: 'count',
      get label() {
        return texts.countLabel();
      },
      get summary() {
        return texts.count();
      },
      type: 'integer',
      min: 1,
      max: MAX_COUNT,
    },
    {
      name: 'layout',
      get summary() {
        return texts.layout();
      },
      type: 'choice',
      choices: CHAT_LAYOUTS,
    },
    {
      name: 'topics',
      get summary() {
        return texts.topics();
      },
      type: 'text',
      maxLength: 500,
      autocomplete: true,
      emptied: 'none',
      isList: true,
      parse: asTyped(parseTerms),
    },
    {
      name: 'without',
      get summary() {
        return texts.without();
      },
      type: 'text',
      maxLength: 500,
      emptied: 'none',
      isList: true,
      parse: asTyped(parseTerms),
    },
    {
      name: 'min-votes',
      get label() {
        return texts.minVotesLabel();
      },
      get summary() {
        return texts.minVotes();
      },
      type: 'integer',
      min: 0,
      max: MAX_MIN_VOTES,
    },
    {
      name: 'explore',
      get summary() {
        return texts.explore();
      },
      type: 'choice',
      choices: ['on', 'off'],
    },
    {
      name: 'language',
      get summary() {
        return texts.language();
      },
      type: 'text',
      maxLength: 20,
      parse: readLanguage,
    },
    {
      name: 'empty-days',
      get summary() {
        return texts.emptyDays();
      },
      type: 'choice',
      choices: ['say', 'silent'],
    },
    {
      name: 'quiet',
      get summary() {
        return texts.quiet();
      },
      type: 'choice',
      choices: ['yes', 'no'],
    },
    {
      name: 'public',
      get label() {
        return texts.publicLabel();
      },
      get summary() {
        return texts.public();
      },
      type: 'text',
      maxLength: 60,
      emptied: NOT_PUBLIC,
      parse: readPublicName,
    },
    {
      name: 'catch-up',
      get summary() {
        return texts.catchUp();
      },
      type: 'text',
      maxLength: 20,
      autocomplete: true,
      parse: asTyped(parseCatchUp),
    },
    {
      name: 'mention',
      get summary() {
        return texts.mention();
      },
      type: 'text',
      maxLength: 100,
      emptied: 'none',
    },
    {
      name: 'crosspost',
      get summary() {
        return texts.crosspost();
      },
      type: 'choice',
      choices: ['yes', 'no'],
    },
    {
      name: 'recap',
      get summary() {
        return texts.recap();
      },
      type: 'text',
      maxLength: 30,
      autocomplete: true,
      emptied: 'off',
      isList: true,
      parse: asTyped((typed) => parseRecap('week', typed)),
    },
    {
      name: 'month-recap',
      get summary() {
        return texts.monthRecap();
      },
      type: 'text',
      maxLength: 20,
      autocomplete: true,
      emptied: 'off',
      parse: asTyped((typed) => parseRecap('month', typed)),
    },
  ],
  operatorOptions: [
    {
      name: 'cron',
      get summary() {
        return texts.cron();
      },
      type: 'text',
    },
  ],
  propose: proposeSubscription,
  run: async (context, args) => (await proposeSubscription(context, args)).carryOut(),
  buildForm: buildSettingsForm,
  async complete(_context, option, typed) {
    if (option === 'zone') return completeZone(typed);
    const known = SUGGESTED.get(option)?.();
    if (known) return known.filter(({ value }) => value.startsWith(typed.trim().toLowerCase()));
    if (option !== 'topics') return [];
    const [word = ''] = /(?<![^,\s])[^,\s]*$/.exec(typed) ?? [];
    const before = typed.slice(0, typed.length - word.length);
    const found = Object.entries(categories)
      .map(([name, describe]) => [name, describe()] as const)
      .filter(([name, label]) => `${name} ${label}`.toLowerCase().includes(word.toLowerCase()));
    return found.map(([name, label]) => ({ label: `${name}: ${label}`, value: `${before}${name}` }));
  },
};

/** What is offered while somebody types, by option. */
const SUGGESTED: ReadonlyMap<string, () => readonly Choice[]> = new Map([
  [
    'catch-up',
    () => [
      { label: texts.catchUpLatest(), value: 'latest' },
      { label: texts.catchUpSkip(), value: 'skip' },
      { label: texts.catchUpSome({ count: 3 }), value: '3' },
      { label: texts.catchUpSome({ count: 7 }), value: '7' },
    ],
  ],
  ['recap', () => ['fri 16:00', 'mon 9:00', 'off'].map((value) => ({ label: value, value }))],
  ['month-recap', () => ['9:00', 'off'].map((value) => ({ label: value, value }))],
]);
