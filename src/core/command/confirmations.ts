import type { Clock } from '../base/clock.ts';
import { InputError } from '../base/errors.ts';
import type { ChannelId } from '../base/ids.ts';
import { commandSpan, type Text, words } from '../base/text.ts';
import type { Instant } from '../base/time.ts';
import type { Asker, Form, Reply } from '../message/interaction.ts';
import type { Action, Fields, Notice } from '../message/message.ts';
import type { ShortLivedStore } from '../store/short-lived-store.ts';
import type { Args, Command, CommandContext } from './command.ts';
import { type ConfirmationId, type Question, toConfirmationId } from './confirmation.ts';
import { problems, texts } from './texts.ts';

/** A question is answered within this, or asked again: what it shows would be out of date. */
const OPEN_MS = 60 * 60_000;
/** Characters in all fields of a form; what is longer than any setting is not held for an hour. */
const MAX_TYPED = 2_000;

/**
 * A question that a person has before them, or a form that could not be read. It is held for an hour, and nothing of it is a setting
 * before they say so.
 */
interface OpenQuestion {
  readonly command: string;
  readonly args: Args;
  readonly channel: ChannelId;
  /** Nothing where a form could not be read: then nothing was asked, and only the form can be opened. */
  readonly state: string | undefined;
  readonly askedAt: Instant;
  /** What was in the form when it could not be read, by field. */
  readonly typed?: FormValues;
}

type FormValues = Readonly<Record<string, string>>;

/** A form that could not be read. */
export interface RefusedForm {
  readonly values: FormValues;
  /** What was typed before the form was opened. */
  readonly before: Args;
  /** The key of the question whose form it is, if it is one's. */
  readonly key: string | undefined;
}

/**
 * Asks before a command does what it proposes, and takes the answer. A key works once, for the person who was asked, in the
 * channel where they were asked, once.
 */
export class Confirmations {
  readonly #clock: Clock;
  readonly #createKey: () => string;
  readonly #store: ShortLivedStore;

  constructor(clock: Clock, createKey: () => string, store: ShortLivedStore) {
    this.#clock = clock;
    this.#store = store;
    this.#createKey = createKey;
  }

  /** Runs a command, or asks first where it proposes something with a question. */
  async run(command: Command, context: CommandContext, args: Args): Promise<Reply> {
    const proposal = await command.propose?.(context, args);
    if (!proposal) return command.run(context, args);
    if (!proposal.question) return proposal.carryOut();
    return { kind: 'message', message: await this.#ask(command, context.asker, args, proposal.question) };
  }

  /** Takes the answer to a question. The rights of who presses were checked as if the command were typed now. */
  async press(command: Command, context: CommandContext, { answer, key }: ConfirmationId): Promise<Reply> {
    const { asker } = context;
    const open = await this.#open(command, asker, key);
    if (answer === 'change') {
      const form = await command.buildForm?.(context, open.args);
      if (!form) throw new Error(`${command.name} has no form`);
      return { kind: 'form', form: { ...fillIn(form, open.typed), id: `${form.id} ${key}` } };
    }
    if (open.state === undefined) throw createQuestionGoneError(command);
    // Of two presses one is first, also where they reach two processes.
    const isFirst = await this.#takeAnswer(asker, key);
    if (!isFirst) throw new InputError(problems.questionAnswered());
    if (answer === 'no') return { kind: 'message', message: composeUnchanged() };
    try {
      return await this.#carryOut(command, context, open);
    } catch (error) {
      await this.#store.delete('question', toAnsweredKey(asker, key));
      throw error;
    }
  }

  /** What was typed for the question whose form comes back; the question itself no longer holds. */
  async readChanged(command: Command, asker: Asker, key: string): Promise<Args> {
    return (await this.#open(command, asker, key)).args;
  }

  /** Remembers what was typed in a form that could not be read; the button that opens it again, where it can be. */
  async rememberForm(
    command: Command,
    asker: Asker,
    { values, before, key }: RefusedForm,
  ): Promise<Action | undefined> {
    const length = Object.values(values).reduce((sum, value) => sum + value.length, 0);
    if (!command.buildForm || length > MAX_TYPED) return undefined;
    const asked = key === undefined ? undefined : await this.#find(asker, key);
    if (asked && key !== undefined) await this.#put(asker, key, { ...asked, typed: values });
    const form = { args: before, state: undefined, typed: values };
    const id = toConfirmationId({
      ...{ answer: 'change', command: command.name },
      key: asked && key ? key : await this.#remember(command, asker, form),
    });
    return { kind: 'button', id, label: texts.change(), style: 'primary' };
  }

  /** The form was read: what it says holds in place of the question. */
  async close(asker: Asker, key: string): Promise<void> {
    await this.#store.delete('question', toPersonsKey(asker, key));
  }

  async #carryOut(command: Command, context: CommandContext, open: OpenQuestion): Promise<Reply> {
    const { args, state } = open;
    const proposal = await command.propose?.(context, args);
    if (!proposal) throw new Error(`${command.name} proposes nothing any more`);
    const { question } = proposal;
    // Somebody else may have changed the settings meanwhile: only what was shown is stored.
    if (question && question.state !== state) {
      const again = withNote(question, texts.changedMeanwhile());
      const message = await this.#ask(command, context.asker, args, again);
      return { kind: 'message', message };
    }
    return proposal.carryOut();
  }

  async #ask(command: Command, asker: Asker, args: Args, question: Question): Promise<Fields | Notice> {
    const key = await this.#remember(command, asker, { args, state: question.state });
    return { ...question.message, actions: listButtons(command, question, key) };
  }

