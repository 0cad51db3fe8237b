import { buildPostActions } from '../command/card-actions.ts';
import type { Digest, GroupSubject, Post } from '../delivery/delivery.ts';
import type { Card, Message, Overview, PaperView } from '../message/message.ts';
import { withOtherDay } from '../message/overview.ts';
import type { Paper, PaperId } from '../paper/paper.ts';
import { isSpecial, type Layout, type Subscription } from '../schedule/subscription.ts';
import type { Summarizer } from '../summary/summary.ts';
import { NO_VOTES, type Tally } from '../vote/vote.ts';
import { countPapersPerMessage } from './post-plan.ts';
import { listReasonsBesideFacts, readRise } from './rank.ts';
import { isSubject } from './subjects.ts';
import { subjects, texts } from './texts.ts';

export interface ComposeInput {
  readonly digest: Digest;
  readonly papers: ReadonlyMap<PaperId, Paper>;
  readonly tallies: ReadonlyMap<PaperId, Tally>;
  readonly subscription: Pick<Subscription, 'layout' | 'language' | 'mention' | 'tenant'>;
  readonly findCardSummary: Summarizer['findCardSummary'];
}

/** The content of a planned or sent post, with the tallies as they are now. */
export function composePost(post: ComposedPost, input: ComposeInput): Message {
  const message = composeContent(post, input);
  const { mention, tenant } = input.subscription;
  // A role of another server would be shown as an unknown one.
  const isOfServer = mention?.tenant === undefined || mention.tenant === tenant;
  const isMeant = post.seq === 0 && isOfServer && !input.digest.recap;
  return mention && isMeant ? { ...message, mentions: mention.id } : message;
}

type ComposedPost = Pick<Post, 'kind' | 'paperIds' | 'seq'>;

function composeContent(post: ComposedPost, input: ComposeInput): Message {
  const { language } = input.subscription;
  const views = post.paperIds.flatMap((id) => buildView(id, input) ?? []);
  const [only] = views;
  if (post.kind === 'card' && only) {
    const actions = buildPostActions(only.paper.id);
    const view = withOtherDay(only, input.digest);
    return { kind: 'card', view, takesReactions: true, language, actions } satisfies Card;
  }
  const { day, leftoversOn, recap } = input.digest;
  // A recap has no cards, in no layout.
  const layout = recap ? 'compact' : input.subscription.layout;
  return {
    kind: 'overview',
    day,
    ...(leftoversOn === undefined ? {} : { leftoversOn }),
    ...(recap ? { recap } : {}),
    ...toNumberedPart(post, input),
    ...nameGroups(views, input.digest),
    entries: views,
    more: hasAll(layout) ? 0 : input.digest.papers.length - views.length,
    ...(isSpecial(layout) ? { style: layout } : {}),
    cards: CARDS_OF[layout],
    language,
  } satisfies Overview;
}

/** The groups of those papers of a digest that are shown: in order, each with how many of its papers are. */
function nameGroups(views: readonly PaperView[], { papers, groups = [] }: Digest): Pick<Overview, 'groups'> {
  const subjects = groups.flatMap(({ about, count }) => Array.from({ length: count }, () => about));
  const byPaper = new Map(papers.map(({ paperId }, i) => [paperId, subjects[i]]));
  const shown = Map.groupBy(views, ({ paper }) => byPaper.get(paper.id));
  // A paper that cannot be shown leaves its group smaller. Without groups all papers are of none.
  const named = [...shown].flatMap(([about, of]) =>
    about === undefined ? [] : [{ heading: wordSubject(about), count: of.length }],
  );
  return named.length > 0 ? { groups: named } : {};
}

function wordSubject(about: GroupSubject): string {
  switch (about.kind) {
    case 'subject':
      // One that a newer version has is not known here.
      return isSubject(about.subject) ? subjects[about.subject]() : texts.more();
    case 'voted':
      return texts.voted();
    case 'missed':
      return texts.missed();
    case 'rose':
      return texts.rose();
    case 'top':
      return texts.top();
    case 'more':
      return texts.more();
  }
}

/** Whether the overviews of a layout name every paper. */
function hasAll(layout: Layout): boolean {
  return CARDS_OF[layout] === 'none';
}

const CARDS_OF = {
  thread: 'thread',
  cards: 'channel',
  forum: 'channel',
  compact: 'none',
  folded: 'none',
  carousel: 'none',
  letter: 'none',
} as const satisfies Record<Layout, Overview['cards']>;

/** A long digest without cards needs several overviews, which are numbered. */
function toNumberedPart({ paperIds }: Pick<Post, 'paperIds'>, input: ComposeInput): Pick<Overview, 'part'> {
  const { digest, subscription } = input;
  const { layout } = subscription;
  const perMessage = countPapersPerMessage(layout);
  const of = Math.ceil(digest.papers.length / perMessage);
  const isNumbered = layout === 'compact' || (isSpecial(layout) && !digest.recap);
  if (!isNumbered || of === 1) return {};
  const at = digest.papers.findIndex(({ paperId }) => paperId === paperIds[0]);
  return { part: { n: Math.floor(at / perMessage) + 1, of } };
}

function buildView(
  id: PaperId,
  { digest, papers, tallies, findCardSummary }: ComposeInput,
): PaperView | undefined {
  const paper = papers.get(id);
  const at = digest.papers.findIndex(({ paperId }) => paperId === id);
  const chosen = digest.papers[at];
  if (!paper || !chosen) return undefined;
  const summary = findCardSummary(paper);
  const why = [
    ...(chosen.topic === undefined ? [] : [texts.matchesTopic({ topic: chosen.topic })]),
    listReasonsBesideFacts(chosen.why),
  ]
    .filter(Boolean)
    .join(', ');
  const rise = readRise(chosen.why);
  return {
    paper,
    n: at + 1,
    day: chosen.day,
    tally: tallies.get(id) ?? NO_VOTES,
    ...(rise ? { rise } : {}),
    ...(why ? { why } : {}),
    ...(summary ? { summary } : {}),
  };
}
