import { commandSpan, words } from '../src/core/base/text.ts';
import { button } from '../src/core/command/card-actions.ts';
import type { Command } from '../src/core/command/command.ts';
import { momentLabel } from '../src/core/paper/format.ts';
import type { Paper } from '../src/core/paper/paper.ts';
import { topIds } from './top.ts';
import { languageOf } from './views.ts';

const SHOWN = 5;
const MOST_CHANNELS = 10;

/** What a person sees who opens the bot itself: the daily posts around them, their reading list, the week's top papers. */
export const home: Command = {
  name: 'home',
  hidden: true,
  personal: true,
  summary: 'Subscriptions, your reading list and top papers',
  example: 'home',
  options: [],
  async run(context) {
    const { asker, services } = context;
    const { store } = services;
    const language = languageOf(context);
    const subscribed = (await store.subscriptions.list()).filter(({ tenant }) => tenant === asker.tenant);
    const byChannel = new Map(subscribed.map((one) => [one.channel, one]));
    const visible = await services.visibleChannels(asker, [...byChannel.keys()], MOST_CHANNELS);
    const saved = await store.papers.getMany((await store.readingLists.list(asker.person)).slice(0, SHOWN));
    const top = await store.papers.getMany((await topIds(context, 'week')).slice(0, SHOWN));
    const shown = visible.flatMap((channel) => byChannel.get(channel) ?? []);
    const posts = shown.flatMap(({ channel, paused, nextDueAt, zone }, i) => {
      const id = channel.replace(/^\w+:/, '');
      // Why is said in the channel itself: a reason may be meant for its members alone.
      const next = paused ? 'paused' : momentLabel(nextDueAt, zone, language);
      return [...(i > 0 ? [{ text: '\n' }] : []), { text: id, channel: id }, { text: `: ${next}` }];
    });
    return {
      kind: 'message',
      message: {
        kind: 'fields',
        title: 'Paperboy',
        intro: words`Trending research papers. Type ${commandSpan('help')} in any channel.`,
        fields: [
          {
            name: 'Daily posts',
            value:
              posts.length > 0
                ? posts
                : words`No channel that you can see is subscribed yet: ${commandSpan('subscribe')} in a channel sets one up.`,
          },
          { name: 'Your reading list', value: listed(saved, 'Nothing saved yet: press Save on a card.') },
          {
            name: "This week's top papers",
            value: listed(top, 'No votes this week yet: react with 👍 on a card.'),
          },
        ],
        actions: [
          ...button('Today', 'today'),
          ...button('My list', 'saved'),
          ...button('Top papers', 'top week'),
        ],
      },
    };
  },
};

function listed(papers: readonly Paper[], empty: string): string {
  return papers.length > 0 ? papers.map(({ title }) => `• ${title.slice(0, 150)}`).join('\n') : empty;
}
