import type { Rate } from '../../../src/core/async/rate-limited-queue.ts';

/**
 * Slack's limits, each with its source. Lengths are UTF-16 code units. "types" is `@slack/types`, whose comments
 * repeat docs.slack.dev/reference/block-kit.
 */
export const LIMITS = {
  /** types: block-kit/blocks */
  blocks: 50,
  /** types: SectionBlock.text and the text object itself */
  text: 3000,
  /** types: HeaderBlock.text */
  header: 150,
  /** types: ContextBlock.elements */
  contextElements: 10,
  /** types: ActionsBlock.elements: Slack takes 25; five fit on one line of a wide window */
  buttonsPerRow: 5,
  /** types: Button.text */
  buttonText: 75,
  /** types: Button.url, ImageElement.image_url */
  url: 3000,
  /** types: Actionable.action_id */
  actionId: 255,
  /** types: StaticSelect.options */
  selectOptions: 100,
  /** types: ContainerBlock.title and .subtitle, CardBlock.title and .subtitle */
  containerText: 150,
  /** types: CardBlock.body */
  cardBody: 200,
  /** docs.slack.dev/reference/block-kit/blocks/card-block: actions */
  cardButtons: 3,
  /** types: StaticSelect.option_groups */
  optionGroups: 100,
  /** types: RadioButtons.options, Checkboxes.options */
  groupOptions: 10,
  /** types: PlainTextOption.text and .value */
  option: 75,
  /** types: InputBlock.label and .hint */
  inputLabel: 2000,
  /** types: PlainTextInput.max_length */
  inputText: 3000,
  /** types: ModalView.title, .submit, .close */
  viewTitle: 24,
  /** docs.slack.dev/reference/methods/chat.postMessage: 4,000 advised for `text`, cut beyond 40,000 */
  fallbackText: 4000,
  /**
   * Undocumented. About 13,200 characters over all blocks end in `msg_blocks_too_long` (slackapi/bolt-js#2509), and
   * rich text with 11,341 characters of text as well (#2867): so it is the JSON of all blocks that has a budget here.
   */
  blocksJson: 12_000,
  /** types: manifest, features.slash_commands */
  manifestUsageHint: 1000,
  /** docs.slack.dev/authentication/verifying-requests-from-slack */
  signatureAgeMs: 5 * 60_000,
} as const;

/** docs.slack.dev/apis/web-api/rate-limits: the tiers, per method, workspace and app. */
const TIER_1: Rate = { calls: 1, perMs: 60_000 };
const TIER_2: Rate = { calls: 20, perMs: 60_000 };
const TIER_3: Rate = { calls: 50, perMs: 60_000 };
const TIER_4: Rate = { calls: 100, perMs: 60_000 };

/** The rate limit of every method we call. */
export const RATES = {
  /** "Several hundred a minute" for a workspace: an even five a second is below any reading of it. */
  'chat.postMessage': { calls: 5, perMs: 1000 },
  'chat.postEphemeral': TIER_4,
  'chat.update': TIER_3,
  'chat.delete': TIER_3,
  'chat.unfurl': TIER_3,
  'reactions.add': TIER_3,
  'reactions.remove': TIER_2,
  'reactions.get': TIER_3,
  'conversations.history': TIER_3,
  'conversations.replies': TIER_3,
  'conversations.info': TIER_3,
  'conversations.open': TIER_3,
  'users.info': TIER_4,
  'users.conversations': TIER_3,
  'views.open': TIER_4,
  'views.publish': TIER_4,
  'files.uploadV2': TIER_4,
  /** "Hundreds a minute" */
  'auth.test': TIER_4,
  'apps.connections.open': TIER_1,
  /** "Special rate limits", undocumented */
  'blocks.validate': TIER_2,
} as const satisfies Record<string, Rate>;

/** A Web API method that the adapter calls. */
export type SlackMethod = keyof typeof RATES;

/** docs.slack.dev/apis/web-api/rate-limits: about one message a second a channel, threads included. */
export const CHANNEL_RATE: Rate = { calls: 1, perMs: 1000 };
