import { flattenText, joinSentences } from '../../core/base/text.ts';
import { formatMoment } from '../../core/paper/format.ts';
import { isSourceUnavailable } from '../../core/reason/reason.ts';
import { wordReason } from '../../core/reason/word-reason.ts';
import { describeCatchUp } from '../../core/schedule/catch-up.ts';
import { describeRecap, RECAP_PERIODS } from '../../core/schedule/recap.ts';
import { describeCron } from '../../core/schedule/schedule-words.ts';
import { DEFAULT_SUBSCRIPTION, type Subscription } from '../../core/schedule/subscription.ts';
import { type App, EXIT } from '../base/app.ts';
import { texts } from '../base/texts.ts';
import { wordForCommandLine } from '../chat/word-commands.ts';

type SubscriptionsApp = Pick<App, 'store' | 'platforms' | 'print'>;

/** Lists the subscribed channels, each with its next post and what became of the last one. */
export async function runSubscriptions(app: SubscriptionsApp): Promise<number> {
  const all = await app.store.subscriptions.list();
  if (all.length === 0) app.print(texts.nobodySubscribed());
  for (const subscription of all) await show(app, subscription);
  return EXIT.ok;
}

async function show(
  { store, platforms, print }: SubscriptionsApp,
  subscription: Subscription,
): Promise<void> {
  const { channel, nextDueAt, zone, paused } = subscription;
  print(texts.subscription({ channel, settings: describe(subscription) }));
  const pause = paused && wordReason(paused.reason, platforms);
  if (pause)
    print(
      texts.subscriptionPaused({ why: wordForCommandLine(joinSentences(pause.what, pause.fix), channel) }),
    );
  else print(texts.subscriptionNext({ when: formatMoment(nextDueAt, zone) }));
  const [last] = await store.deliveries.listRecent(channel, 1);
  if (!last) return;
  // A paused channel's line has shown the fix already.
  const worded = last.reason && wordReason(last.reason, platforms);
  const isSaid = last.state === 'skipped' || flattenText(worded?.fix) === flattenText(pause?.fix);
  const why = wordForCommandLine(joinSentences(worded?.what, isSaid ? undefined : worded?.fix), channel);
  const facts = { state: last.state, when: formatMoment(last.slot, zone) };
  print(why === '' ? texts.subscriptionLast(facts) : texts.subscriptionLastWhy({ ...facts, why }));
  if (isSourceUnavailable(last.reason)) print(texts.whyUnavailable());
}

function describe(subscription: Subscription): string {
  const { cron, zone, count, layout, topics, without, minVotes, language, emptyDays, isQuiet, catchUp } =
    subscription;
  const { publicName } = subscription;
  const usual = DEFAULT_SUBSCRIPTION;
  return [
    texts.settingPapers({ count }),
    describeCron(cron),
    zone,
    texts.settingLayout({ layout }),
    ...(topics.length > 0 ? [texts.settingTopics({ terms: topics.join(', ') })] : []),
    ...(without.length > 0 ? [texts.settingWithout({ terms: without.join(', ') })] : []),
    ...(minVotes > 0 ? [texts.settingMinVotes({ votes: minVotes })] : []),
    ...(language === usual.language ? [] : [texts.settingLanguage({ language })]),
    ...(emptyDays === usual.emptyDays ? [] : [texts.settingEmptyDays()]),
    ...(isQuiet ? [texts.settingQuiet()] : []),
    ...(publicName === undefined ? [] : [texts.settingPublic({ name: publicName })]),
    ...RECAP_PERIODS.flatMap((period) => {
      const recap = subscription.recaps[period];
      return recap ? [texts.settingRecap({ period, schedule: describeRecap(period, recap) })] : [];
    }),
    ...(catchUp === usual.catchUp ? [] : [texts.settingCatchUp({ which: describeCatchUp(subscription) })]),
  ].join(', ');
}
