import type { Log } from '../../../src/core/base/log.ts';
import { createDirectMessages } from './direct-messages.ts';
import { createFindPosts } from './find-posts.ts';
import type { Identity } from './identity.ts';
import { createMessages } from './messages.ts';
import type { People } from './people.ts';
import { createReactions } from './reactions.ts';
import type { Web } from './web.ts';
import type { Workspaces } from './workspaces.ts';

export interface PostsOptions {
  readonly web: Web;
  readonly identity: () => Promise<Identity>;
  readonly workspaces: Workspaces;
  readonly people: People;
  readonly log: Log;
}

/** The outgoing half of the platform. */
export type Posts = ReturnType<typeof createPosts>;

export function createPosts({ web, identity, workspaces, people, log }: PostsOptions) {
  const messages = createMessages({ web, workspaces, log });
  const { findTenant, say } = messages;
  return {
    ...messages,
    ...createFindPosts({ web, identity, findTenant }),
    ...createReactions({ web, identity, workspaces, people }),
    ...createDirectMessages({ web, say }),
  };
}
