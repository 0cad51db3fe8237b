/**
 * Discord's limits, each with its source: files of discord/discord-api-docs under `developers/`, or the word
 * undocumented. Lengths are documented in characters; we count UTF-16 units, which are never fewer.
 */
export const LIMITS = {
  /** resources/message.mdx, Create Message; bots never have the 4,000 of paying people */
  content: 2000,
  /** resources/message.mdx, Embed Limits */
  embedTitle: 256,
  embedDescription: 4096,
  embedFields: 25,
  fieldName: 256,
  fieldValue: 1024,
  author: 256,
  /** resources/message.mdx, Embed Limits: titles, descriptions, fields, footers and authors of all embeds together */
  embedSum: 6000,
  /** Undocumented: longer addresses answer 400 `URL_TYPE_INVALID` */
  url: 2000,
  /** components/reference.mdx */
  rows: 5,
  buttonsPerRow: 5,
  buttonLabel: 80,
  buttonUrl: 512,
  customId: 100,
  selectOptions: 25,
  selectOption: 100,
  /** interactions/receiving-and-responding.mdx, Modal; components/reference.mdx, Label and Text Input */
  modalTitle: 45,
  modalFields: 5,
  label: 45,
  labelDescription: 100,
  inputValue: 4000,
  /** Radio groups and checkbox groups */
  minGroupOptions: 2,
  groupOptions: 10,
  /** interactions/application-commands.mdx */
  commandDescription: 100,
  commandOptions: 25,
  commandChoices: 25,
  choice: 100,
  /** interactions/application-commands.mdx: names, descriptions and values of one command with all that is in it */
  commandSum: 8000,
  /** resources/channel.mdx, Start Thread from Message */
  threadName: 100,
  /** resources/channel.mdx, Start Thread in Forum or Media Channel */
  appliedTags: 5,
  /** resources/message.mdx, Get Channel Messages and Get Reactions: the largest page */
  page: 100,
} as const;

/** Times and rates. */
export const PACE = {
  /** topics/rate-limits.mdx: requests of one bot in a second; interaction endpoints do not count */
  requestsPerSecond: 50,
  /** Ours: a longer wait that Discord asks for becomes an error which says how long; the caller plans again */
  longestWaitMs: 30_000,
  /** Undocumented: posts of an announcement channel that can be published in an hour */
  publishedAnHour: 10,
  /** Undocumented: measured as one reaction per quarter of a second in a channel */
  reactionMs: 300,
  /** topics/rate-limits.mdx: 401, 403 and 429 from one address in `invalidWindowMs` before a temporary ban */
  invalidRequests: 10_000,
  invalidWindowMs: 10 * 60_000,
  /** interactions/receiving-and-responding.mdx: the first answer */
  answerMs: 3000,
  /** events/gateway.mdx, Session Start Limit: IDENTIFY calls in 24 hours, after which Discord resets the token */
  identifiesPerDay: 1000,
  /** topics/threads.mdx: one of 60, 1440, 4320 and 10080 */
  threadArchiveMinutes: 4320,
} as const;
