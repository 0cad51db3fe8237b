type Json = Readonly<Record<string, unknown>>;

/** An address that is in blocks, and where, as Slack points to it. */
interface PictureAddress {
  readonly url: string;
  readonly pointer: string;
}

/** A name with a dot or four numbers: Slack's parser takes neither brackets nor a bare word (MacPaw/together-app#4). */
export function isAddress(url: unknown): boolean {
  const parsed = typeof url === 'string' ? URL.parse(url) : null;
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return false;
  return /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)+\.?$/i.test(parsed.hostname);
}

/**
 * Slack fetches every picture before it takes the message, and refuses all of it where one cannot be had
 * (otiai10/amesh-bot#24, slackapi/python-slack-sdk#1782). Answers with the refusal in Slack's own words.
 */
export function unfetchablePicture(blocks: unknown, canFetch: (url: string) => boolean): string | undefined {
  const bad = picturesIn(blocks, '/blocks').find(({ url }) => !canFetch(url));
  return bad && `downloading image failed [json-pointer:${bad.pointer}]`;
}

function picturesIn(value: unknown, pointer: string): PictureAddress[] {
  if (typeof value !== 'object' || value === null) return [];
  const { image_url: url } = value as Json;
  const own = typeof url === 'string' ? [{ url, pointer: `${pointer}/image_url` }] : [];
  const inner = Object.entries(value).flatMap(([key, part]) => picturesIn(part, `${pointer}/${key}`));
  return [...own, ...inner];
}
