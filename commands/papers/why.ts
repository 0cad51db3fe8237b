import { flattenText } from '../../src/core/base/text.ts';
import type { Day } from '../../src/core/base/time.ts';
import type { Command, CommandContext } from '../../src/core/command/command.ts';
import { explain, rank } from '../../src/core/digest/rank.ts';
import { withTaste } from '../../src/core/digest/taste.ts';
import { readFilter } from '../../src/core/digest/topic-filter.ts';
import { PaperWords } from '../../src/core/matching/paper-words.ts';
import type { Message } from '../../src/core/message/message.ts';
import { formatDay, formatMoment, formatNumber } from '../../src/core/paper/format.ts';
import type { Paper } from '../../src/core/paper/paper.ts';
import type { Subscription } from '../../src/core/schedule/subscription.ts';
import { toChannel } from '../shared/channel.ts';
import { buildViews, chooseLanguage, completePaper, findPaperMeant, PAPER_OPTION } from '../shared/views.ts';
import { why as texts } from '../texts/papers.ts';

const MAX_POSTS = 5;
const MAX_ELSEWHERE = 20;

interface Field {
  readonly name: string;
  readonly value: string;
}

/** What became of a paper: fetched, listed, chosen or dropped here, posted. */
export const why: Command = {
  name: 'why',
  get summary() {
    return texts.summary();
  },
  example: 'why 2604.26752',
  options: [PAPER_OPTION],
  async run(context, { paper: id }) {
    const { store } = context.services;
    // Asked before the paper is looked for: what nobody has fetched yet is fetched then.
    const wasSaved = (await store.papers.find(String(id))) !== undefined;
    const paper = await findPaperMeant(context, String(id));
    const language = chooseLanguage(context);
    const days = await store.editions.listDays(paper.id);
    const subscription = await store.subscriptions.find(toChannel(context));
    const zone = subscription?.zone ?? context.asker.zone ?? 'UTC';
    const posted = await describePosts(context, paper, zone);
    const listed = days.map((day) => formatDay(day, language)).join('; ');
    return {
      kind: 'message',
      message: {
        kind: 'fields',
        title: texts.title({ title: paper.title }),
        fields: [
          {
            name: texts.fetched(),
            value: wasSaved ? await saySince(context, paper, zone) : texts.fetchedJustNow(),
          },
          { name: texts.listed(), value: listed || texts.listedNowhere() },
          ...posted.fields,
          ...(posted.here ? [] : await scoreNow(context, paper, days, subscription)),
          ...(posted.here ? [] : [await describeNextPost(context, paper, days, subscription)]),
        ],
      },
    };
  },
  complete: (context, _option, typed) => completePaper(context, typed),
};

async function saySince(context: CommandContext, { id }: Paper, zone: string): Promise<string> {
  const [first] = (await context.services.store.papers.listSnapshots([id], 0)).get(id) ?? [];
  return first
    ? texts.fetchedFirst({ moment: () => formatMoment(first.at, zone, chooseLanguage(context)) })
    : texts.fetchedEver();
}

/** Where and when it was posted, with the score that it had then. Other channels that the asker can see are counted. */
async function describePosts(
  context: CommandContext,
  { id }: Paper,
  zone: string,
): Promise<{ here: boolean; fields: Field[] }> {
  const { store } = context.services;
  const language = chooseLanguage(context);
  const channel = toChannel(context);
  const posts = (await store.posts.listOfPaper(id, 50)).filter(({ kind }) => kind !== 'notice');
  const here = posts.filter((post) => post.channel === channel).slice(0, MAX_POSTS);
  const others = new Set(
    posts
      .filter((post) => post.channel !== channel && post.sent?.tenant === context.asker.tenant)
      .map((post) => post.channel),
  );
  // That a paper was posted in a private channel says what is talked about there.
  const visible = await context.services.filterVisibleChannels(context.asker, [...others], MAX_ELSEWHERE);
  const elsewhere = visible.length;
  const [last] = here;
  const chosen = (last && (await store.deliveries.find(last)))?.digest?.papers.find(
    ({ paperId }) => paperId === id,
  );
  const where = here.map(({ kind, sentAt, state }) => ({
    name: texts.postedAs({ kind }),
    value: sentAt === undefined ? texts.notSent({ state }) : formatMoment(sentAt, zone, language),
  }));
  return {
    here: here.length > 0,
    fields: [
      ...(where.length > 0 ? where : [{ name: texts.posted(), value: texts.notPosted() }]),
      ...(elsewhere > 0
        ? [{ name: texts.elsewhere(), value: texts.elsewhereCount({ count: elsewhere }) }]
        : []),
      ...(chosen
        ? [
            {
              name: texts.score({ score: () => formatNumber(chosen.score, language) }),
              value: explain(chosen.why, language),
            },
          ]
        : []),
    ],
  };
}

/** Its score in a digest that is made now; `undefined` for a paper that no digest can include. */
async function scoreNow(
  context: CommandContext,
  paper: Paper,
  [day]: readonly Day[],
  subscription: Subscription | undefined,
): Promise<Field[]> {
  if (day === undefined) return [];
  const { store, clock } = context.services;
  const snapshots = (await store.papers.listSnapshots([paper.id], 0)).get(paper.id) ?? [];
  const [view] = await buildViews(context, [paper]);
  const readAt = (await store.editions.find(day))?.fetchedAt;
  const ranked = rank(
    { paper, day, snapshots, readAt, tally: view?.tally ?? { up: 0, down: 0 } },
    clock.now(),
  );
  const taste = subscription && (await context.services.judgeTaste(subscription, [paper.id]));
  const { score, why: parts } = withTaste({ paperId: paper.id, day, ...ranked }, taste);
  const language = chooseLanguage(context);
  return [
    {
      name: texts.scoreNow({ score: () => formatNumber(score, language) }),
      value: explain(parts, language) || texts.noSignals(),
    },
  ];
}

/** Whether the channel's next post has it, and if not, which rule drops it. */
async function describeNextPost(
  { services }: CommandContext,
  paper: Paper,
  days: readonly Day[],
  subscription: Subscription | undefined,
): Promise<Field> {
  const name = texts.nextPost();
  if (!subscription) return { name, value: texts.notSubscribed() };
  const { dropped, messages } = await services.preview(subscription);
  const rule = dropped.find(({ paperId }) => paperId === paper.id)?.reason;
  if (rule !== undefined)
    return { name, value: texts.notInNextPost({ reason: flattenText(services.wordReason(rule).what) }) };
  if (messages.some((message) => shows(message, paper))) return { name, value: texts.inNextPost() };
  const verdict = readFilter(subscription)(new PaperWords(paper));
  const also = verdict.passes ? '' : `; ${flattenText(services.wordReason(verdict.reason).what)}`;
  const because = days.length > 0 ? texts.listedTooEarly() : texts.neverListed();
  return { name, value: texts.notInNextPost({ reason: `${because}${also}` }) };
}

function shows(message: Message, { id }: Paper): boolean {
  if (message.kind === 'overview') return message.entries.some((view) => view.paper.id === id);
  return message.kind === 'card' && message.view.paper.id === id;
}
