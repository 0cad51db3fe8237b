/** The formats of each feed. */
export const FEED_FILES = [
  { file: 'feed.xml', type: 'application/rss+xml', name: 'RSS' },
  { file: 'atom.xml', type: 'application/atom+xml', name: 'Atom' },
  { file: 'feed.json', type: 'application/feed+json', name: 'JSON' },
] as const;

export type FeedFile = (typeof FEED_FILES)[number];

/** Where the feeds of a page are: in the folder of its path. */
export interface FeedAddress {
  /** Empty for the newest papers, which have theirs at the top. */
  readonly under: string;
  /** With its question mark. */
  readonly query?: string;
}

export const NEWEST: FeedAddress = { under: '' };

export function toFeedPath({ under, query = '' }: FeedAddress, { file }: FeedFile): string {
  return `${under}/${file}${query}`;
}
