import { REFERENCE } from './reference.ts';
import { checkUrl } from './text-check.ts';
import { asJson, atMost, checkList, type Found, type Json } from './violations.ts';

/** A block of rich text. */
export function checkRichText(found: Found, block: Json, at: string): void {
  checkList(found, block.elements, 1, 100, `${at}/elements`).forEach((part, i) => {
    checkPart(found, asJson(part), `${at}/elements/${i}`);
  });
}

/** Rich text may hold text, links and the names of channels: anything else would call somebody or be a guess of ours. */
function checkPart(found: Found, part: Json, at: string): void {
  if (part.type === 'rich_text_list') {
    checkList(found, part.elements, 1, 100, `${at}/elements`).forEach((item, i) => {
      checkPart(found, asJson(item), `${at}/elements/${i}`);
    });
    return;
  }
  if (part.type !== 'rich_text_section') found.blocks(`${at}/type`, String(part.type));
  checkList(found, part.elements, 1, 1000, `${at}/elements`).forEach((run, i) => {
    checkRun(found, asJson(run), `${at}/elements/${i}`);
  });
}

function checkRun(found: Found, run: Json, at: string): void {
  // A user group that a channel’s settings name: the one mention that is wanted.
  if (run.type === 'usergroup') {
    if (!/^S[A-Z0-9]+$/.test(String(run.usergroup_id))) found.blocks(`${at}/usergroup_id`, 'is no id');
    return;
  }
  // The bot itself, by which one types a command in a thread: it calls nobody.
  if (run.type === 'user') {
    if (!/^U0PAPER/.test(String(run.user_id))) found.blocks(`${at}/user_id`, 'calls somebody');
    return;
  }
  if (run.type === 'channel') {
    if (!/^[CG][A-Z0-9]+$/.test(String(run.channel_id))) found.blocks(`${at}/channel_id`, 'no channel');
    return;
  }
  if (run.type !== 'text' && run.type !== 'link') found.blocks(`${at}/type`, String(run.type));
  if (typeof run.text !== 'string' || run.text === '') found.blocks(`${at}/text`, 'empty text');
  atMost(found, run.text, REFERENCE.richText, `${at}/text`);
  if (run.type === 'link') checkUrl(found, run.url, `${at}/url`, REFERENCE.richText);
}
