import { isAddress } from './address-check.ts';
import { REFERENCE } from './reference.ts';

/** What is wrong with a payload: Slack's error code, and where. */
export interface Violation {
  readonly code: 'invalid_blocks' | 'msg_too_long' | 'msg_blocks_too_long' | 'view_too_large' | 'no_text';
  readonly where: string;
}

type Json = Readonly<Record<string, unknown>>;

/** Holds a message's `text` and `blocks` against Slack's limits; every violation is reported. */
export function checkMessage(message: {
  readonly text?: unknown;
  readonly blocks?: unknown;
  readonly parse?: unknown;
  readonly link_names?: unknown;
}): Violation[] {
  const { text, blocks, parse, link_names } = message;
  const found = new Found();
  // Either makes mentions out of plain words.
  if (parse !== undefined || link_names !== undefined) found.add('invalid_blocks', 'names become mentions');
  const words = typeof text === 'string' ? text : '';
  if (words === '' && !Array.isArray(blocks)) found.add('no_text', 'text');
  if (words === '') found.add('no_text', 'text: nothing for notifications and screen readers');
  if (words.length > REFERENCE.messageText) found.add('msg_too_long', 'text');
  checkMrkdwn(found, words, 'text');
  if (blocks !== undefined) checkBlocks(found, blocks, REFERENCE.messageBlocks);
  if (JSON.stringify(blocks ?? []).length > REFERENCE.blocksJson) found.add('msg_blocks_too_long', 'blocks');
  return found.all;
}

/** Holds a modal or a Home tab against Slack's limits. */
export function checkView(view: Json): Violation[] {
  const found = new Found();
  if (Buffer.byteLength(JSON.stringify(view)) > REFERENCE.viewBytes) found.add('view_too_large', 'view');
  if (view.type === 'modal') {
    for (const part of ['title', 'submit', 'close'] as const)
      if (view[part] !== undefined) checkText(found, view[part], part, REFERENCE.viewTitle, 'plain_text');
    atMost(found, view.callback_id, REFERENCE.callbackId, 'callback_id');
    atMost(found, view.private_metadata, REFERENCE.privateMetadata, 'private_metadata');
    if (view.title === undefined) found.add('invalid_blocks', 'title is missing');
  }
  checkBlocks(found, view.blocks, REFERENCE.viewBlocks);
  return found.all;
}

class Found {
  readonly all: Violation[] = [];
  add(code: Violation['code'], where: string): void {
    this.all.push({ code, where });
  }
}

function checkBlocks(found: Found, blocks: unknown, most: number): void {
  if (!Array.isArray(blocks)) {
    found.add('invalid_blocks', 'blocks is no list');
    return;
  }
  if (blocks.length > most) found.add('invalid_blocks', `${blocks.length} blocks`);
  const ids = blocks.map((block) => asJson(block).block_id).filter((id) => id !== undefined);
  if (new Set(ids).size < ids.length) found.add('invalid_blocks', 'block_id twice');
  blocks.forEach((block, i) => {
    checkBlock(found, asJson(block), `blocks[${i}]`);
  });
}

function checkBlock(found: Found, block: Json, at: string): void {
  atMost(found, block.block_id, REFERENCE.blockId, `${at}.block_id`);
  const check = BLOCKS[String(block.type)];
  if (check) check(found, block, at);
  else found.add('invalid_blocks', `${at}: unknown type ${String(block.type)}`);
}

const BLOCKS: Readonly<Record<string, (found: Found, block: Json, at: string) => void>> = {
  divider: () => undefined,
  header: (found, block, at) => checkText(found, block.text, at, REFERENCE.headerText, 'plain_text'),
  section: (found, block, at) => {
    checkText(found, block.text, at, REFERENCE.sectionText);
    if (block.accessory !== undefined) checkElement(found, asJson(block.accessory), `${at}.accessory`);
  },
  image: (found, block, at) => checkElement(found, block, at),
  context: (found, block, at) => {
    for (const [i, element] of checkList(found, block.elements, 1, REFERENCE.contextElements, at).entries())
      if (asJson(element).type === 'image') checkElement(found, asJson(element), `${at}[${i}]`);
      else checkText(found, element, `${at}[${i}]`, REFERENCE.textObject);
  },
  actions: (found, block, at) => {
    const elements = checkList(found, block.elements, 1, REFERENCE.actionElements, at).map(asJson);
    const ids = elements.map((element) => element.action_id);
    if (new Set(ids).size < ids.length) found.add('invalid_blocks', `${at}: action_id twice`);
    elements.forEach((element, i) => {
      checkElement(found, element, `${at}[${i}]`);
    });
  },
  input: (found, block, at) => {
    checkText(found, block.label, `${at}.label`, REFERENCE.inputLabel, 'plain_text');
    if (block.hint !== undefined)
      checkText(found, block.hint, `${at}.hint`, REFERENCE.inputHint, 'plain_text');
    checkElement(found, asJson(block.element), `${at}.element`);
  },
  rich_text: (found, block, at) => {
    for (const part of checkList(found, block.elements, 1, 100, at)) checkRichPart(found, asJson(part), at);
  },
};

