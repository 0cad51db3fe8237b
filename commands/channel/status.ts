import { toUtcDay } from '../../src/core/base/calendar.ts';
import type { Text } from '../../src/core/base/text.ts';
import { commandSpan, flattenText, joinSentences } from '../../src/core/base/text.ts';
import type { Command, CommandContext } from '../../src/core/command/command.ts';
import type { CategoriesTrouble, ListsTrouble } from '../../src/core/command/services.ts';
import type { Delivery } from '../../src/core/delivery/delivery.ts';
import { formatMoment } from '../../src/core/paper/format.ts';
import type { Subscription } from '../../src/core/schedule/subscription.ts';
import { EXTRACT, HUGGING_FACE } from '../../src/core/summary/summary.ts';
import { describePause, listRecapFields, toChannel } from '../shared/channel.ts';
import { chooseLanguage } from '../shared/views.ts';
import { states, texts } from '../texts/posts.ts';

const LAST = 5;
const MOST_TOTALS = 12;
/** The providers that are no models, as the text of totals names them. */
const KINDS: Readonly<Record<string, string>> = { [EXTRACT]: 'extract', [HUGGING_FACE]: 'huggingFace' };

/** Whether the papers come in, and what became of the last posts here. */
export const status: Command = {
  name: 'status',
  get summary() {
    return texts.statusSummary();
  },
  example: 'status',
  options: [],
  async run(context) {
    const { services, asker } = context;
    const { store, clock } = services;
    const language = chooseLanguage(context);
    const subscription = await store.subscriptions.find(toChannel(context));
    const zone = subscription?.zone ?? asker.zone ?? 'UTC';
    const posts = await store.deliveries.listRecent(toChannel(context), LAST);
    const searchStatus = services.search.describeStatus();
    const { lastSuccess, lists = [], categories } = services.readRefreshStatus();
    // After a restart the saved papers may be old, and the source unreachable.
    const fetchedAt =
      lastSuccess ?? (await store.editions.listLatest(1, toUtcDay(clock.now())))[0]?.fetchedAt;
    const age = fetchedAt === undefined ? undefined : describeAge(clock.now() - fetchedAt);
    const saved = texts.papersSaved({
      count: await store.papers.count(),
      age: age === undefined ? texts.neverFetched() : texts.fetched({ ago: age }),
    });
    return {
      kind: 'message',
      message: {
        kind: 'fields',
        title: texts.statusTitle(),
        fields: [
          {
            name: texts.papers(),
            value: lists.length > 0 ? joinSentences(saved, ...sayWhy(lists), texts.shownFromBefore()) : saved,
          },
          ...(categories === undefined
            ? []
            : [{ name: texts.categories(), value: withoutCategories(categories, clock.now()) }]),
          ...(searchStatus === undefined ? [] : [{ name: texts.search(), value: searchStatus }]),
          ...(await listHelpful(context)),
          { name: texts.nextPostHere(), value: sayNextHere(context, subscription, language) },
          ...(subscription ? listRecapFields(subscription, language) : []),
          ...posts.map((delivery) => ({
            name: formatMoment(delivery.slot, zone, language),
            value: describeDelivery(context, delivery),
          })),
          ...(posts.length === 0 ? [{ name: texts.lastPosts(), value: texts.noPosts() }] : []),
        ],
      },
    };
  },
};

/** Each sentence once, whatever days it is about. */
function sayWhy(lists: readonly ListsTrouble[]): string[] {
  return [...new Set(lists.map(({ publicProblem }) => flattenText(publicProblem.what())))];
}

/** Why channels with categories as topics wait. */
function withoutCategories({ source, since, problem, papers }: CategoriesTrouble, now: number): string {
  const reason = flattenText(problem.what());
  return texts.withoutCategories({ source, count: papers, ago: describeAge(now - since), reason });
}

function describeAge(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  if (minutes < 120) return texts.minutesAgo({ count: minutes });
  return minutes < 48 * 60
    ? texts.hoursAgo({ count: Math.round(minutes / 60) })
    : texts.daysAgo({ count: Math.round(minutes / 1440) });
}

/** How often summaries helped, by who wrote them: of this server or workspace, and for whoever runs the bot of all. */
async function listHelpful({ services, asker }: CommandContext) {
  if (!asker.mayManage && !asker.isOperator) return [];
  const tenant = asker.isOperator ? undefined : asker.tenant;
  const totals = await services.store.feedback.listTotals(tenant, MOST_TOTALS);
  if (totals.length === 0) return [];
  const lines = totals.map(({ provider, style, language, yes, no }) =>
    texts.helpfulOf({
      kind: KINDS[provider] ?? 'model',
      model: provider,
      style,
      language,
      yes,
      all: yes + no,
    }),
  );
  return [{ name: texts.helpful(), value: lines.join('\n') }];
}

function sayNextHere(
  { services }: CommandContext,
  subscription: Subscription | undefined,
  language: string,
): Text {
  if (!subscription) return texts.notSubscribed({ command: commandSpan('subscribe') });
  const { paused, nextDueAt, zone } = subscription;
  if (!paused) return formatMoment(nextDueAt, zone, language);
  return joinSentences(describePause(services, paused), services.wordReason(paused.reason).fix);
}

/** One outcome in words: what, why, and what to do. */
function describeDelivery({ services }: CommandContext, { kind, state, digest, reason }: Delivery): Text {
  const outcome =
    digest && state === 'sent' ? texts.postedPapers({ count: digest.papers.length }) : states[state]();
  const posted = kind === 'digest' ? outcome : texts.ofKind({ kind, outcome });
  const worded = reason && services.wordReason(reason);
  // Skipped slots stay skipped.
  return joinSentences(posted, worded?.what, state === 'skipped' ? undefined : worded?.fix);
}
