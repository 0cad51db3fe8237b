import type { ChannelId, PersonId, PlatformName, TenantId } from '../base/ids.ts';
import type { PaperId } from '../paper/paper.ts';
import type { ButtonLabel, Feedback, Message } from './message.ts';

/** Who asks, in which channel, and what the platform reports about them. */
export interface Asker {
  readonly platform: PlatformName;
  readonly tenant: TenantId;
  /** A private conversation that belongs to no server: its tenant has no other members. */
  readonly isAlone?: true;
  /** The bot is no member of this conversation and can only answer in it: a person has installed it for themselves. */
  readonly isGuest?: true;
  /** The channel's platform id; in a thread the channel that holds the thread. */
  readonly channel: string;
  /** The same channel across platforms. */
  readonly channelId: ChannelId;
  /** The thread's own id, where this was typed in a thread, or on platforms where one types all commands in threads. */
  readonly thread?: string;
  /** The thread with the button, where the answer is shown and most commands are typed in the channel. */
  readonly pressedInThread?: string;
  /** `true` in the person's private conversation with the bot. */
  readonly isDirect?: boolean;
  readonly person: PersonId;
  /** The operator at the command line: not a person of a platform, and in no server. */
  readonly isOperator?: true;
  /** The most papers in one answer; without it, as many as a message can have on every platform. */
  readonly pageSize?: number;
  /** Whether this person may change the channel's subscription; `undefined` where the platform did not say. */
  readonly mayManage: boolean | undefined;
  /** Whether this person may mention every role in this channel, where the platform says so. */
  readonly mayMentionAll?: boolean;
  /** The person's display name there, where the platform sends it. */
  readonly name?: string;
  /** `false` where the platform says that this person may only read there. */
  readonly mayWrite?: boolean;
  /** BCP 47 tag, where the platform sends it. */
  readonly locale?: string;
  /** IANA zone, where the platform sends it. */
  readonly zone?: string;
}

/** Something that a person did and that needs an answer. */
export type Interaction =
  /** A slash command whose platform already split it into typed options (Discord). */
  | {
      readonly kind: 'command';
      readonly name: string;
      readonly options: Readonly<Record<string, string | number | boolean>>;
    }
  /**
   * A slash command as one line of text without the leading `/papers` (Slack, terminal). `listed` are the numbered papers
   * on the person's screen, where the adapter knows them.
   */
  | { readonly kind: 'line'; readonly text: string; readonly listed?: ReadonlyMap<number, PaperId> }
  /** A button with its id; `messageId` is the platform's id of the message that it is on, where everybody sees that. */
  | { readonly kind: 'action'; readonly id: string; readonly messageId?: string }
  /** A form that was submitted. */
  | FilledForm;

export interface FilledForm {
  readonly kind: 'form';
  readonly id: string;
  readonly values: Readonly<Record<string, string>>;
}

/** Called with the platform's id of a message that everybody sees, once it has been drawn. Never rejects. */
export type OnShown = (messageId: string) => Promise<void>;

/** The answer. Private unless it says `shared`. */
export type Reply =
  | {
      readonly kind: 'message';
      readonly message: Message;
      readonly shared?: boolean;
      /** Shown beside the message whose button was pressed, which stays as it is. */
      readonly isSeparate?: true;
      /** The new content of the message whose button was pressed: the same without that button. */
      readonly pressed?: Message;
      /** Called when the message certainly was not shown, so that the action behind it may be repeated. */
      readonly onRefused?: () => void;
      /** See `OnShown`; called where the bot can change the message later. */
      readonly onShown?: OnShown;
    }
  /** Replaces the message whose button was pressed: another page, a changed tally. */
  | { readonly kind: 'update'; readonly message: Message }
  /** The summary whose feedback button was pressed stays as it is, with these buttons; nothing is said. */
  | { readonly kind: 'feedback'; readonly feedback: Feedback }
  /**
   * The message whose button was pressed is everybody's and stays as it is, with these labels on its buttons. `notice` is for the
   * person alone: shown where the buttons cannot be drawn again and, with `isNeeded`, in any case.
   */
  | {
      readonly kind: 'labels';
      readonly labels: readonly ButtonLabel[];
      readonly notice: Message;
      readonly isNeeded?: true;
      /** See `OnShown`; called also where the buttons could not be drawn. */
      readonly onShown?: OnShown;
    }
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly mime: string;
      readonly content: string;
      readonly note: Message;
    }
  | { readonly kind: 'form'; readonly form: Form };

/**
 * A modal, or a series of questions. A form with space for only a few fields leaves out those with `isExtra`; a field that is left out
 * does not change its setting.
 */
export interface Form {
  /** At most 100 characters. */
  readonly id: string;
  readonly title: string;
  readonly submit: string;
  readonly fields: readonly FormField[];
}

export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly value?: string;
  readonly required: boolean;
  readonly long?: boolean;
  /** The only values there are, at most 25; shown as a select. */
  readonly choices?: readonly Choice[];
  readonly picker?: FieldPicker;
  readonly isExtra?: true;
}

/** How to ask for a value where the platform has more than text and selects. The value is always what one would type. */
export type FieldPicker =
  /** A time of day, as `09:00`. */
  | { readonly kind: 'time' }
  /** `likely` are those to choose from where nobody can type a number; every one is taken. */
  | {
      readonly kind: 'number';
      readonly min: number;
      readonly max: number;
      readonly likely?: readonly number[];
    }
  /** All `choices` are visible at once; at most 10. */
  | { readonly kind: 'radio' }
  /** Any number of them, at most 10, joined by commas. */
  | { readonly kind: 'several'; readonly options: readonly Choice[] }
  /**
   * Any number of the options, at most 100, and others that are typed, joined by commas. Where there is space for only one of the two it
   * is the text field; with `isListFirst` the list, which need not contain what was typed before.
   */
  | { readonly kind: 'terms'; readonly options: readonly Choice[]; readonly isListFirst?: true }
  /**
   * One that the form's command completes as one types; the field is called as the command's option. `likely` are those to choose
   * from where nothing is completed; `whatToType` is said where it is, if more can be typed there than the hint says.
   */
  | { readonly kind: 'complete'; readonly likely?: readonly Choice[]; readonly whatToType?: string }
  /** One of `days` with a time, as `fri 16:00`; or `off`, which is one of them and has no time. */
  | { readonly kind: 'day-time'; readonly days: readonly Choice[] }
  /** The id of a role, where the platform lists them; elsewhere it is typed. */
  | { readonly kind: 'role' };

export interface Choice {
  readonly label: string;
  readonly value: string;
}

/** A word being typed into an option. */
export interface Completion {
  readonly command: string;
  readonly option: string;
  readonly typed: string;
}