  async #remember(
    command: Command,
    asker: Asker,
    asked: Pick<OpenQuestion, 'args' | 'state' | 'typed'>,
  ): Promise<string> {
    const key = this.#createKey();
    const where = { command: command.name, channel: asker.channelId, askedAt: this.#clock.now() };
    await this.#put(asker, key, { ...asked, ...where });
    return key;
  }

  async #put(asker: Asker, key: string, open: OpenQuestion): Promise<void> {
    const { person } = asker;
    const until = open.askedAt + OPEN_MS;
    const text = JSON.stringify(open);
    await this.#store.put({ kind: 'question', key: toPersonsKey(asker, key), person, text, until });
  }

  async #find(asker: Asker, key: string): Promise<OpenQuestion | undefined> {
    const text = await this.#store.find('question', toPersonsKey(asker, key), this.#clock.now());
    return text === undefined ? undefined : (JSON.parse(text) as OpenQuestion);
  }

  /** `false` where somebody was quicker. */
  async #takeAnswer(asker: Asker, key: string): Promise<boolean> {
    const { person } = asker;
    const now = this.#clock.now();
    const until = now + OPEN_MS;
    const answer = { kind: 'question', key: toAnsweredKey(asker, key), person, text: '', until } as const;
    return (await this.#store.take(answer, now)) === undefined;
  }

  /** The question behind a key; throws an `InputError` where it can no longer be answered. */
  async #open(command: Command, asker: Asker, key: string): Promise<OpenQuestion> {
    const found = await this.#find(asker, key);
    const isOpen =
      found?.command === command.name &&
      // A person's own data are the same everywhere; a channel's settings are not.
      (!command.manage || found.channel === asker.channelId);
    if (!isOpen) throw createQuestionGoneError(command);
    const answered = await this.#store.find('question', toAnsweredKey(asker, key), this.#clock.now());
    if (answered !== undefined) throw new InputError(problems.questionAnswered());
    return found;
  }
}

/** The person is part of the key: a key that somebody else got opens nothing. */
function toPersonsKey({ person }: Asker, key: string): string {
  return `${person} ${key}`;
}

function toAnsweredKey(asker: Asker, key: string): string {
  return `${toPersonsKey(asker, key)} answered`;
}

function createQuestionGoneError({ example }: Command): InputError {
  return new InputError(problems.questionGone({ command: commandSpan(example) }));
}

/** The form with what a person has typed into it. */
function fillIn(form: Form, typed: FormValues | undefined): Form {
  if (!typed) return form;
  return {
    ...form,
    fields: form.fields.map((field) => ({ ...field, value: typed[field.name] ?? field.value ?? '' })),
  };
}

function listButtons({ name: command }: Command, question: Question, key: string): Action[] {
  const { confirm, isDangerous, otherwise } = question;
  const yes = toConfirmationId({ answer: 'yes', command, key });
  const other = toConfirmationId({ answer: otherwise.opensForm ? 'change' : 'no', command, key });
  return [
    { kind: 'button', id: yes, label: confirm, style: isDangerous ? 'danger' : 'primary' },
    { kind: 'button', id: other, label: otherwise.label },
  ];
}

function withNote(question: Question, note: Text): Question {
  const { message } = question;
  return {
    ...question,
    message:
      message.kind === 'fields'
        ? { ...message, intro: message.intro === undefined ? note : words`${note} ${message.intro}` }
        : { ...message, text: message.text === undefined ? note : words`${note} ${message.text}` },
  };
}

function composeUnchanged(): Notice {
  return { kind: 'notice', tone: 'info', title: texts.leftAsItWas() };
}
