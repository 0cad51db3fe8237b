import {
  checkElement,
  checkImage,
  IN_ACTIONS,
  IN_CARD,
  IN_CONTEXT_ACTIONS,
  IN_INPUT,
  IN_SECTION,
} from './element-check.ts';
import { REFERENCE } from './reference.ts';
import { checkRichText } from './rich-text-check.ts';
import { checkText } from './text-check.ts';
import { asJson, atMost, checkList, type Found, hasDuplicates, type Json } from './violations.ts';

export interface BlocksLocation {
  readonly surface: 'message' | 'view';
  /** The JSON pointer of the list. */
  readonly at: string;
}

type Check = (found: Found, block: Json, at: string) => void;

/** Holds a list of blocks against Slack's rules for the surface that it is on. */
export function checkBlocks(found: Found, blocks: unknown, { surface, at }: BlocksLocation): void {
  if (!Array.isArray(blocks)) {
    found.blocks(at, 'blocks is no list');
    return;
  }
  const most = surface === 'message' ? REFERENCE.messageBlocks : REFERENCE.viewBlocks;
  if (blocks.length > most) found.blocks(at, `${blocks.length} blocks`);
  if (hasDuplicates(blocks.map((block) => asJson(block).block_id))) found.blocks(at, 'block_id twice');
  blocks.forEach((block, i) => {
    checkBlock(found, asJson(block), `${at}/${i}`, surface === 'message' ? IN_MESSAGES : BLOCKS);
  });
}

function checkBlock(found: Found, block: Json, at: string, known: Readonly<Record<string, Check>>): void {
  atMost(found, block.block_id, REFERENCE.blockId, `${at}/block_id`);
  const check = known[String(block.type)];
  if (check) check(found, block, at);
  else found.blocks(`${at}/type`, `unknown type ${String(block.type)}`);
}

/**
 * In messages, views and containers. A container takes neither input nor rich text: the reference lists both, Slack's own
 * validation was seen to refuse rich text (https://docs.rs/slack-morphism, SlackContainerBlock).
 */
const PLAIN: Readonly<Record<string, Check>> = {
  divider: () => undefined,
  header: (found, block, at) =>
    checkText(found, block.text, `${at}/text`, REFERENCE.headerText, 'plain_text'),
  section: (found, block, at) => {
    checkText(found, block.text, `${at}/text`, REFERENCE.sectionText);
    if (block.accessory !== undefined)
      checkElement(found, asJson(block.accessory), `${at}/accessory`, IN_SECTION);
  },
  image: checkImage,
  context: (found, block, at) => {
    const elements = checkList(found, block.elements, 1, REFERENCE.contextElements, `${at}/elements`);
    elements.map(asJson).forEach((element, i) => {
      if (element.type === 'image') checkImage(found, element, `${at}/elements/${i}`);
      else checkText(found, element, `${at}/elements/${i}`, REFERENCE.textObject);
    });
  },
  actions: (found, block, at) => {
    const elements = checkList(found, block.elements, 1, REFERENCE.actionElements, `${at}/elements`);
    if (hasDuplicates(elements.map((element) => asJson(element).action_id)))
      found.blocks(`${at}/elements`, 'action_id twice');
    elements.map(asJson).forEach((element, i) => {
      checkElement(found, element, `${at}/elements/${i}`, IN_ACTIONS);
    });
  },
};

const BLOCKS: Readonly<Record<string, Check>> = {
  ...PLAIN,
  input: (found, block, at) => {
    checkText(found, block.label, `${at}/label`, REFERENCE.inputLabel, 'plain_text');
    if (block.hint !== undefined)
      checkText(found, block.hint, `${at}/hint`, REFERENCE.inputHint, 'plain_text');
    checkElement(found, asJson(block.element), `${at}/element`, IN_INPUT);
  },
  rich_text: checkRichText,
  container: checkContainer,
  carousel: (found, block, at) => {
    checkList(found, block.elements, 1, REFERENCE.carouselCards, `${at}/elements`).forEach((element, i) => {
      if (asJson(element).type !== 'card') found.blocks(`${at}/elements/${i}/type`, 'no card');
      checkCard(found, asJson(element), `${at}/elements/${i}`);
    });
  },
  card: checkCard,
};

function checkContainer(found: Found, block: Json, at: string): void {
  if (block.title === undefined && block.rich_text_title === undefined) found.blocks(at, 'no title');
  if (block.title !== undefined)
    checkText(found, block.title, `${at}/title`, REFERENCE.containerText, 'plain_text');
  if (block.subtitle !== undefined)
    checkText(found, block.subtitle, `${at}/subtitle`, REFERENCE.containerText);
  if (block.default_collapsed === true && block.is_collapsible !== true)
    found.blocks(`${at}/default_collapsed`, 'not collapsible');
  const children = checkList(found, block.child_blocks, 1, REFERENCE.containerBlocks, `${at}/child_blocks`);
  children.forEach((child, i) => {
    checkBlock(found, asJson(child), `${at}/child_blocks/${i}`, PLAIN);
  });
}

function checkCard(found: Found, card: Json, at: string): void {
  const { hero_image, title, subtitle, body, actions } = card;
  if ([hero_image, title, body, actions].every((part) => part === undefined)) found.blocks(at, 'empty card');
  for (const [name, text, most] of [
    ['title', title, REFERENCE.cardText],
    ['subtitle', subtitle, REFERENCE.cardText],
    ['body', body, REFERENCE.cardBody],
  ] as const)
    if (text !== undefined) checkText(found, text, `${at}/${name}`, most);
  if (hero_image !== undefined) checkImage(found, asJson(hero_image), `${at}/hero_image`);
  if (actions === undefined) return;
  const buttons = checkList(found, actions, 1, REFERENCE.cardButtons, `${at}/actions`);
  buttons.forEach((button, i) => {
    checkElement(found, asJson(button), `${at}/actions/${i}`, IN_CARD);
  });
}

/** Messages take one more: https://docs.slack.dev/reference/block-kit/blocks/context-actions-block */
const IN_MESSAGES: Readonly<Record<string, Check>> = {
  ...BLOCKS,
  context_actions: (found, block, at) => {
    const elements = checkList(found, block.elements, 1, REFERENCE.contextActionElements, `${at}/elements`);
    elements.map(asJson).forEach((element, i) => {
      checkElement(found, element, `${at}/elements/${i}`, IN_CONTEXT_ACTIONS);
    });
  },
};
