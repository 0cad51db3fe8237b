import { REFERENCE } from './reference.ts';
import { checkText, checkUrl } from './text-check.ts';
import { asJson, atMost, checkList, type Found, hasDuplicates, type Json } from './violations.ts';

type Check = (found: Found, element: Json, at: string) => void;

/** An element in a block that takes only some types. */
export function checkElement(found: Found, element: Json, at: string, allowed: ReadonlySet<string>): void {
  const type = String(element.type);
  const check = ELEMENTS[type];
  atMost(found, element.action_id, REFERENCE.actionId, `${at}/action_id`);
  if (element.placeholder !== undefined)
    checkText(found, element.placeholder, `${at}/placeholder`, REFERENCE.placeholder, 'plain_text');
  if (check && allowed.has(type)) check(found, element, at);
  else found.blocks(`${at}/type`, `unknown element ${type}`);
}

/** https://docs.slack.dev/reference/block-kit/blocks/actions-block: the elements that it takes and that are checked here */
export const IN_ACTIONS: ReadonlySet<string> = new Set(['button', 'static_select']);

/** https://docs.slack.dev/reference/block-kit/blocks/section-block: the same for its accessory */
export const IN_SECTION: ReadonlySet<string> = new Set([...IN_ACTIONS, 'image']);

/** https://docs.slack.dev/reference/block-kit/blocks/input-block: the same for its element */
export const IN_INPUT: ReadonlySet<string> = new Set(['plain_text_input', 'static_select']);

export function checkImage(found: Found, element: Json, at: string): void {
  checkUrl(found, element.image_url, `${at}/image_url`, REFERENCE.imageUrl);
  if (!element.alt_text) found.blocks(`${at}/alt_text`, 'missing');
  atMost(found, element.alt_text, REFERENCE.imageAltText, `${at}/alt_text`);
}

export function checkButton(found: Found, element: Json, at: string): void {
  checkText(found, element.text, `${at}/text`, REFERENCE.buttonText, 'plain_text');
  if (!element.action_id) found.blocks(`${at}/action_id`, 'missing');
  atMost(found, element.value, REFERENCE.buttonValue, `${at}/value`);
  if (element.url !== undefined) checkUrl(found, element.url, `${at}/url`, REFERENCE.buttonUrl);
}

/** https://docs.slack.dev/reference/block-kit/blocks/context-actions-block: the same */
export const IN_CONTEXT_ACTIONS: ReadonlySet<string> = new Set(['feedback_buttons']);

function checkFeedback(found: Found, element: Json, at: string): void {
  for (const part of ['positive_button', 'negative_button'] as const) {
    const button = asJson(element[part]);
    checkText(found, button.text, `${at}/${part}/text`, REFERENCE.feedbackText, 'plain_text');
    if (typeof button.value !== 'string') found.blocks(`${at}/${part}/value`, 'missing');
    atMost(found, button.value, REFERENCE.feedbackValue, `${at}/${part}/value`);
    const label = `${at}/${part}/accessibility_label`;
    atMost(found, button.accessibility_label, REFERENCE.feedbackLabel, label);
  }
}

const ELEMENTS: Readonly<Record<string, Check>> = {
  button: checkButton,
  feedback_buttons: checkFeedback,
  image: checkImage,
  plain_text_input: (found, element, at) =>
    atMost(found, element.initial_value, REFERENCE.inputText, `${at}/initial_value`),
  static_select: (found, element, at) =>
    checkOptions(found, element.options, REFERENCE.selectOptions, `${at}/options`),
};

function checkOptions(found: Found, list: unknown, most: number, at: string): void {
  const options = checkList(found, list, 1, most, at).map(asJson);
  if (hasDuplicates(options.map(({ value }) => value))) found.blocks(at, 'one value twice');
  options.forEach((option, i) => {
    checkText(found, option.text, `${at}/${i}/text`, REFERENCE.optionText, 'plain_text');
    atMost(found, option.value, REFERENCE.optionValue, `${at}/${i}/value`);
  });
}
