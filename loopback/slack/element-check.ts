import { REFERENCE } from './reference.ts';
import { ADDED_TO_PICTURES } from './shown-blocks.ts';
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

/** https://docs.slack.dev/reference/block-kit/blocks/card-block: the same for its actions */
export const IN_CARD: ReadonlySet<string> = new Set(['button']);

/** https://docs.slack.dev/reference/block-kit/blocks/section-block: the same for its accessory */
export const IN_SECTION: ReadonlySet<string> = new Set([...IN_ACTIONS, 'image']);

/** https://docs.slack.dev/reference/block-kit/blocks/input-block: the same for its element */
export const IN_INPUT: ReadonlySet<string> = new Set([
  'checkboxes',
  'external_select',
  'multi_static_select',
  'number_input',
  'plain_text_input',
  'radio_buttons',
  'static_select',
  'timepicker',
]);

export function checkImage(found: Found, element: Json, at: string): void {
  checkUrl(found, element.image_url, `${at}/image_url`, REFERENCE.imageUrl);
  if (!element.alt_text) found.blocks(`${at}/alt_text`, 'missing');
  atMost(found, element.alt_text, REFERENCE.imageAltText, `${at}/alt_text`);
  for (const name of Object.keys(ADDED_TO_PICTURES))
    if (name in element) found.blocks(`${at}/${name}`, 'additional property');
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
  static_select: checkSelect,
  /** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element: options come when they are asked for */
  external_select: (found, element, at) => {
    const { min_query_length: least = 0, options, option_groups: groups } = element;
    if (!Number.isInteger(least) || Number(least) < 0) found.blocks(`${at}/min_query_length`, 'no number');
    if (options !== undefined || groups !== undefined) found.blocks(at, 'an external select has no options');
  },
  multi_static_select: checkSelect,
  radio_buttons: checkGroup,
  checkboxes: checkGroup,
  /** https://docs.slack.dev/reference/block-kit/block-elements/time-picker-element: HH:mm */
  timepicker: (found, { initial_time: time }, at) => {
    const at24 = Date.parse(`2026-01-01T${String(time)}:00Z`);
    const isTime = !Number.isNaN(at24) && new Date(at24).toISOString().slice(11, 16) === time;
    if (time !== undefined && !isTime) found.blocks(`${at}/initial_time`, 'not HH:mm');
  },
  /** https://docs.slack.dev/reference/block-kit/block-elements/number-input-element: decimals must be allowed or not; texts */
  number_input: (found, element, at) => {
    if (typeof element.is_decimal_allowed !== 'boolean') found.blocks(`${at}/is_decimal_allowed`, 'missing');
    const { min_value: min, max_value: max, initial_value: value = min } = element;
    if ([min, max, value].some((limit) => typeof limit !== 'string' || Number.isNaN(Number(limit))))
      found.blocks(at, 'a limit or the value is no number');
    else if (Number(min) > Number(value) || Number(value) > Number(max))
      found.blocks(`${at}/initial_value`, 'out of range');
  },
};

/** Options, or groups of options; never both. */
function checkSelect(found: Found, element: Json, at: string): void {
  if (element.option_groups === undefined) {
    checkOptions(found, element.options, REFERENCE.selectOptions, `${at}/options`);
    checkInitial(found, element, asList(element.options), at);
    return;
  }
  if (element.options !== undefined) found.blocks(at, 'options and option_groups');
  const groups = checkList(found, element.option_groups, 1, REFERENCE.optionGroups, `${at}/option_groups`);
  groups.map(asJson).forEach((group, i) => {
    checkText(found, group.label, `${at}/option_groups/${i}/label`, REFERENCE.optionText, 'plain_text');
    checkOptions(found, group.options, REFERENCE.selectOptions, `${at}/option_groups/${i}/options`);
  });
  checkInitial(
    found,
    element,
    groups.flatMap((group) => asList(asJson(group).options)),
    at,
  );
}

function checkGroup(found: Found, element: Json, at: string): void {
  checkOptions(found, element.options, REFERENCE.groupOptions, `${at}/options`);
  checkInitial(found, element, asList(element.options), at);
}

/** "Exactly matches one or more of the options", and no empty list. */
function checkInitial(found: Found, element: Json, options: readonly unknown[], at: string): void {
  const { initial_option: one, initial_options: several } = element;
  if (several !== undefined && asList(several).length === 0) found.blocks(`${at}/initial_options`, 'empty');
  const known = new Set(options.map((option) => JSON.stringify(option)));
  const chosen = [...(one === undefined ? [] : [one]), ...asList(several)];
  if (chosen.some((option) => !known.has(JSON.stringify(option))))
    found.blocks(at, 'an initial option is none');
}

/** What a bot answers to what was typed into an external select, which may be nothing. */
export function checkOffered(found: Found, list: unknown): void {
  if (asList(list).length > 0) checkOptions(found, list, REFERENCE.selectOptions, '/options');
  else if (!Array.isArray(list)) found.blocks('/options', 'missing');
}

function checkOptions(found: Found, list: unknown, most: number, at: string): void {
  const options = checkList(found, list, 1, most, at).map(asJson);
  if (hasDuplicates(options.map(({ value }) => value))) found.blocks(at, 'one value twice');
  options.forEach((option, i) => {
    checkText(found, option.text, `${at}/${i}/text`, REFERENCE.optionText, 'plain_text');
    atMost(found, option.value, REFERENCE.optionValue, `${at}/${i}/value`);
  });
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
