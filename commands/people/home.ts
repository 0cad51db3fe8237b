import { channelSpan, commandSpan, joinText, type Text } from '../../src/core/base/text.ts';
import { button } from '../../src/core/command/card-actions.ts';
import type { Command, CommandContext } from '../../src/core/command/command.ts';
import type { Fields } from '../../src/core/message/message.ts';
import { toUtcDay } from '../../src/core/paper/edition.ts';
import { formatDay, formatMoment, truncate } from '../../src/core/paper/format.ts';
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
    const saved = await store.papers.findMany((await store.readingLists.list(asker.person)).slice(0, SHOWN));
    const top = await store.papers.findMany((await listTopIds(context, 'week')).slice(0, SHOWN));
    return {
      kind: 'message',
      message: {
        kind: 'fields',
        title: texts.title(),
        intro: texts.intro({ command: commandSpan('help') }),
        fields: [
          {
            name: texts.today({ day: () => formatDay(today.day, chooseLanguage(context)) }),
            value: linkAll(today.papers, texts.todayEmpty()),
          },
          { name: texts.readingList(), value: linkAll(saved, texts.readingListEmpty()) },
          await describeFollows(context),
          { name: texts.top(), value: linkAll(top, texts.topEmpty()) },
          await describeDailyPosts(context),
        ],
        papers: [...today.papers, ...saved].map((paper) => ({ paper, tally: NO_VOTES })),
        actions: [
          ...button(texts.allOfToday(), 'today'),
          ...button(texts.myList(), 'saved'),
          ...button(texts.myFollows(), 'following'),
          ...button(texts.topPapers(), 'top week'),
          ...button(texts.help(), 'help'),
        ],
      },
    };
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
  const lines = papers.map(({ id, title }) => {
    const link = toPaperPage(id);
    const text = truncate(title.trim() || id, TITLE_LENGTH);
    // A single one is beside its heading.
    return joinText([papers.length > 1 ? '• ' : '', link === undefined ? text : { text, link }]);
  });
  return joinText(lines, '\n');
}

/** What the person follows, and when they are notified of it. */
async function describeFollows({ asker, services }: CommandContext): Promise<Field> {
  const { follows } = services.store;
  const all = await follows.list(asker.person);
  const name = texts.follows();
  if (all.length === 0)
    return { name, value: texts.followsEmpty({ command: commandSpan('follow query agents') }) };
  const lines = all.slice(0, SHOWN).map(({ kind, text }, i) => followTexts.follow({ n: i + 1, kind, text }));
  const schedule = await follows.findSchedule(asker.person);
  const more = all.length - lines.length;
  return {
    name,
    value: [
      ...lines,
      ...(more > 0 ? [texts.followsMore({ count: more })] : []),
      ...(schedule ? [texts.notified({ schedule: describeSchedule(schedule) })] : []),
    ].join('\n'),
  };
}

/** The digests in the channels that the person can see. */
async function describeDailyPosts(context: CommandContext): Promise<Field> {
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
  const value =
    posts.length > 0 ? joinText(posts, '\n') : texts.noDailyPosts({ command: commandSpan('subscribe') });
  return { name: texts.dailyPosts(), value };
}
