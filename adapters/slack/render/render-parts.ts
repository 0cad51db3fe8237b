import type { types } from '@slack/bolt';
import { buildPaperMenus, type PaperMenu } from '../../../src/core/command/paper-menu.ts';
import { LIST_FACTS_LENGTH, listEntryFacts } from '../../../src/core/message/entry-facts.ts';
import type {
  Action,
  Feedback,
  Message,
  Overview,
  PaperList,
  PaperView,
} from '../../../src/core/message/message.ts';
import { listHeadedEntries } from '../../../src/core/message/overview.ts';
import { wordTitle, wordWithdrawal } from '../../../src/core/message/paper-title.ts';
import { toOneLine } from '../../../src/core/message/safe-text.ts';
import type { PaperId } from '../../../src/core/paper/paper.ts';
import { toPaperPage } from '../../../src/core/paper/paper-links.ts';
import { parseWebAddress } from '../../../src/core/text/web-address.ts';
import type { Room } from '../../shared/fit.ts';
import type { Safe, SafeBlock } from './blocks.ts';
import { LIMITS } from './limits.ts';
import { buildRichText, link, type Run, run, toRuns } from './rich-text.ts';

/** `action_id` of a button that is only a link. Slack reports the press, which needs no handling. */
export const LINK_ACTION = 'paperboy-link';

/** Literal text: `emoji: false` leaves `:smile:` in a title as it is. */
export function plain(text: string, limit: number): Safe<types.PlainTextElement> {
  return { type: 'plain_text', text: toOneLine(text, limit) || toOneLine('–', limit), emoji: false };
}

/** The large line at the top. */
export function header(text: string): Safe<types.HeaderBlock> {
  return { type: 'header', text: plain(text, LIMITS.header) };
}

/** Small gray lines; no block when all are empty. */
export function context(
  texts: ReadonlyArray<string | undefined>,
  room: Room,
): Array<Safe<types.ContextBlock>> {
  const elements = texts
    .map((text) => toOneLine(text ?? '', Math.min(LIMITS.textObject, room(600))))
    .filter((text) => text !== '')
    .slice(0, LIMITS.contextElements)
    .map((text) => plain(text, LIMITS.textObject));
  return elements.length > 0 ? [{ type: 'context', elements }] : [];
}

/** The title in bold, linked to the Hugging Face page. */
export function toTitleRuns(view: PaperView, room: Room): Run[] {
  const most = Math.min(LIMITS.sectionText, room(300));
  return link(toPaperPage(view.paper), wordTitle(view.paper, most), { bold: true });
}

/** `82 upvotes · 👍 3 · listed Apr 30, 2026`: what distinguishes a paper in a list. */
export function wordFactLine(view: PaperView, language: string, most?: number): string {
  return listEntryFacts(view, language, most)
    .map(({ text }) => text)
    .join(' · ');
}

/**
 * One paper of an overview or a list: number and title, where a query matched or else what it found, facts in italics. It is one
 * block: Slack leaves air between blocks, and with the facts in one of their own five papers are taller than a phone.
 */
function renderOneEntry(view: PaperView, { kind, language }: Overview | PaperList, room: Room): SafeBlock[] {
  const number = view.n === undefined ? [] : run(`${view.n}. `, { bold: true });
  const { snippet, summary } = view;
  return buildRichText([
    [...number, ...toWithdrawnRuns(view), ...toTitleRuns(view, room)],
    snippet?.length ? toRuns(snippet, room(360)) : run(toOneLine(summary?.line ?? '', room(130))),
    run(toOneLine(wordFactLine(view, language, kind === 'list' ? LIST_FACTS_LENGTH : undefined), room(200)), {
      italic: true,
    }),
  ]);
}

/** A group is named in one line of a phone. */
const HEADING_LENGTH = 60;

