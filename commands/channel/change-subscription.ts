import { InputError } from '../../src/core/base/errors.ts';
import { splitId } from '../../src/core/base/ids.ts';
import type { Args, CommandContext } from '../../src/core/command/command.ts';
import { parseTerms } from '../../src/core/matching/terms.ts';
import { parseCatchUp } from '../../src/core/schedule/catch-up.ts';
import { NOT_PUBLIC } from '../../src/core/schedule/public-name.ts';
import {
  parseRecap,
  RECAP_PERIODS,
  type RecapPeriod,
  type Recaps,
  type ScheduledRecap,
} from '../../src/core/schedule/recap.ts';
import { changeCron } from '../../src/core/schedule/schedule-words.ts';
import {
  DEFAULT_SUBSCRIPTION,
  type Layout,
  listNextTimes,
  type Subscription,
} from '../../src/core/schedule/subscription.ts';
import { toChannel } from '../shared/channel.ts';
import { problems } from '../texts/channel.ts';

/** The subscription with what was typed; of a channel that has none, the defaults with it. */
export async function changeSubscription(
  context: CommandContext,
  before: Subscription | undefined,
  args: Args,
): Promise<Subscription> {
  const { asker, services } = context;
  if (args.quiet === 'yes' && !services.hasQuietPosts(toChannel(context)))
    throw new InputError(problems.noQuietPosts());
  const onlyLayout = services.findOnlyLayout(toChannel(context));
  if (onlyLayout && args.layout !== undefined) throw new InputError(problems.noOtherLayout());
  const isForum = await services.isForum(toChannel(context));
  if (args.layout === 'forum' && isForum === false) throw new InputError(problems.noForum());
  // Whoever runs the bot may export the pages without serving them.
  if (asksForPage(args) && !services.toPublicPageUrl && !asker.isOperator)
    throw new InputError(problems.noPages());
  if (args.crosspost === 'yes' && !services.hasCrossposts(toChannel(context)))
    throw new InputError(problems.noCrossposts());
  const base = before ?? { ...createSubscription(context), ...(isForum ? { layout: 'forum' } : {}) };
  const changed = {
    ...base,
    ...readChanges(args, base),
    ...readMention(context, args.mention, base),
    ...(asker.isOperator ? {} : { owner: asker.person }),
    ...(onlyLayout ? { layout: onlyLayout } : {}),
  };
  return { ...changed, ...listNextTimes(changed, services.computeNextDue) };
}

function asksForPage({ public: name }: Args): boolean {
  return name !== undefined && name !== NOT_PUBLIC;
}

function createSubscription(context: CommandContext): Subscription {
  const { asker, services } = context;
  return {
    ...DEFAULT_SUBSCRIPTION,
    channel: toChannel(context),
    ...(asker.isOperator ? {} : { tenant: asker.tenant }),
    zone: asker.zone ?? DEFAULT_SUBSCRIPTION.zone,
    nextDueAt: 0,
    createdAt: services.clock.now(),
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
      : { cron: changeCron(before.cron, { time: time?.toString(), days: days?.toString() }) }),
    ...(zone === undefined ? {} : { zone: String(zone) }),
    ...(count === undefined ? {} : { count: Number(count) }),
    ...(layout === undefined ? {} : { layout: layout as Layout }),
    ...(topics === undefined ? {} : { topics: parseTerms(String(topics)) }),
    ...(without === undefined ? {} : { without: parseTerms(String(without)) }),
    ...(args.explore === undefined ? {} : { explore: args.explore as Subscription['explore'] }),
    ...(args['min-votes'] === undefined ? {} : { minVotes: Number(args['min-votes']) }),
    ...(language === undefined ? {} : { language: String(language) }),
    ...(args['empty-days'] === undefined
      ? {}
      : { emptyDays: args['empty-days'] as Subscription['emptyDays'] }),
    ...(args.crosspost === undefined ? {} : { isCrossposted: args.crosspost === 'yes' }),
    ...(args.quiet === undefined ? {} : { isQuiet: args.quiet === 'yes' }),
    ...(args.public === undefined ? {} : { publicName: asksForPage(args) ? String(args.public) : undefined }),
    ...(args['catch-up'] === undefined ? {} : parseCatchUp(String(args['catch-up']))),
    recaps: readRecaps(before.recaps, args),
  };
}

/** The recaps with what was typed. Their next times are found with that of the digest. */
function readRecaps(before: Recaps, args: Args): Recaps {
  const typed = { week: args.recap, month: args['month-recap'] };
  return Object.fromEntries(
    RECAP_PERIODS.flatMap((period): Array<[RecapPeriod, ScheduledRecap]> => {
      const [text, own] = [typed[period], before[period]];
      if (text === undefined) return own ? [[period, own]] : [];
      const cron = parseRecap(period, String(text));
      return cron === undefined ? [] : [[period, { cron, nextDueAt: 0 }]];
    }),
  );
}

/** Whom a digest mentions: a role or group of this very server, never everybody in it. */
function readMention(
  context: CommandContext,
  typed: Args[string],
  before: Subscription,
): Pick<Subscription, 'mention'> {
  if (typed === undefined) return {};
  const text = String(typed).trim();
  if (NO_MENTION.has(text.toLowerCase())) return { mention: undefined };
  const mentions = context.services.mentionsIn(toChannel(context));
  if (!mentions) throw new InputError(problems.noMentions());
  const id = mentions.parse(text);
  if (id === undefined)
    throw new InputError(problems.mentionInvalid({ typed: text.slice(0, 40), where: mentions.whereIdsAre }));
  // At the command line the asker is in no server.
  const tenant = before.tenant ?? (context.asker.isOperator ? undefined : context.asker.tenant);
  // On Discord the role of everybody has the id of the server.
  if (tenant !== undefined && id === splitId(tenant).id) throw new InputError(problems.mentionEveryone());
  return { mention: { ...(tenant === undefined ? {} : { tenant }), id } };
}

/** Otherwise whoever manages a channel could have the bot notify people whom they may not notify themselves. */
export async function checkMention(
  { asker, services }: CommandContext,
  { channel, mention }: Subscription,
  before: Subscription | undefined,
): Promise<void> {
  if (mention === undefined || mention.id === before?.mention?.id) return;
  if (asker.isOperator || asker.mayMentionAll) return;
  if ((await services.mentionsIn(channel)?.mayAnybody?.(asker.channel, mention.id)) === false)
    throw new InputError(problems.mentionNotAllowed());
}

const NO_MENTION: ReadonlySet<string> = new Set(['none', 'no', 'off']);
