import type { Digest, Post } from '../../core/delivery/delivery.ts';
import { type ComposeInput, composePost } from '../../core/digest/compose.ts';
import type { Message } from '../../core/message/message.ts';
import type { Subscription } from '../../core/schedule/subscription.ts';
import type { Store } from '../../core/store/store.ts';
import type { Summarizer } from '../../core/summary/summary.ts';
import { papersById, talliesFor, talliesOn } from './prepare.ts';

export interface ComposeDeps {
  readonly store: Store;
  readonly forCard: Summarizer['forCard'];
}

/** What the posts of a digest look like: to whose community the tallies belong, and how they are laid out. */
export type Look = Pick<Subscription, 'layout' | 'language' | 'tenant'>;

/** What one post of a digest says now. */
export async function composeNow(
  deps: ComposeDeps,
  post: Post,
  digest: Digest,
  look: Look,
): Promise<Message> {
  const input = await readComposeInput(deps, digest, look);
  return composePost(post, { ...input, tallies: await talliesOn(deps.store, post, look) });
}

/** All that posts of a digest that do not stand anywhere yet are composed from. */
export async function readComposeInput(
  { store, forCard }: ComposeDeps,
  digest: Digest,
  look: Look,
): Promise<ComposeInput> {
  const ids = digest.papers.map(({ paperId }) => paperId);
  const papers = await papersById(store, ids);
  return { digest, papers, tallies: await talliesFor(store, ids, look), subscription: look, forCard };
}
