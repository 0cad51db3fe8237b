import { checkBlocks } from './block-check.ts';
import { REFERENCE } from './reference.ts';
import { checkMrkdwn, checkText } from './text-check.ts';
import { atMost, Found, type Json, type Violation } from './violations.ts';

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
  if (blocks !== undefined) checkBlocks(found, blocks, { surface: 'message', at: '/blocks' });
  if (JSON.stringify(blocks ?? []).length > REFERENCE.blocksJson) found.add('msg_blocks_too_long', 'blocks');
  return found.all;
}

/** Holds blocks alone against Slack's limits. */
export function checkBlockList(blocks: unknown): Violation[] {
  const found = new Found();
  checkBlocks(found, blocks, { surface: 'message', at: '' });
  return found.all;
}

/** Holds a modal or a Home tab against Slack's limits. */
export function checkView(view: Json): Violation[] {
  const found = new Found();
  if (Buffer.byteLength(JSON.stringify(view)) > REFERENCE.viewBytes) found.add('view_too_large', 'view');
  if (view.type === 'modal') {
    for (const part of ['title', 'submit', 'close'] as const)
      if (view[part] !== undefined)
        checkText(found, view[part], `/${part}`, REFERENCE.viewTitle, 'plain_text');
    atMost(found, view.callback_id, REFERENCE.callbackId, '/callback_id');
    atMost(found, view.private_metadata, REFERENCE.privateMetadata, '/private_metadata');
    if (view.title === undefined) found.blocks('/title', 'is missing');
  }
  checkBlocks(found, view.blocks, { surface: 'view', at: '/blocks' });
  return found.all;
}
