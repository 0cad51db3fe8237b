/**
 * Slack's limits, rates and scopes as its own reference gives them, each with its page. The loopback Slack holds a bot to
 * these and imports nothing of it: a limit that the bot has wrong is wrong on one side alone, and a test fails.
 */

/** Lengths in characters, numbers of elements, bytes where it says so. */
export const REFERENCE = {
  /** https://docs.slack.dev/reference/block-kit/blocks: "up to 50 blocks in each message, and 100 blocks in modals or Home tabs" */
  messageBlocks: 50,
  viewBlocks: 100,
  /** https://docs.slack.dev/reference/block-kit/blocks: block_id of every block */
  blockId: 255,
  /** https://docs.slack.dev/reference/block-kit/blocks/header-block: text */
  headerText: 150,
  /** https://docs.slack.dev/reference/block-kit/blocks/section-block: text */
  sectionText: 3000,
  /** https://docs.slack.dev/reference/block-kit/blocks/container-block: title and subtitle, child_blocks */
  containerText: 150,
  containerBlocks: 10,
  /** https://docs.slack.dev/reference/block-kit/blocks/card-block: title and subtitle, body, actions */
  cardText: 150,
  cardBody: 200,
  cardButtons: 3,
  /** https://docs.slack.dev/reference/block-kit/blocks/carousel-block: elements */
  carouselCards: 10,
  /** https://docs.slack.dev/reference/block-kit/blocks/context-block: elements */
  contextElements: 10,
  /** https://docs.slack.dev/reference/block-kit/composition-objects/text-object: text */
  textObject: 3000,
  /** https://docs.slack.dev/reference/block-kit/blocks/actions-block: elements */
  actionElements: 25,
  /** https://docs.slack.dev/reference/block-kit/blocks/input-block: label and hint */
  inputLabel: 2000,
  inputHint: 2000,
  /** https://docs.slack.dev/reference/block-kit/block-elements/button-element: action_id, text, url and value */
  actionId: 255,
  buttonText: 75,
  buttonUrl: 3000,
  buttonValue: 2000,
  /** https://docs.slack.dev/reference/block-kit/blocks/context-actions-block: elements */
  contextActionElements: 5,
  /** https://docs.slack.dev/reference/block-kit/block-elements/feedback-buttons-element: text, accessibility_label and value */
  feedbackText: 75,
  feedbackLabel: 75,
  feedbackValue: 2000,
  /** https://docs.slack.dev/reference/block-kit/blocks/image-block: image_url and alt_text; the image element gives no figure */
  imageUrl: 3000,
  imageAltText: 2000,
  /** https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element: max_length, and so initial_value */
  inputText: 3000,
  /** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element: options */
  selectOptions: 100,
  optionGroups: 100,
  /** https://docs.slack.dev/reference/block-kit/block-elements/checkboxes-element and radio-button-group-element: options */
  groupOptions: 10,
  /** https://docs.slack.dev/reference/block-kit/composition-objects/option-object: text; the value may have 150 */
  optionText: 75,
  optionValue: 150,
  /** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element: placeholder */
  placeholder: 150,
  /** https://docs.slack.dev/reference/views/modal-views: title, submit and close */
  viewTitle: 24,
  /** https://docs.slack.dev/reference/views/modal-views: callback_id and private_metadata */
  callbackId: 255,
  privateMetadata: 3000,
  /** https://docs.slack.dev/reference/methods/views.open: `view_too_large` above 250 kB */
  viewBytes: 250_000,
  /** https://docs.slack.dev/reference/methods/chat.postMessage: longer text is cut */
  messageText: 40_000,
  /**
   * No page gives it. People ran into `msg_blocks_too_long` at about 13,200 characters over all blocks
   * (https://github.com/slackapi/bolt-js/issues/2509), with rich text at 11,341 of text
   * (https://github.com/slackapi/bolt-js/issues/2867): 12,000 of JSON is below both.
   */
  blocksJson: 12_000,
  /** No page gives it for rich text: as for the text object. */
  richText: 3000,
  /** https://docs.slack.dev/messaging/work-objects-implementation, "Actions": primary_actions, overflow_actions */
  entityPrimaryActions: 2,
  entityOverflowActions: 5,
  /** No page gives it for the texts of an entity: as for the text object, and for a button's label as for a button. */
  entityText: 3000,
} as const;