function checkElement(found: Found, element: Json, at: string): void {
  atMost(found, element.action_id, REFERENCE.actionId, `${at}.action_id`);
  switch (element.type) {
    case 'button':
      checkText(found, element.text, `${at}.text`, REFERENCE.buttonText, 'plain_text');
      if (!element.action_id) found.add('invalid_blocks', `${at}: no action_id`);
      atMost(found, element.value, REFERENCE.buttonValue, `${at}.value`);
      if (element.url !== undefined) checkUrl(found, element.url, `${at}.url`, REFERENCE.buttonUrl);
      return;
    case 'image':
      checkUrl(found, element.image_url, `${at}.image_url`, REFERENCE.imageUrl);
      if (!element.alt_text) found.add('invalid_blocks', `${at}: no alt_text`);
      atMost(found, element.alt_text, REFERENCE.imageAltText, `${at}.alt_text`);
      return;
    case 'plain_text_input':
      atMost(found, element.initial_value, REFERENCE.inputText, `${at}.initial_value`);
      return;
    case 'static_select':
      for (const option of checkList(found, element.options, 1, REFERENCE.selectOptions, at).map(asJson)) {
        checkText(found, option.text, `${at}.option`, REFERENCE.optionText, 'plain_text');
        atMost(found, option.value, REFERENCE.optionValue, `${at}.option.value`);
      }
      return;
    default:
      found.add('invalid_blocks', `${at}: unknown element ${String(element.type)}`);
  }
}

/** Rich text may hold text, links and the names of channels: anything else would call somebody or be a guess of ours. */
function checkRichPart(found: Found, part: Json, at: string): void {
  if (part.type === 'rich_text_list') {
    for (const item of checkList(found, part.elements, 1, 100, at)) checkRichPart(found, asJson(item), at);
    return;
  }
  if (part.type !== 'rich_text_section') found.add('invalid_blocks', `${at}: ${String(part.type)}`);
  for (const run of checkList(found, part.elements, 1, 1000, at).map(asJson)) {
    if (run.type === 'channel') {
      if (!/^[CG][A-Z0-9]+$/.test(String(run.channel_id))) found.add('invalid_blocks', `${at}: no channel`);
      continue;
    }
    if (run.type !== 'text' && run.type !== 'link') found.add('invalid_blocks', `${at}: ${String(run.type)}`);
    if (typeof run.text !== 'string' || run.text === '') found.add('invalid_blocks', `${at}: empty text`);
    atMost(found, run.text, REFERENCE.richText, at);
    if (run.type === 'link') checkUrl(found, run.url, at, REFERENCE.richText);
  }
}

function checkText(found: Found, text: unknown, at: string, most: number, only?: string): void {
  const { type, text: words } = asJson(text);
  if (type !== 'plain_text' && type !== 'mrkdwn') found.add('invalid_blocks', `${at}: no text object`);
  if (only && type !== only) found.add('invalid_blocks', `${at}: must be ${only}`);
  if (typeof words !== 'string' || words === '') {
    found.add('invalid_blocks', `${at}: empty text`);
    return;
  }
  atMost(found, words, most, at);
  if (type === 'mrkdwn') checkMrkdwn(found, words, at);
}

/** Every `<` begins a whole link; none is a mention, a date or a command. */
function checkMrkdwn(found: Found, words: string, at: string): void {
  const rest = words.replace(/<https?:\/\/[^<>|\s]+(?:\|[^<>|\n]+)?>/g, '');
  if (/[<>]/.test(rest)) found.add('invalid_blocks', `${at}: markup that is no link, ${rest.slice(0, 60)}`);
}

function checkUrl(found: Found, url: unknown, at: string, most: number): void {
  if (!isAddress(url)) found.add('invalid_blocks', `${at}: invalid url`);
  atMost(found, url, most, at);
}

function atMost(found: Found, text: unknown, most: number, at: string): void {
  if (typeof text === 'string' && text.length > most)
    found.add('invalid_blocks', `${at}: ${text.length} characters, at most ${most}`);
}

function checkList(found: Found, list: unknown, least: number, most: number, at: string): unknown[] {
  if (!Array.isArray(list) || list.length < least || list.length > most) {
    found.add('invalid_blocks', `${at}: not ${least} to ${most} elements`);
    return Array.isArray(list) ? list : [];
  }
  return list;
}

function asJson(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}
