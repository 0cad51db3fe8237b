import type { Log } from '../../../src/core/base/log.ts';
import type { Identity } from '../api/identity.ts';
import type { People } from '../api/people.ts';
import type { Web } from '../api/web.ts';
import type { Workspaces } from '../api/workspaces.ts';
import { createDirectMessages } from './direct-messages.ts';
import { createFindPosts } from './find-posts.ts';
import { createLabels } from './labels.ts';
import { createMessages } from './messages.ts';
import { createReactions } from './reactions.ts';

export interface PostsOptions {
  readonly web: Web;
  readonly getIdentity: () => Promise<Identity>;
  readonly workspaces: Workspaces;
  readonly people: People;
  readonly log: Log;
}

/** The outgoing half of the platform. */
export type Posts = ReturnType<typeof createPosts>;

export function createPosts({ web, getIdentity, workspaces, people, log }: PostsOptions) {
  const messages = createMessages({ web, workspaces, log });
  const { findTenant, say } = messages;
  return {
    ...messages,
    ...createFindPosts({ web, getIdentity, findTenant }),
    ...createLabels({ web, getIdentity }),
    ...createReactions({ web, getIdentity, workspaces, people }),
    ...createDirectMessages({ web, say }),
  };
}
