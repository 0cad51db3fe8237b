import { type APIButtonComponent, ButtonStyle, ComponentType } from 'discord.js';
import { buildPaperMenus, type PaperMenu } from '../../../src/core/command/paper-menu.ts';
import type { Action, ButtonLabel, Feedback, Message } from '../../../src/core/message/message.ts';
import { toOneLine } from '../../../src/core/message/safe-text.ts';
import { parseWebAddress } from '../../../src/core/text/web-address.ts';
import { LIMITS } from './limits.ts';
import type { ComponentRows, Safe } from './payload.ts';

/** `custom_id` of a select under a list: the chosen value is an id like a button's. */
const MENU_ID = 'menu';

/** The rows of the selects under a list; none without options. */
export function renderMenuRows(message: Message): ComponentRows {
  return buildPaperMenus(message, LIMITS.selectOptions).flatMap(renderMenuRow);
}

function renderMenuRow({ placeholder, options }: PaperMenu, i: number): ComponentRows {
  const usable = options
    .filter(({ id }) => id.length <= LIMITS.selectOption)
    .slice(0, LIMITS.selectOptions)
    .map(({ id, label }) => ({ value: id, label: toOneLine(label, LIMITS.selectOption) }));
  if (usable.length === 0) return [];
  const select = {
    type: ComponentType.StringSelect,
    custom_id: i === 0 ? MENU_ID : `${MENU_ID}-${i}`,
    placeholder: toOneLine(placeholder, LIMITS.selectOption),
    options: usable,
  } as const;
  return [{ type: ComponentType.ActionRow, components: [select] }];
}

/** Buttons in rows of five; those without a label, with an id that Discord would refuse, and links that cannot be used are left out. */
export function renderButtonRows(actions: readonly Action[] | undefined): ComponentRows {
  const buttons = (actions ?? [])
    .flatMap((action) => button(action) ?? [])
    .slice(0, LIMITS.rows * LIMITS.buttonsPerRow);
  return Array.from({ length: Math.ceil(buttons.length / LIMITS.buttonsPerRow) }, (_, row) => ({
    type: ComponentType.ActionRow,
    components: buttons.slice(row * LIMITS.buttonsPerRow, (row + 1) * LIMITS.buttonsPerRow),
  }));
}

/** The two buttons by which people say whether a summary helped. */
export function renderFeedbackRow(feedback: Feedback | undefined): ComponentRows {
  return feedback
    ? renderButtonRows([feedback.yes, feedback.no].map((one) => ({ kind: 'button', ...one })))
    : [];
}

/** A button of a message as Discord describes it. */
export interface ShownButton {
  readonly style: number;
  readonly label?: string | undefined;
  readonly custom_id?: string | undefined;
  readonly url?: string | undefined;
}

/** A row of a message as Discord describes it. */
export interface ShownRow {
  readonly type: ComponentType.ActionRow;
  readonly components: readonly ShownButton[];
}

/** The rows of a message with these labels on their buttons, and all others as they are. */
export function withLabels(rows: readonly ShownRow[], labels: readonly ButtonLabel[]): ComponentRows {
  const byId = new Map(labels.map(({ id, label }) => [id, label]));
  return rows.flatMap(({ components }) => renderButtonRows(components.map((shown) => toAction(shown, byId))));
}

function toAction(shown: ShownButton, labels: ReadonlyMap<string, string>): Action {
  const { style, label = '', custom_id: id = '', url } = shown;
  if (url !== undefined) return { kind: 'link', url, label };
  const action = { kind: 'button', id, label: labels.get(id) ?? label } as const;
  if (style === ButtonStyle.Primary) return { ...action, style: 'primary' };
  return style === ButtonStyle.Danger ? { ...action, style: 'danger' } : action;
}

function button(action: Action): Safe<APIButtonComponent> | undefined {
  const label = toOneLine(action.label, LIMITS.buttonLabel);
  if (label === '') return undefined;
  if (action.kind === 'link') {
    const url = parseWebAddress(action.url, LIMITS.buttonUrl);
    return url ? { type: ComponentType.Button, style: ButtonStyle.Link, label, url } : undefined;
  }
  if (action.id === '' || action.id.length > LIMITS.customId) return undefined;
  return { type: ComponentType.Button, style: STYLES[action.style ?? 'plain'], label, custom_id: action.id };
}

const STYLES = {
  primary: ButtonStyle.Primary,
  danger: ButtonStyle.Danger,
  plain: ButtonStyle.Secondary,
} as const;
