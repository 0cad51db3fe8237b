import type { Reply } from '../message/interaction.ts';
import type { Action, Fields, Message, Notice } from '../message/message.ts';

/**
 * What a command would do. With a question it is shown first, and done when the person who asked presses the button;
 * without one it is done at once.
 */
export interface Proposal {
  readonly question?: Question;
  /** Does what the question shows, and nothing else. */
  carryOut(): Promise<Reply>;
}

export interface Question {
  /** What would be done. The buttons are put under it. */
  readonly message: Fields | Notice;
  /** What the button says that does it: `Follow`. */
  readonly confirm: string;
  readonly isDangerous?: true;
  /** What the other button says: it leaves everything as it is, or opens the command's form with what was typed. */
  readonly otherwise: { readonly label: string; readonly opensForm?: true };
  /** What would be stored, as text: where it would be anything else at the press, the person is asked again. */
  readonly state: string;
}

/** What a press answers. */
export type Answer = 'yes' | 'no' | 'change';

/** The id of a button under a question. */
export interface ConfirmationId {
  readonly answer: Answer;
  readonly command: string;
  /** Means something to the person alone who was asked: see `Confirmations`. */
  readonly key: string;
}

const SIGNS = { yes: 'y', no: 'n', change: 'c' } as const satisfies Record<Answer, string>;

/** `y:subscribe 7f3a90c1`: nothing that a person could type as a command. */
export function toConfirmationId({ answer, command, key }: ConfirmationId): string {
  return `${SIGNS[answer]}:${command} ${key}`;
}

/** What an id says; `undefined` for one of another kind. */
export function readConfirmationId(id: string): ConfirmationId | undefined {
  const answer = ANSWERS.find((one) => id.startsWith(`${SIGNS[one]}:`));
  const [command = '', key = '', ...more] = id.slice(2).split(' ', 3);
  if (answer === undefined || command === '' || key === '' || more.length > 0) return undefined;
  return { answer, command, key };
}

const ANSWERS = Object.keys(SIGNS) as Answer[];

type Button = Extract<Action, { kind: 'button' }>;

/** The question that a message asks: what is asked, and its buttons by what they answer. */
export interface AskedQuestion {
  readonly message: Message;
  readonly buttons: Readonly<Partial<Record<Answer, Button>>>;
  readonly confirm: Button;
}

/** Reads a question back from its message; `undefined` for a message that asks nothing. */
export function findQuestion(message: Message): AskedQuestion | undefined {
  const actions = 'actions' in message ? (message.actions ?? []) : [];
  const buttons: Partial<Record<Answer, Button>> = {};
  for (const action of actions) {
    const answer = action.kind === 'button' ? readConfirmationId(action.id)?.answer : undefined;
    if (answer !== undefined && action.kind === 'button') buttons[answer] = action;
  }
  if (!buttons.yes) return undefined;
  return {
    message: 'actions' in message ? { ...message, actions: [] } : message,
    buttons,
    confirm: buttons.yes,
  };
}
