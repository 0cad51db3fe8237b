import { cardActions } from './card-actions.ts';
import type { Digest, Post } from './delivery.ts';
import type { Card, Message, Overview, PaperView } from './message.ts';
import type { Paper, PaperId } from './paper.ts';
import { inWords } from './rank.ts';
import type { Layout, Subscription } from './subscription.ts';
import type { Summarizer } from './summary.ts';
import { NO_VOTES, type Tally } from './vote.ts';

export interface ComposeInput {
  readonly digest: Digest;
  readonly papers: ReadonlyMap<PaperId, Paper>;
  readonly tallies: ReadonlyMap<PaperId, Tally>;
  readonly subscription: Pick<Subscription, 'layout' | 'language'>;
  readonly forCard: Summarizer['forCard'];
}

/** What a planned or sent post says, with the tallies as they are now. */
export function composePost(post: Pick<Post, 'kind' | 'paperIds'>, input: ComposeInput): Message {
  const { language } = input.subscription;
  const views = post.paperIds.flatMap((id) => viewOf(id, input) ?? []);
  const [only] = views;
  if (post.kind === 'card' && only) {
    return { kind: 'card', view: only, language, actions: cardActions(only.paper.id) } satisfies Card;
  }
  return {
    kind: 'overview',
    day: input.digest.day,
    // A keycap reaction counts within its own post, so the numbers start anew in each.
    entries: views.map((view, i) => ({ ...view, n: i + 1 })),
    more: input.subscription.layout === 'compact' ? 0 : input.digest.papers.length - views.length,
    cards: CARDS_OF[input.subscription.layout],
    language,
  } satisfies Overview;
}

const CARDS_OF = { thread: 'thread', cards: 'channel', compact: 'none' } as const satisfies Record<
  Layout,
  Overview['cards']
>;

function viewOf(id: PaperId, { digest, papers, tallies, forCard }: ComposeInput): PaperView | undefined {
  const paper = papers.get(id);
  const at = digest.papers.findIndex(({ paperId }) => paperId === id);
  const chosen = digest.papers[at];
  if (!paper || !chosen) return undefined;
  const summary = forCard(paper);
  const why = inWords(chosen.why);
  return {
    paper,
    n: at + 1,
    day: chosen.day,
    tally: tallies.get(id) ?? NO_VOTES,
    ...(why ? { why } : {}),
    ...(summary ? { summary } : {}),
  };
}
