import { withTimeout } from '../../src/core/async/with-timeout.ts';
import { toUtcDay } from '../../src/core/base/calendar.ts';
import { channelSpan, commandSpan, joinText, type Text } from '../../src/core/base/text.ts';
import { button } from '../../src/core/command/card-actions.ts';
import type { Command, CommandContext } from '../../src/core/command/command.ts';
import { nameLanguage } from '../../src/core/command/read-language.ts';
import type { Fields } from '../../src/core/message/message.ts';
import { wordTitle } from '../../src/core/message/paper-title.ts';
import { formatDay, formatMoment } from '../../src/core/paper/format.ts';
import { byUpvotes, type Paper } from '../../src/core/paper/paper.ts';
import { toPaperPage } from '../../src/core/paper/paper-links.ts';
import { NO_VOTES } from '../../src/core/vote/vote.ts';
import { listTopIds } from '../lists/top.ts';
import { chooseLanguage } from '../shared/views.ts';
import { texts as followTexts } from '../texts/follow.ts';
import { texts } from '../texts/home.ts';
import { describeSchedule } from './follow-schedule.ts';

const SHOWN = 5;
const MAX_CHANNELS = 10;
const LOADING_AFTER_MS = 500;
/** Five of them with their links fit one field of every platform. */
const TITLE_LENGTH = 90;

type Field = Fields['fields'][number];

/** A person's page: today's papers, their list and follows, what the community voted for, and the digests in their channels. */
export const home: Command = {
  name: 'home',
  personal: true,
  get summary() {
    return texts.summary();
  },
  example: 'home',
  options: [],
  async run(context) {
    const { asker, services } = context;
    const { store } = services;
    const today = await listToday(context);
    const own = new Set(await store.readingLists.list(asker.person));
    const saved = await store.papers.findMany([...own].slice(0, SHOWN));
    const top = await store.papers.findMany((await listTopIds(context, 'week')).slice(0, SHOWN));
    const [follows, settings] = [await describeFollows(context), await describeSettings(context)];
    const compose = (dailyPosts: Text): Fields => ({
      kind: 'fields',
      title: texts.title(),
      intro: texts.intro({ command: commandSpan('help') }),
      fields: [
        {
          name: texts.today({ day: () => formatDay(today.day, chooseLanguage(context)) }),
          value: linkAll(today.papers, texts.todayEmpty()),
        },
        { name: texts.readingList(), value: linkAll(saved, texts.readingListEmpty()) },
        follows,
        { name: texts.top(), value: linkAll(top, texts.topEmpty()) },
        { name: texts.dailyPosts(), value: dailyPosts },
        settings,
      ],
      papers: [...today.papers, ...saved, ...top].map((paper) => ({
        ...{ paper, tally: NO_VOTES },
        ...(own.has(paper.id) ? { isSaved: true as const } : {}),
      })),
      actions: [
        ...button(texts.allOfToday(), 'today'),
        ...button(texts.myList(), 'saved'),
        ...button(texts.myFollows(), 'following'),
        ...button(texts.topPapers(), 'top week'),
        ...button(texts.changeSettings(), 'my-settings'),
        ...button(texts.help(), 'help'),
      ],
    });
    // The platform is asked who sees which channel: what is saved here does not wait for it.
    const describing = describeDailyPosts(context);
    const inTime = await withTimeout(describing, LOADING_AFTER_MS, () => undefined);
    if (inTime === undefined) context.reportProgress?.(texts.loadingChannels(), compose(texts.loading()));
    return { kind: 'message', message: compose(inTime ?? (await describing)) };
  },
};

/** The newest list, most upvotes first. */
async function listToday({ services: { store, clock } }: CommandContext) {
  const now = toUtcDay(clock.now());
  const [edition] = await store.editions.listLatest(1, now);
  const papers = edition ? await store.papers.findMany(edition.paperIds) : [];
  const best = papers.toSorted(byUpvotes);
  return { day: edition?.day ?? now, papers: best.slice(0, SHOWN) };
}

/** Titles that lead to their pages, a line each. */
function linkAll(papers: readonly Paper[], empty: string): Text {
  if (papers.length === 0) return empty;
  const lines = papers.map((paper) => {
    const link = toPaperPage(paper);
    const text = wordTitle(paper, TITLE_LENGTH);
    // A single one is beside its heading.
    return joinText([papers.length > 1 ? '• ' : '', link === undefined ? text : { text, link }]);
  });
  return joinText(lines, '\n');
}

/** What the person follows. */
async function describeFollows({ asker, services }: CommandContext): Promise<Field> {
  const { follows } = services.store;
  const all = await follows.list(asker.person);
  const name = texts.follows();
  if (all.length === 0)
    return { name, value: texts.followsEmpty({ command: commandSpan('follow query agents') }) };
  const lines = all.slice(0, SHOWN).map(({ kind, text }, i) => followTexts.follow({ n: i + 1, kind, text }));
  const more = all.length - lines.length;
  return {
    name,
    value: [...lines, ...(more > 0 ? [texts.followsMore({ count: more })] : [])].join('\n'),
  };
}

/** The person's own settings: each with what it is, or how it is made. */
async function describeSettings(context: CommandContext): Promise<Field> {
  const { asker, services } = context;
  const schedule = await services.store.follows.findSchedule(asker.person);
  const lines: Text[] = [
    texts.language({ language: nameLanguage(chooseLanguage(context)) }),
    schedule ? texts.notified({ schedule: describeSchedule(schedule) }) : texts.notNotified(),
    ...(services.signUps ? [texts.email({ command: commandSpan('email me@example.org') })] : []),
  ];
  return { name: texts.settings(), value: joinText(lines, '\n') };
}

/** The digests in the channels that the person can see. */
async function describeDailyPosts(context: CommandContext): Promise<Text> {
  const { asker, services } = context;
  const language = chooseLanguage(context);
  const subscribed = (await services.store.subscriptions.list()).filter(
    ({ tenant }) => tenant === asker.tenant,
  );
  const byChannel = new Map(subscribed.map((one) => [one.channel, one]));
  const visible = await services.filterVisibleChannels(asker, [...byChannel.keys()], MAX_CHANNELS);
  const posts = visible
    .flatMap((channel) => byChannel.get(channel) ?? [])
    .map(({ channel, paused, nextDueAt, zone }) =>
      texts.dailyPost({
        channel: channelSpan(channel),
        // The reason is shown only in the channel itself: it may be meant for the channel's members.
        next: paused ? texts.paused() : formatMoment(nextDueAt, zone, language),
      }),
    );
  if (posts.length > 0) return joinText(posts, '\n');
  return texts.noDailyPosts({ command: commandSpan('subscribe') });
}
