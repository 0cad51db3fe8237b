import { inTurns } from '../../core/async/in-turns.ts';
import type { DeliveryKey, Digest, Post } from '../../core/delivery/delivery.ts';
import { type ComposeInput, composePost } from '../../core/digest/compose.ts';
import { planPosts } from '../../core/digest/post-plan.ts';
import type { Message } from '../../core/message/message.ts';
import type { Paper, PaperId } from '../../core/paper/paper.ts';
import type { Subscription } from '../../core/schedule/subscription.ts';
import type { Store } from '../../core/store/store.ts';
import type { Summarizer } from '../../core/summary/summary.ts';
import { readPapersById, readTallies, readTalliesOn } from './prepare.ts';

export interface ComposeDeps {
  readonly store: Store;
  readonly findCardSummary: Summarizer['findCardSummary'];
}

/** How the posts of a digest are shown: the community of the tallies, and the layout. */
export type Look = Pick<Subscription, 'layout' | 'language' | 'tenant' | 'mention'>;

/** The current content of one post of a digest. */
export async function composeNow(
  deps: ComposeDeps,
  post: Post,
  digest: Digest,
  look: Look,
): Promise<Message> {
  const { store, findCardSummary } = deps;
  const papers = await readPapersById(store, post.paperIds);
  const tallies = await readTalliesOn(store, post, look);
  const cards = await makeCards(papers, findCardSummary);
  return composePost(post, { digest, papers, tallies, subscription: look, findCardSummary: cards });
}

/** A card of a hostile text takes up to 50 ms: others are served between two of them. */
async function makeCards(
  papers: ReadonlyMap<PaperId, Paper>,
  findCardSummary: Summarizer['findCardSummary'],
): Promise<Summarizer['findCardSummary']> {
  const cards = new Map(
    await inTurns([...papers.values()], (paper) => [paper.id, findCardSummary(paper)] as const),
  );
  return ({ id }) => cards.get(id);
}

/** A post of a digest, and what it says. */
export interface ComposedMessage {
  readonly post: Post;
  readonly message: Message;
}

/** The posts of a digest as they would be if it were sent now; nothing is saved. */
export async function composeAll(
  { store, findCardSummary }: ComposeDeps,
  key: DeliveryKey,
  digest: Digest,
  look: Look,
): Promise<ComposedMessage[]> {
  const ids = digest.papers.map(({ paperId }) => paperId);
  const papers = await readPapersById(store, ids);
  const input: ComposeInput = {
    digest,
    papers,
    tallies: await readTallies(store, ids, look),
    subscription: look,
    findCardSummary: await makeCards(papers, findCardSummary),
  };
  return planPosts(key, digest, look.layout).map((post) => ({ post, message: composePost(post, input) }));
}
