/**
 * Slack's limits, each with its source. Lengths are UTF-16 code units. "types" is `@slack/types`, whose comments
 * repeat docs.slack.dev/reference/block-kit.
 */
export const LIMITS = {
  /** types: block-kit/blocks */
  blocks: 50,
  /** types: SectionBlock.text */
  sectionText: 3000,
  /** types: the text object itself */
  textObject: 3000,
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
  /** types: RadioButtons.options, Checkboxes.options */
  groupOptions: 10,
  /** types: Placeholdable.placeholder */
  placeholder: 150,
  /** types: PlainTextOption.text and .value */
  option: 75,
  /** types: InputBlock.label and .hint */
  inputLabel: 2000,
  /** types: PlainTextInput.max_length */
  inputText: 3000,
  /** types: ModalView.title, .submit, .close */
  viewTitle: 24,
  /** docs.slack.dev/messaging/work-objects-implementation, "Actions": primary_actions, overflow_actions */
  entityPrimaryActions: 2,
  entityOverflowActions: 5,
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
