import type { types } from '@slack/bolt';

/** The mark of our posts in their metadata, by which they are found again. */
const POST_EVENT = 'paperboy_post';

export function buildPostMetadata(key: string): types.MessageMetadata {
  return { event_type: POST_EVENT, event_payload: { key } };
}

/** Whether the metadata of a message is that of the post with this key. */
export function hasKey(
  metadata: { readonly event_type?: string; readonly event_payload?: object } | undefined,
  key: string,
): boolean {
  const payload = metadata?.event_payload;
  return (
    metadata?.event_type === POST_EVENT && payload !== undefined && 'key' in payload && payload.key === key
  );
}
