import type { Command } from '../src/core/command.ts';
import { dayLabel } from '../src/core/format.ts';
import { explain } from '../src/core/rank.ts';
import { channelOf, momentIn } from './channel.ts';
import { completePaper, languageOf, PAPER_OPTION, paperMeant } from './views.ts';

const MOST_POSTS = 5;

/** What became of a paper: fetched, listed, chosen or dropped here, posted. */
export const why: Command = {
  name: 'why',
  summary: 'Why a paper was posted here, or was not',
  example: 'why 2604.26752',
  options: [PAPER_OPTION],
  async run(context, { paper: typed }) {
    const { services } = context;
    const { store } = services;
    const paper = await paperMeant(context, String(typed));
    const channel = channelOf(context);
    const language = languageOf(context);
    const days = await store.editions.daysOf(paper.id);
    const posts = await store.posts.ofPaper(paper.id, 50);
    const here = posts
      .filter((post) => post.channel === channel && post.kind !== 'notice')
      .slice(0, MOST_POSTS);
    const subscription = await store.subscriptions.get(channel);
    const zone = subscription?.zone ?? context.asker.zone ?? 'UTC';
    const chosen = await Promise.all(here.slice(0, 1).map((post) => store.deliveries.get(post)));
    const scored = chosen[0]?.digest?.papers.find(({ paperId }) => paperId === paper.id);
    const next = subscription && here.length === 0 ? await services.preview(subscription) : undefined;
    const dropped = next?.dropped.find(({ paperId }) => paperId === paper.id);
    return {
      kind: 'message',
      message: {
        kind: 'fields',
        title: `Why: ${paper.title}`,
        fields: [
          {
            name: 'Listed',
            value:
              days.length > 0
                ? days.map((day) => dayLabel(day, language)).join('; ')
                : 'never on the daily list, as far as is known here',
          },
          ...(here.length > 0
            ? here.map((post) => ({
                name: `Posted here as ${post.kind}`,
                value: post.sentAt === undefined ? post.state : momentIn(post.sentAt, zone, language),
              }))
            : [{ name: 'Posted here', value: 'no' }]),
          ...(scored ? [{ name: `Score ${scored.score}`, value: explain(scored.why) }] : []),
          ...(next
            ? [
                {
                  name: 'Next post',
                  value: dropped
                    ? `not in it: ${dropped.reason}`
                    : days.length > 0 &&
                        next.messages.some((message) => JSON.stringify(message).includes(paper.id))
                      ? 'it is in it'
                      : 'not a candidate: its edition is older than those looked at',
                },
              ]
            : []),
          ...(subscription ? [] : [{ name: 'Next post', value: 'This channel is not subscribed.' }]),
        ],
      },
    };
  },
  complete: (context, _option, typed) => completePaper(context, typed),
};
