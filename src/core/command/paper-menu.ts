import type { Message, PaperView } from '../message/message.ts';
import { toActionId } from './action-id.ts';
import { texts } from './texts.ts';

/** What can be done with a paper of a list, in the same message as the list. */
export interface MenuOption {
  readonly label: string;
  /** Like a button's: the command line that it runs. */
  readonly id: string;
}

/** What can be done with a paper, most wanted first. */
const ACTIONS = [
  { label: texts.menuSummary, command: 'summary' },
  { label: texts.menuSave, command: 'save' },
  { label: texts.menuSimilar, command: 'similar' },
] as const;

/** More options make a message too large; Discord refuses it. */
const MAX_OPTIONS = 25;

/**
 * The select under a list or an overview; empty under other messages. With ten papers there is no space for all actions: those that
 * are wanted least are left out for all of the papers.
 */
export function buildPaperMenu(message: Message): MenuOption[] {
  // Slack and Discord refuse a select with one value twice.
  const entries = [...new Map(listPapers(message).map((view) => [view.paper.id, view])).values()];
  const actions = ACTIONS.slice(0, Math.floor(MAX_OPTIONS / Math.max(1, entries.length)));
  return actions.flatMap(({ label, command }) =>
    entries.flatMap((view, i) => {
      const id = toActionId({ mode: 'reply', line: `${command} ${view.paper.id}` });
      const paper = message.kind === 'fields' ? wordTitle(view) : wordEntry(view, i);
      return id === undefined ? [] : [{ label: label({ paper }), id }];
    }),
  );
}

function listPapers(message: Message): readonly PaperView[] {
  switch (message.kind) {
    case 'overview':
    case 'list':
      return message.entries;
    case 'fields':
      return message.papers ?? [];
    default:
      return [];
  }
}

function wordEntry(view: PaperView, i: number): string {
  return `${view.n ?? i + 1}. ${wordTitle(view)}`;
}

function wordTitle({ paper }: PaperView): string {
  return paper.title.trim() || paper.id;
}
