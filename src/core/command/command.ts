import type { PersonId } from '../base/ids.ts';
import type { Asker, Choice, Form, Reply } from '../message/interaction.ts';
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
  /** What the help of this command says besides its options, a line each. */
  readonly details?: readonly string[];
  /** What one would type after `/papers `. */
  readonly example: string;
  readonly options: readonly Option[];
  /** More options, on the command line alone: whoever runs the bot may give them. */
  readonly operatorOptions?: readonly Option[];
  /** What it answers is a person's own: never shared. */
  readonly personal?: boolean;
  /** Only for who may manage the channel. */
  readonly manage?: boolean;
  /** The same for some of what it does, by what it was given. */
  readonly managesWith?: (given: Args) => boolean;
  /** Not in the help and not registered: buttons alone lead to it. */
  readonly hidden?: boolean;
  /** Answers with a form, which the platforms want at once: the adapter must not defer. */
  readonly opensForm?: boolean;
  run(context: CommandContext, args: Args): Promise<Reply>;
  /** What `run` would do: with a question it is done only when the person has pressed the button. */
  propose?(context: CommandContext, args: Args): Promise<Proposal>;
  /** A form with what is set and what was typed; sending it off runs this command. */
  form?(context: CommandContext, args: Args): Promise<Form>;
  /** Choices for an option being typed, at most 25, from local data alone. */
  complete?(context: CommandContext, option: string, typed: string): Promise<Choice[]>;
}

export type Args = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Option {
  readonly name: string;
  /**
   * What a form would write above the field, so that `Say` before it asks for it: `What to follow`. Without it, the name in
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
  /** What `run` gets where nothing is given; without it, nothing. */
  readonly default?: string | number | boolean;
  /** What a form's field stands for that was emptied; without it, nothing is changed. */
  readonly emptied?: string;
  /** Takes all that is left of a typed line; for the last `text` option alone. */
  readonly rest?: boolean;
  /** Terms between commas: named in a typed line, it takes all up to the next named option, and needs no quotes. */
  readonly isList?: true;
  /** The option names a paper: the number of one in the newest list will do. */
  readonly isPaper?: true;
  /** Turns what was typed into what `run` gets, or throws an `InputError` that says what is wrong. */
  readonly parse?: (value: string) => string;
}

/** `PaperNumbers` of one asker. */
export interface AskerNumbers {
  /** The list that a number means. */
  list(): Promise<NumberedList | undefined>;
  /** The paper behind a number; throws an `InputError` that names the lists there are. */
  at(n: number): Promise<PaperId>;
}

export interface CommandContext {
  readonly asker: Asker;
  readonly services: Services;
  readonly commands: readonly Command[];
  /** What numbers mean to the asker. */
  readonly numbers: AskerNumbers;
  /** The answers that people have before them and may share. */
  readonly shareable: ShareableAnswers;
  /** The questions that people have before them. */
  readonly confirmations: { forget(person: PersonId): void };
  /** What was done lately for all to see: a second press does it not again. */
  readonly recent: RecentActions;
  /** A button was pressed whose message the answer replaces. */
  readonly isInPlace?: true;
  /** Tells the person in a few words what is being done, where that takes longer than they would wait in silence. */
  readonly progress?: ((doing: string) => void) | undefined;
  /** Aborted when the process stops. */
  readonly signal?: AbortSignal;
}