/** The papers of an overview or a list, with what they have in common above the first of each group. */
export function renderEntries(message: Overview | PaperList, room: Room): SafeBlock[] {
  return listHeadedEntries(message).flatMap(({ view, heading = '' }) => [
    ...buildRichText([run(toOneLine(heading, HEADING_LENGTH), { bold: true })]),
    ...renderOneEntry(view, message, room),
  ]);
}

/** What precedes the title of a withdrawn paper. */
export function toWithdrawnRuns({ paper }: PaperView): Run[] {
  const withdrawal = wordWithdrawal(paper);
  return withdrawal === '' ? [] : run(`${withdrawal} `, { bold: true });
}

/** `action_id` of a select under a list: the chosen value is an id like a button's. */
const MENU_ACTION = 'paperboy-menu';

/** The selects under a list, one as long as that has space for all; no block without options. */
export function renderMenu(message: Message): Array<Safe<types.ActionsBlock>> {
  const elements = buildPaperMenus(message, LIMITS.selectOptions).flatMap(renderSelect);
  return elements.length > 0 ? [{ type: 'actions', elements }] : [];
}

function renderSelect({ placeholder, options }: PaperMenu, i: number): Array<Safe<types.StaticSelect>> {
  const drawn = options
    .filter(({ id }) => id.length <= LIMITS.option)
    .slice(0, LIMITS.selectOptions)
    .map(({ id, label }) => ({ text: plain(label, LIMITS.option), value: id }));
  const action_id = i === 0 ? MENU_ACTION : `${MENU_ACTION}-${i}`;
  const select = {
    type: 'static_select',
    action_id,
    placeholder: plain(placeholder, LIMITS.option),
  } as const;
  return drawn.length > 0 ? [{ ...select, options: drawn }] : [];
}

/** `action_id` of the two buttons by which people say whether a summary helped: each has its id as its value. */
const FEEDBACK_ACTION = 'paperboy-feedback';

/** Slack marks the pressed one by itself. */
export function renderFeedback(feedback: Feedback | undefined): Array<Safe<types.ContextActionsBlock>> {
  if (!feedback) return [];
  const renderOption = ({ id, label }: Feedback['yes']) => ({
    text: { ...plain(label, LIMITS.buttonText), emoji: true },
    value: id,
  });
  const positive_button = renderOption(feedback.yes);
  const negative_button = renderOption(feedback.no);
  const buttons = { type: 'feedback_buttons', action_id: FEEDBACK_ACTION } as const;
  return [{ type: 'context_actions', elements: [{ ...buttons, positive_button, negative_button }] }];
}

/**
 * Buttons in rows of five. Invalid links are left out, and a second button that would do the same. `of` distinguishes the links of
 * several rows in one message: no `action_id` may be there twice.
 */
export function renderActionRows(
  actions: readonly Action[] | undefined,
  of?: PaperId,
): Array<Safe<types.ActionsBlock>> {
  const drawn = (actions ?? []).flatMap((action, i) => button(action, of ? `${i}-${of}` : `${i}`) ?? []);
  const buttons = [...new Map(drawn.map((element) => [element.action_id, element])).values()];
  const rows = Array.from({ length: Math.ceil(buttons.length / LIMITS.buttonsPerRow) }, (_, row) =>
    buttons.slice(row * LIMITS.buttonsPerRow, (row + 1) * LIMITS.buttonsPerRow),
  );
  return rows.map((elements) => ({ type: 'actions', elements }));
}

function button(action: Action, key: string): Safe<types.Button> | undefined {
  const text: Safe<types.PlainTextElement> = { ...plain(action.label, LIMITS.buttonText), emoji: true };
  if (action.kind === 'link') {
    const url = parseWebAddress(action.url, LIMITS.url);
    return url ? { type: 'button', text, url, action_id: `${LINK_ACTION}-${key}` } : undefined;
  }
  if (action.id === '' || action.id.length > LIMITS.actionId) return undefined;
  return { type: 'button', text, action_id: action.id, ...(action.style ? { style: action.style } : {}) };
}
