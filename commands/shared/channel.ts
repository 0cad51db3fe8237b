import { InputError } from '../../src/core/base/errors.ts';
import type { ChannelId } from '../../src/core/base/ids.ts';
import type { Text } from '../../src/core/base/text.ts';
import { commandSpan, joinSentences } from '../../src/core/base/text.ts';
import type { CommandContext } from '../../src/core/command/command.ts';
import { nameLanguage } from '../../src/core/command/read-language.ts';
import type { Services } from '../../src/core/command/services.ts';
import { formatMoment } from '../../src/core/paper/format.ts';
import { toBlockingLine } from '../../src/core/platform/check-line.ts';
import type { WantedExtras } from '../../src/core/platform/platform.ts';
import { describeCatchUp } from '../../src/core/schedule/catch-up.ts';
import { describeRecap, RECAP_PERIODS } from '../../src/core/schedule/recap.ts';
import { describeCron } from '../../src/core/schedule/schedule-words.ts';
import type { Layout, Pause, Subscription } from '../../src/core/schedule/subscription.ts';
import { capitalize } from '../../src/core/text/capitalize.ts';
import { layouts, problems, settings as texts } from '../texts/channel.ts';

/** The channel in which somebody asks. */
export function toChannel({ asker }: CommandContext): ChannelId {
  return asker.channelId;
}

/** The subscription of this channel; throws an `InputError` when it has none. */
export async function findSubscriptionHere(context: CommandContext): Promise<Subscription> {
  const found = await context.services.store.subscriptions.find(toChannel(context));
  if (found) return found;
  throw new InputError(problems.notSubscribed({ command: commandSpan('subscribe') }));
}

/** What is amiss with this channel, what to do, and whether it blocks posts; `undefined` when nothing is. */
export async function findTroubleHere(
  context: CommandContext,
  layout: Layout,
  wanted?: WantedExtras,
): Promise<{ readonly text: Text; readonly blocks: boolean } | undefined> {
  const troubles = (await context.services.checkChannel(toChannel(context), layout, wanted)).filter(
    ({ ok }) => !ok,
  );
  const blocking = toBlockingLine(troubles);
  const trouble = blocking ?? troubles.find(({ minor }) => !minor) ?? troubles[0];
  if (!trouble) return undefined;
  return {
    text: joinSentences(trouble.finding.what(), trouble.finding.fix()),
    blocks: blocking !== undefined,
  };
}

/** What a channel asked for, as named values. */
export function listSettings(
  { services }: CommandContext,
  subscription: Subscription,
  language: string,
): Array<{ name: string; value: Text }> {
  const { cron, zone, count, layout, topics, without, minVotes, emptyDays, paused, nextDueAt } = subscription;
  const named = nameLanguage(subscription.language);
  return [
    { name: texts.when(), value: capitalize(texts.schedule({ schedule: describeCron(cron), zone })) },
    {
      name: texts.nextPost(),
      value: paused ? describePause(services, paused) : formatMoment(nextDueAt, zone, language),
    },
    { name: texts.papers(), value: texts.papersAtMost({ count }) },
    { name: texts.layout(), value: describeLayout(services, subscription.channel, layout) },
    { name: texts.topics(), value: topics.length > 0 ? topics.join(', ') : texts.topicsAll() },
    ...(without.length > 0 ? [{ name: texts.without(), value: without.join(', ') }] : []),
    ...(minVotes > 0 ? [{ name: texts.votes(), value: texts.votesAtLeast({ count: minVotes }) }] : []),
    ...(subscription.explore === 'off' ? [{ name: texts.explore(), value: texts.exploreOff() }] : []),
    {
      name: texts.language(),
      value:
        services.summarizer.hasModel || isEnglish(subscription.language)
          ? named
          : texts.languageNeedsModel({ language: named }),
    },
    {
      name: texts.emptyDays(),
      value: emptyDays === 'say' ? texts.emptyDaysSay() : texts.emptyDaysSilent(),
    },
    ...(subscription.isQuiet ? [{ name: texts.notifications(), value: texts.notificationsOff() }] : []),
    ...(subscription.publicName === undefined
      ? []
      : [{ name: texts.publicPage(), value: describePage(services, subscription.publicName) }]),
    ...(subscription.mention ? [{ name: texts.mention(), value: toCodeText(subscription.mention.id) }] : []),
    ...(subscription.isCrossposted ? [{ name: texts.crosspost(), value: texts.crosspostYes() }] : []),
    ...listRecapFields(subscription, language),
    {
      name: texts.missed(),
      value:
        subscription.catchUp === 'skip'
          ? texts.missedSkip()
          : texts.missedPost({ which: describeCatchUp(subscription) }),
    },
  ];
}

/** Its address; where the pages are off, its name. */
function describePage({ toPublicPageUrl }: Services, name: string): Text {
  const address = toPublicPageUrl?.(name);
  const page = address === undefined ? { text: name } : { text: address, link: address };
  return texts.publicAt({ page });
}

/** An id as it is: no platform makes a mention of it. */
function toCodeText(text: string): Text {
  return [{ text, code: true }];
}

/** Each recap with when it comes. */
export function listRecapFields(
  { recaps, zone, paused }: Subscription,
  language: string,
): Array<{ name: string; value: Text }> {
  return RECAP_PERIODS.flatMap((period) => {
    const recap = recaps[period];
    if (!recap) return [];
    const schedule = capitalize(describeRecap(period, recap));
    const formatDue = () => formatMoment(recap.nextDueAt, zone, language);
    return [
      {
        name: RECAP_NAMES[period](),
        value: paused ? schedule : texts.recapNext({ schedule, moment: formatDue }),
      },
    ];
  });
}

const RECAP_NAMES = { week: texts.weekRecap, month: texts.monthRecap } as const;

/** A layout in words, with what it looks like where the platform lacks its parts. */
export function describeLayout(
  { canDraw }: Pick<Services, 'canDraw'>,
  channel: ChannelId,
  layout: Layout,
): string {
  const name = layouts[layout]();
  return canDraw(channel, layout) ? name : texts.layoutNotHere({ layout: name, shown: layouts.compact() });
}

function isEnglish(tag: string): boolean {
  return tag.split('-', 1)[0]?.toLowerCase() === 'en';
}

/** Why a channel is paused; a person who paused it may not have given a reason. */
export function describePause({ wordReason }: Pick<Services, 'wordReason'>, { reason }: Pause): Text {
  return reason.code === 'by-hand'
    ? texts.paused()
    : texts.pausedBecause({ reason: wordReason(reason).what });
}
