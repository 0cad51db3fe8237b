import type { Problem } from '../base/catalog.ts';
import type { Asker, Choice, Form, Reply } from '../message/interaction.ts';
import type { Message } from '../message/message.ts';
import type { NumberedList } from '../message/numbered-list.ts';
import type { PaperId } from '../paper/paper.ts';
import type { Proposal } from './confirmation.ts';
import type { RecentActions } from './recent-actions.ts';
import type { Services } from './services.ts';
import type { ShareableAnswers } from './shareable-answers.ts';

/**
 * A slash command as data plus `run`. Discord's registration, Slack's manifest, the argument parser, the help and the
 * README's table all derive from the list in `commands/index.ts`.
 */
export interface Command {
  /** One lower-case word, with dashes: `/papers NAME`. */
  readonly name: string;
  /** One sentence without full stop, at most 100 characters. */
  readonly summary: string;
  /** What the help of this command says besides its options, one line each. */
  readonly details?: readonly string[];
  /** What one would type after `/papers `. */
  readonly example: string;
  readonly options: readonly Option[];
  /** More options, only on the command line: for whoever runs the bot. */
  readonly operatorOptions?: readonly Option[];
  /** The answer is private to the person: never shared. */
  readonly personal?: boolean;
  /** Only for people who may manage the channel. */
  readonly manage?: boolean;
  /** The same for some of what it does, by what it was given. */
  readonly managesWith?: (given: Args) => boolean;
  /** Not in the help and not registered: buttons alone lead to it. */
  readonly hidden?: boolean;
  /** Why it can do nothing on this bot, where that is so: the help says it. */
  explainOff?(services: Services): Problem | undefined;
  /** Answers with a form, which the platforms require at once: the adapter must not defer. */
  readonly opensForm?: boolean;
  run(context: CommandContext, args: Args): Promise<Reply>;
  /** What `run` would do: with a question it is done only when the person has pressed the button. */
  propose?(context: CommandContext, args: Args): Promise<Proposal>;
  /** A form with what is set and what was typed; sending it off runs this command. */
  buildForm?(context: CommandContext, args: Args): Promise<Form>;
  /** Choices for an option being typed, at most 25, from local data alone. */
  complete?(context: CommandContext, option: string, typed: string): Promise<Choice[]>;
}

export type Args = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Option {
  readonly name: string;
  /**
   * The label that a form would show above the field, so that `Say` before it asks for it: `What to follow`. Default: the name in
   * words.
   */
  readonly label?: string;
  /** At most 100 characters. */
  readonly summary: string;
  readonly type: 'text' | 'integer' | 'boolean' | 'choice';
  readonly required?: boolean;
  /** For `integer`. */
  readonly min?: number;
  readonly max?: number;
  /** For `text`: characters at most (default 250). */
  readonly maxLength?: number;
  /** For `choice`. */
  readonly choices?: readonly string[];
  readonly autocomplete?: boolean;
  /** What `run` gets when nothing is given; without it, nothing. */
  readonly default?: string | number | boolean;
  /** The meaning of a form's field that was emptied; without it, nothing is changed. */
  readonly emptied?: string;
  /** Takes all that is left of a typed line; for the last `text` option alone. */
  readonly trailing?: boolean;
  /** Several words, or terms between commas: named in a typed line, the option takes everything up to the next named option, without quotes. */
  readonly isList?: true;
  /** The option names a paper: the number of a paper in the newest list is accepted. */
  readonly isPaper?: true;
  /** Turns what was typed into what `run` gets, or throws an `InputError` that says what is wrong. */
  readonly parse?: (value: string) => string;
}

/** `PaperNumbers` for one asker. */
export interface AskerNumbers {
  /** The list that a number refers to. */
  findList(): Promise<NumberedList | undefined>;
  /** The paper behind a number; throws an `InputError` that names the lists there are. */
  getPaper(n: number): Promise<PaperId>;
}

export interface CommandContext {
  readonly asker: Asker;
  readonly services: Services;
  readonly commands: readonly Command[];
  /** What numbers refer to for the asker. */
  readonly numbers: AskerNumbers;
  /** The answers that are on people's screens and that they may share. */
  readonly shareable: ShareableAnswers;
  /** What was done lately for all to see: a second press does not repeat it. */
  readonly recent: RecentActions;
  /** A button was pressed whose message the answer replaces. */
  readonly isReplacing?: true;
  /** The platform's id of the message with the button that was pressed, where everybody sees it. */
  readonly messageId?: string;
  /**
   * Shows the person in a few words what is being done, where that takes longer than they would wait in silence; and what there is
   * of the answer, where a page waits to be filled.
   */
  readonly reportProgress?: ((status: string, soFar?: Message) => void) | undefined;
  /** Aborted when the process stops. */
  readonly signal?: AbortSignal;
}
