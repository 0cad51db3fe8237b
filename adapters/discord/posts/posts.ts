import type { Log } from '../../../src/core/base/log.ts';
import type {
  ChannelAccess,
  DirectMessages,
  Labeler,
  PostDeleter,
  PostEditor,
  PostFinder,
  Reactions,
  Sender,
  Threads,
} from '../../../src/core/platform/platform.ts';
import type { Identity } from '../api/identity.ts';
import type { Send } from '../api/rest.ts';
import { createDirectMessages } from './direct-messages.ts';
import { createFindPosts } from './find-posts.ts';
import { createLabels } from './labels.ts';
import { createMessages } from './messages.ts';
import type { PresetReactions } from './preset-reactions.ts';
import { createReactions } from './reactions.ts';
import { openThread } from './threads.ts';

export interface PostsDeps {
  readonly send: Send;
  readonly identity: Pick<Identity, 'getBotId' | 'findTenant' | 'isForum'>;
  readonly presetReactions: Pick<PresetReactions, 'add' | 'remove' | 'notePost'>;
  readonly log: Log;
}

export interface Posts
  extends Pick<Sender, 'send'>,
    PostFinder,
    PostEditor,
    PostDeleter,
    Labeler,
    DirectMessages,
    Pick<ChannelAccess, 'findTenant'> {
  readonly openThread: Threads['open'];
  readonly addPresetReactions: Reactions['addPreset'];
  readonly removePresetReactions: Reactions['removePreset'];
  readonly readPost: Reactions['read'];
}

/** Posts and the operations on them, over REST only. */
export function createPosts({ send, identity, presetReactions, log }: PostsDeps): Posts {
  const { findTenant } = identity;
  const messages = createMessages({ send, ...identity, presetReactions, log });
  return {
    ...messages,
    ...createFindPosts({ send, ...identity }),
    ...createLabels(send),
    ...createReactions(send),
    ...createDirectMessages(send, messages),
    openThread: (parent, title) => openThread(send, parent, title),
    addPresetReactions: (post, ballots) => presetReactions.add(post, ballots),
    removePresetReactions: (post, ballots) => presetReactions.remove(post, ballots),
    findTenant,
  };
}
