import { channelSpan, commandSpan, joinText } from '../../src/core/base/text.ts';
import { button } from '../../src/core/command/card-actions.ts';
import type { Command } from '../../src/core/command/command.ts';
import { formatMoment } from '../../src/core/paper/format.ts';
import type { Paper } from '../../src/core/paper/paper.ts';
import { listTopIds } from '../lists/top.ts';
import { chooseLanguage } from '../shared/views.ts';
import { texts } from '../texts/help.ts';

const SHOWN = 5;
const MAX_CHANNELS = 10;

/** What a person sees when they open the bot itself: the digests in their channels, their reading list, the week's top papers. */
export const home: Command = {
  name: 'home',
  hidden: true,
  personal: true,
  summary: texts.homeSummary(),
  example: 'home',
  options: [],
  async run(context) {
    const { asker, services } = context;
    const { store } = services;
    const language = chooseLanguage(context);
    const subscribed = (await store.subscriptions.list()).filter(({ tenant }) => tenant === asker.tenant);
    const byChannel = new Map(subscribed.map((one) => [one.channel, one]));
    const visible = await services.visibleChannels(asker, [...byChannel.keys()], MAX_CHANNELS);
    const saved = await store.papers.getMany((await store.readingLists.list(asker.person)).slice(0, SHOWN));
    const top = await store.papers.getMany((await listTopIds(context, 'week')).slice(0, SHOWN));
    const shown = visible.flatMap((channel) => byChannel.get(channel) ?? []);
    const posts = shown.map(({ channel, paused, nextDueAt, zone }) =>
      texts.dailyPost({
        channel: channelSpan(channel),
        // The reason is shown only in the channel itself: it may be meant for the channel's members.
        next: paused ? texts.paused() : formatMoment(nextDueAt, zone, language),
      }),
    );
    return {
      kind: 'message',
      message: {
        kind: 'fields',
        title: texts.title(),
        intro: texts.homeIntro({ command: commandSpan('help') }),
        fields: [
          {
            name: texts.dailyPosts(),
            value:
              posts.length > 0
                ? joinText(posts, '\n')
                : texts.noDailyPosts({ command: commandSpan('subscribe') }),
          },
          { name: texts.readingList(), value: listed(saved, texts.readingListEmpty()) },
          { name: texts.top(), value: listed(top, texts.topEmpty()) },
        ],
        actions: [
          ...button(texts.today(), 'today'),
          ...button(texts.myList(), 'saved'),
          ...button(texts.topPapers(), 'top week'),
        ],
      },
    };
  },
};

function listed(papers: readonly Paper[], empty: string): string {
  return papers.length > 0 ? papers.map(({ title }) => `• ${title.slice(0, 150)}`).join('\n') : empty;
}
