import type { Message, PaperView } from '../message/message.ts';
import { wordTitle } from '../message/paper-title.ts';
import { toActionId } from './action-id.ts';
import { texts } from './texts.ts';

/** What can be done with a paper of a list, in the same message as the list. */
export interface MenuOption {
  readonly label: string;
  /** Like a button's: the command line that it runs. */
  readonly id: string;
}

/** The platforms cut the label of an option; none shows more than this. */
const TITLE_LENGTH = 300;

/** One select: what it asks for, and what can be chosen. */
export interface PaperMenu {
  readonly placeholder: string;
  readonly options: readonly MenuOption[];
}

interface Entry {
  readonly view: PaperView;
  /** What the paper is called in the select. */
  readonly paper: string;
}

/** What can be done with a paper, most wanted first; one that the reader has saved is removed instead. */
const ACTIONS = [
  {
    name: texts.menuSummaryName,
    list: ({ view, paper }: Entry) => listOption(`summary ${view.paper.id}`, texts.menuSummary({ paper })),
  },
  {
    name: texts.menuSaveName,
    list: ({ view, paper }: Entry) =>
      view.isSaved
        ? listOption(`unsave ${view.paper.id}`, texts.menuRemove({ paper }))
        : listOption(`save ${view.paper.id}`, texts.menuSave({ paper })),
  },
  {
    name: texts.menuSimilarName,
    list: ({ view, paper }: Entry) => listOption(`similar ${view.paper.id}`, texts.menuSimilar({ paper })),
  },
] as const;

function listOption(line: string, label: string): MenuOption[] {
  const id = toActionId({ mode: 'reply', line });
  return id === undefined ? [] : [{ label, id }];
}

/**
 * The selects under a list or an overview; none under other messages. `capacity` is how many options one takes on the platform: what
 * does not fit one select is in another, all of an action in the same.
 */
export function buildPaperMenus(message: Message, capacity: number): PaperMenu[] {
  const entries = listEntries(message);
  const menus: Array<{ readonly names: string[]; readonly options: MenuOption[] }> = [];
  for (const { name, list } of ACTIONS) {
    const options = entries.flatMap(list);
    if (options.length === 0) continue;
    const last = menus.at(-1);
    if (last === undefined || last.options.length + options.length > capacity) {
      menus.push({ names: [name()], options });
      continue;
    }
    last.names.push(name());
    last.options.push(...options);
  }
  return menus.map(({ names, options }) => ({ placeholder: wordPlaceholder(names), options }));
}

function wordPlaceholder(names: readonly string[]): string {
  if (names.length === ACTIONS.length) return texts.menuAll();
  const some = names.join(', ');
  return `${some.charAt(0).toUpperCase()}${some.slice(1)}…`;
}

/** Each paper once: Slack and Discord refuse a select with one value twice. */
function listEntries(message: Message): Entry[] {
  const views = [...new Map(listPapers(message).map((view) => [view.paper.id, view])).values()];
  return views.map((view, i) => ({
    view,
    paper: message.kind === 'fields' ? wordTitle(view.paper, TITLE_LENGTH) : wordEntry(view, i),
  }));
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
  return `${view.n ?? i + 1}. ${wordTitle(view.paper, TITLE_LENGTH)}`;
}
