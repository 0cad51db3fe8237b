import type { Forum } from '../../adapters/discord/api/forum.ts';
import { openForumPost } from '../../adapters/discord/posts/forum-posts.ts';
import { renderMessage } from '../../adapters/discord/render/render.ts';
import { type BodyKind, createBodyCheck } from '../../loopback/discord/body-check.ts';
import type { Message } from '../../src/core/message/message.ts';
import { unseenIn } from './unseen.ts';

/** What Discord's own description of its API says against a body. */
export function refusedByDiscord(kind: BodyKind, body: unknown): string[] {
  const { check, violations } = createBodyCheck();
  try {
    check(kind, body);
  } catch {
    return violations.flatMap(({ complaints }) => complaints.map((one) => `refused: ${one}`));
  }
  return [];
}

const MAX_TAGS = 5;

/** A message as a post of a forum: the name that it gets, and its tags. */
export function forumFaults(message: Message, forum: Forum): string[] {
  const body = readForumBody(message, forum);
  const { name = '', applied_tags: tags = [] } = body;
  const known = new Set(forum.tags.map(({ id }) => id));
  return [
    ...unseenIn(name),
    ...refusedByDiscord('forumPost', body),
    ...tags.filter((id) => !known.has(id)).map((id) => `a tag ${id} that the forum does not have`),
    ...(tags.length > MAX_TAGS || new Set(tags).size < tags.length ? [`tags ${tags.join()}`] : []),
  ].map((fault) => `in a forum: ${fault}`);
}

interface ForumBody {
  readonly name?: string;
  readonly applied_tags?: readonly string[];
}

function readForumBody(message: Message, forum: Forum): ForumBody {
  let body: ForumBody = {};
  const send = async (request: { readonly body?: unknown }) => {
    body = request.body as ForumBody;
    return { id: '1' };
  };
  // It asks before it waits for anything.
  openForumPost(send, { channel: '2', forum, message, body: renderMessage(message) }).catch(() => undefined);
  return body;
}