/** So many calls in so many milliseconds. */
export interface Rate {
  readonly calls: number;
  readonly perMs: number;
}

/** https://docs.slack.dev/apis/web-api/rate-limits: calls a minute, by method, workspace and app. */
const TIER_1: Rate = { calls: 1, perMs: 60_000 };
const TIER_2: Rate = { calls: 20, perMs: 60_000 };
const TIER_3: Rate = { calls: 50, perMs: 60_000 };
const TIER_4: Rate = { calls: 100, perMs: 60_000 };

/**
 * The tier that each method's page gives: https://docs.slack.dev/reference/methods/METHOD, under "Rate limits".
 * `chat.postMessage` has a rule of its own: "several hundred messages per minute" in a workspace, here read as 300, and one a
 * second in a channel (`CHANNEL_RATE`). `auth.test` says "hundreds of requests per minute", here read as Tier 4.
 */
export const METHOD_RATES: Readonly<Record<string, Rate>> = {
  'apps.connections.open': TIER_1,
  'auth.test': TIER_4,
  /** "Special rate limits apply", without a figure: read as Tier 2. */
  'blocks.validate': TIER_2,
  'chat.delete': TIER_3,
  'chat.postEphemeral': TIER_4,
  'chat.postMessage': { calls: 300, perMs: 60_000 },
  'chat.unfurl': TIER_3,
  'chat.update': TIER_3,
  'conversations.history': TIER_3,
  'conversations.info': TIER_3,
  'conversations.open': TIER_3,
  'conversations.replies': TIER_3,
  'entity.presentDetails': TIER_3,
  'files.completeUploadExternal': TIER_4,
  'files.getUploadURLExternal': TIER_4,
  'reactions.add': TIER_3,
  'reactions.get': TIER_3,
  'reactions.remove': TIER_2,
  'users.conversations': TIER_3,
  'users.info': TIER_4,
  'views.open': TIER_4,
  'views.publish': TIER_4,
  'views.update': TIER_4,
};

/** https://docs.slack.dev/apis/web-api/rate-limits: "1 message per second" in a channel; threads count as their channel. */
export const CHANNEL_RATE: Rate = { calls: 1, perMs: 1000 };

/**
 * The bot scope that each method's page asks for (https://docs.slack.dev/reference/methods/METHOD, under "Scopes"), where it
 * is one for all conversations. `conversationScope` has those that depend on the kind of conversation.
 */
export const METHOD_SCOPES: Readonly<Record<string, string>> = {
  'chat.delete': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'chat.postMessage': 'chat:write',
  'chat.unfurl': 'links:write',
  'chat.update': 'chat:write',
  'conversations.open': 'im:write',
  'files.completeUploadExternal': 'files:write',
  'files.getUploadURLExternal': 'files:write',
  'reactions.add': 'reactions:write',
  'reactions.get': 'reactions:read',
  'reactions.remove': 'reactions:write',
  'users.info': 'users:read',
};

/** The conversations that have scopes of their own: https://docs.slack.dev/reference/scopes, `channels:read` and the like. */
export type ConversationKind = 'public' | 'private' | 'im';

const PREFIX = { public: 'channels', private: 'groups', im: 'im' } as const;

/**
 * https://docs.slack.dev/reference/methods/conversations.history, conversations.replies, conversations.info: the scope goes
 * by the kind of conversation.
 */
export function conversationScope(kind: ConversationKind, right: 'history' | 'read'): string {
  return `${PREFIX[kind]}:${right}`;
}

/** https://docs.slack.dev/reference/scopes: what a workspace grants to an app that reads, posts, reacts and unfurls. */
export const BOT_SCOPES: readonly string[] = [
  ...new Set(Object.values(METHOD_SCOPES)),
  /** https://docs.slack.dev/reference/scopes/chat.write.public: posts in public channels that the app is not in */
  'chat:write.public',
  /** https://docs.slack.dev/reference/scopes/commands: slash commands and shortcuts */
  'commands',
  /** https://docs.slack.dev/reference/events/link_shared */
  'links:read',
  /** https://docs.slack.dev/reference/events/app_mention */
  'app_mentions:read',
  'channels:history',
  'channels:read',
  'groups:history',
  'groups:read',
  'im:history',
];
