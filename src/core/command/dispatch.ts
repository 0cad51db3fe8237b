import { createTimelyProgress, STILL_WORKING_AFTER_MS } from '../async/timely-progress.ts';
import { withTimeout } from '../async/with-timeout.ts';
import { InputError, SourceError } from '../base/errors.ts';
import { type Languages, ONLY_ENGLISH } from '../base/languages.ts';
import type { Log } from '../base/log.ts';
import { commandSpan } from '../base/text.ts';
import type { Asker, Interaction, Reply } from '../message/interaction.ts';
import type { Notice } from '../message/message.ts';
import { toPlainInteraction, toPlainValues } from '../message/plain-interaction.ts';
import type { PaperId } from '../paper/paper.ts';
import type { Inbound, OnProgress, Reader } from '../platform/inbound.ts';
import { toPlainText } from '../text/plain-text.ts';
import { readActionId } from './action-id.ts';
import { checkOptions, listErrors, splitLine } from './arguments.ts';
import type { Args, Command, CommandContext } from './command.ts';
import { type ConfirmationId, readConfirmationId } from './confirmation.ts';
import { Confirmations } from './confirmations.ts';
import { createFloodLimits } from './flood-limits.ts';
import { refuseNotAsked } from './not-asked.ts';
import { createPaperNumbers, readNumber } from './paper-numbers.ts';
import { createRecentActions } from './recent-actions.ts';
import {
  ArgumentsRefused,
  composeManagersOnly,
  refuseGuest,
  slowDown,
  toPeopleCode,
  toRefusalNotice,
} from './refusal.ts';
import type { Services } from './services.ts';
import { createShareableAnswers } from './shareable-answers.ts';
import { texts } from './texts.ts';
import { explainUnknownCommand } from './unknown-command.ts';

export interface DispatchDeps {
  readonly commands: readonly Command[];
  readonly services: Services;
  readonly log: Log;
  /** Missing: every answer is in English. */
  readonly languages?: Languages;
  /** A short id for one request, to find it in the log. */
  readonly createRequestId: () => string;
  readonly signal?: AbortSignal;
  /** People without a rate limit: a person at their own prompt. */
  readonly isUnlimited?: (asker: Pick<Asker, 'platform' | 'person'>) => boolean;
  /** Counts what `work` asks of the papers' sources as the asker's; `onWait` is called when others are served first. */
  readonly runFor?: <T>(
    asker: Asker,
    onWait: ((status: string) => void) | undefined,
    work: () => Promise<T>,
  ) => Promise<T>;
  /** After which time without a word people see that the answer takes longer, in milliseconds. */
  readonly stillWorkingAfterMs?: number;
  /** After which time people hear that they may ask again later, in milliseconds. */
  readonly answerWithinMs?: number;
}

/** With what comes before and after, people have an answer within a minute. */
const ANSWER_WITHIN_MS = 50_000;

/** A command that was found, with its input. */
interface Call {
  readonly command: Command;
  /** What was typed or chosen, by option; throws an `InputError`. */
  readonly readGiven: () => Given;
  readonly update: boolean;
  /** It is the answer to a question that the command asked. */
  readonly pressed?: ConfirmationId | undefined;
  /** It is a form that changes what the command asked about. */
  readonly changes?: string | undefined;
  /** It is a form, with what was typed into its fields. */
  readonly filled?: Readonly<Record<string, string>> | undefined;
  /** The papers on the asker's screen, where the adapter knows them. */
  readonly onScreen?: ReadonlyMap<number, PaperId> | undefined;
  /** The message with the button that was pressed. */
  readonly messageId?: string | undefined;
}

type Given = Readonly<Record<string, string | number | boolean>>;

/** Turns what people type, press and submit into runs of commands. Every interaction ends in an answer. */
export function createDispatcher(deps: DispatchDeps): Dispatcher {
  const dispatch = new Dispatch(deps);
  // Input is normalized here, in the same way for every platform.
  return {
    interact: (asker, interaction, onProgress) =>
      dispatch.interact(asker, toPlainInteraction(interaction), onProgress),
    runInLanguageOf: (asker, work) => dispatch.runInLanguageOf(asker, work),
    run: (asker, interaction, onProgress) =>
      dispatch.answer(asker, toPlainInteraction(interaction), onProgress),
    validateForm: ({ id, values }, asker) => dispatch.validateForm(id, values, asker),
    opensForm: (interaction) => dispatch.opensForm(toPlainInteraction(interaction)),
    nameCommand: (interaction) => dispatch.tryFind(toPlainInteraction(interaction))?.command.name,
    needsManager: (interaction) => {
      const call = dispatch.tryFind(toPlainInteraction(interaction));
      return call !== undefined && isForManagers(call);
    },
    complete: (asker, { command, option, typed }) => dispatch.complete(asker, command, option, typed),
  };
}

export interface Dispatcher
  extends Pick<
    Inbound,
    'runInLanguageOf' | 'interact' | 'validateForm' | 'opensForm' | 'needsManager' | 'complete'
  > {
  /** Like `interact`, but throws errors: the command line's exit code depends on the error. */
  run(asker: Asker, interaction: Interaction, onProgress?: OnProgress): Promise<Reply>;
  /** The command that an interaction asks for, typed, pressed or chosen; `undefined` where there is none such. */
  nameCommand(interaction: Interaction): string | undefined;
}

class Dispatch {
  readonly #deps: DispatchDeps;
  readonly #limits: ReturnType<typeof createFloodLimits>;
  readonly #byName: ReadonlyMap<string, Command>;
  readonly #numbers: ReturnType<typeof createPaperNumbers>;
  readonly #confirmations: Confirmations;
  readonly #shareable: ReturnType<typeof createShareableAnswers>;
  readonly #recent: ReturnType<typeof createRecentActions>;

  constructor(deps: DispatchDeps) {
    this.#deps = deps;
    const { isUnlimited, log, services, createRequestId } = deps;
    const { clock, store } = services;
    const held = { store: store.shortLived, clock, log };
    this.#limits = createFloodLimits({ clock, log, shared: store.sharedLimits, isUnlimited });
    this.#byName = new Map(deps.commands.map((command) => [command.name, command]));
    this.#numbers = createPaperNumbers(services);
    this.#recent = createRecentActions(held);
    this.#shareable = createShareableAnswers(held);
    this.#confirmations = new Confirmations(clock, createRequestId, store.shortLived);
  }

  async interact(asker: Asker, interaction: Interaction, onProgress?: OnProgress): Promise<Reply> {
    const { log, createRequestId, runFor = (_asker, _onWait, work) => work() } = this.#deps;
    const { stillWorkingAfterMs: afterMs = STILL_WORKING_AFTER_MS } = this.#deps;
    const { answerWithinMs = ANSWER_WITHIN_MS } = this.#deps;
    // Where a form is to open there is nowhere to show it.
    const isOpening = interaction.kind !== 'form' && this.opensForm(interaction);
    const progress = createTimelyProgress(isOpening ? undefined : onProgress, afterMs, texts.stillWorking);
    const requestId = createRequestId();
    const facts = { requestId, platform: asker.platform, channel: asker.channel, person: asker.person };
    let isLate = false;
    try {
      const answering = runFor(asker, progress.say, () =>
        this.answer(asker, interaction, progress.say, () => isLate),
      );
      const reply = await withTimeout(answering, answerWithinMs, () => {
        isLate = true;
        answering.catch((error: unknown) => this.#logError(error, { ...facts, isLate }));
        return this.#giveUp(interaction, facts);
      });
      log.info({ ...facts, interaction: interaction.kind }, 'interaction answered');
      return reply;
    } catch (error) {
      return this.#answerError(error, requestId, facts);
    } finally {
      progress.end();
    }
  }

  async runInLanguageOf<T>({ channelId, locale }: Reader, work: () => Promise<T>): Promise<T> {
    const { languages = ONLY_ENGLISH, services } = this.#deps;
    const own = locale ?? (channelId && (await services.store.subscriptions.find(channelId)))?.language;
    return languages.speak(own, work);
  }

  /** Nobody is left to guess: what runs on has bounds of its own, and what comes of it is saved. */
  #giveUp(interaction: Interaction, facts: object): Reply {
    const command = this.tryFind(interaction)?.command.name;
    this.#deps.log.warn({ ...facts, command }, 'an answer takes too long; the person is asked to come back');
    return replyPrivately({
      ...{ kind: 'notice', tone: 'warning' },
      title: texts.takesTooLong(),
      fix: texts.takesTooLongFix(),
    });
  }

  #answerError(error: unknown, requestId: string, facts: object): Reply {
    this.#logError(error, facts);
    if (!this.#isStop(error)) return replyPrivately(toRefusalNotice(error, requestId));
    return replyPrivately({
      ...{ kind: 'notice', tone: 'warning' },
      title: texts.stopping(),
      fix: texts.tryInAMinute(),
    });
  }

  #logError(error: unknown, facts: object): void {
    const { log } = this.#deps;
    const code = toPeopleCode(error);
    if (this.#isStop(error)) log.info(facts, 'interaction broken off, the process is stopping');
    else if (error instanceof SourceError)
      log.warn({ ...facts, err: error }, 'a source failed an interaction');
    else if (code === undefined) log.error({ ...facts, err: error }, 'interaction failed');
    else log.info({ ...facts, code }, 'interaction refused');
  }

  #isStop(error: unknown): boolean {
    const { signal } = this.#deps;
    return signal?.aborted === true && error === signal.reason;
  }

  async answer(
    asker: Asker,
    interaction: Interaction,
    progress: CommandContext['reportProgress'],
    isLate: () => boolean = () => false,
  ): Promise<Reply> {
    const { log } = this.#deps;
    const wait = await this.#limits.waitToAsk(asker);
    if (wait > 0) return replyPrivately(slowDown(wait));
    const call = this.#find(interaction);
    if ('notice' in call) return replyPrivately(call.notice);
    // Unknown does not mean refused: people who may change the channel are not sent to an admin because the platform was slow.
    const isManaging = isForManagers(call);
    if (isManaging && asker.isGuest) return replyPrivately(refuseGuest(call.command));
    if (isManaging && asker.mayManage === undefined) throw refuseNotAsked(asker.platform, texts.whoYouAre());
    if (isManaging && !asker.mayManage) return replyPrivately(composeManagersOnly(call.command));
    const context = this.#createContext(asker, progress, call);
    const reply = await this.#carryOut(call, context);
    // Its buttons may be pressed as soon as it is shown, and reach another process.
    await this.#shareable.save();
    // Nobody sees a late list: a number means one of the list that is on the screen.
    if (!isLate())
      await this.#numbers
        .remember(asker, reply)
        .catch((err: unknown) => log.warn({ err }, 'the list that was shown could not be saved'));
    return call.update && reply.kind === 'message' && !reply.isSeparate
      ? { kind: 'update', message: reply.message }
      : reply;
  }

  async #carryOut(call: Call, context: CommandContext): Promise<Reply> {
    const { command, pressed, changes, filled } = call;
    const { asker } = context;
    if (pressed) {
      this.#deps.signal?.throwIfAborted();
      return this.#confirmations.press(command, context, pressed);
    }
    const before =
      changes === undefined ? {} : await this.#confirmations.readChanged(command, asker, changes);
    const args = await readArgs(call, context, before).catch(async (error: unknown) => {
      if (!(error instanceof InputError)) throw error;
      if (!filled) throw new ArgumentsRefused(command, error);
      const form = { values: filled, before, key: changes };
      throw new ArgumentsRefused(command, error, {
        reopen: await this.#confirmations.rememberForm(command, asker, form),
      });
    });
    if (changes !== undefined) await this.#confirmations.close(asker, changes);
    this.#deps.signal?.throwIfAborted();
    return this.#confirmations.run(command, context, args);
  }

  #createContext(
    asker: Asker,
    progress?: CommandContext['reportProgress'],
    { onScreen, update = false, messageId }: Partial<Call> = {},
  ): CommandContext {
    const { services, commands, signal } = this.#deps;
    return {
      ...(update ? { isReplacing: true } : {}),
      ...(messageId === undefined ? {} : { messageId }),
      asker,
      services,
      commands,
      reportProgress: progress,
      shareable: this.#shareable,
      recent: this.#recent,
      numbers: {
        findList: async () => (await this.#numbers.findLists(asker))[0],
        getPaper: (n) => this.#numbers.getPaper(asker, n, onScreen),
      },
      ...(signal ? { signal } : {}),
    };
  }

  /** The call that an interaction makes, if its command is known. */
  tryFind(interaction: Interaction): Call | undefined {
    const call = this.#find(interaction);
    return 'notice' in call ? undefined : call;
  }

  /** Whether the answer is a form: the command's own, or that in which one changes what it asked about. */
  opensForm(interaction: Interaction): boolean {
    const { command, pressed } = this.tryFind(interaction) ?? {};
    return pressed ? pressed.answer === 'change' : command?.opensForm === true;
  }

  #find(interaction: Interaction): Found {
    switch (interaction.kind) {
      case 'command':
        return this.#findByName(interaction.name, () => interaction.options);
      case 'form': {
        const [name = '', changes] = interaction.id.split(' ', 2);
        // What was changed in a form takes the place of the question whose form it was.
        const how = {
          filled: interaction.values,
          ...(changes === undefined ? {} : { changes, update: true }),
        };
        return this.#findByName(name, (command) => readForm(command, interaction.values), how);
      }
      case 'line':
        return this.#findByLine(interaction.text, { update: false, onScreen: interaction.listed });
      case 'action': {
        const { id, messageId } = interaction;
        const pressed = readConfirmationId(id);
        if (pressed) return this.#findByName(pressed.command, () => ({}), { update: true, pressed });
        const action = id === 'home' ? { line: 'home', mode: 'reply' } : readActionId(id);
        if (action) return this.#findByLine(action.line, { update: action.mode === 'update', messageId });
        const example = commandSpan('help');
        return { notice: { kind: 'notice', tone: 'warning', title: texts.unknownButton(), example } };
      }
    }
  }

  #findByLine(text: string, how: How): Found {
    const [, word = '', rest = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
    const name = word === '' ? 'help' : word.toLowerCase();
    return this.#findByName(name, (command) => splitLine(command, rest), how, rest);
  }

  #findByName(name: string, given: (command: Command) => Given, how: How = {}, rest = ''): Found {
    const command = this.#byName.get(name);
    if (!command) return { notice: explainUnknownCommand(name, rest, this.#deps.commands) };
    return { command, readGiven: () => given(command), ...how, update: how.update ?? false };
  }

  /** What is wrong with the fields of a form. */
  validateForm(
    id: string,
    values: Readonly<Record<string, string>>,
    asker: Pick<Asker, 'platform' | 'person' | 'tenant'>,
  ): Record<string, string> {
    const command = this.#byName.get(id.split(' ', 1)[0] ?? '');
    // Unchecked it goes to `interact`, which checks it again and has its own limit.
    return command && this.#limits.mayCheckForm(asker) ? listErrors(command, toPlainValues(values)) : {};
  }

  async complete(asker: Asker, name: string, option: string, typed: string) {
    if (!this.#limits.mayComplete(asker)) return [];
    try {
      const command = this.#byName.get(name);
      const choices = await command?.complete?.(this.#createContext(asker), option, toPlainText(typed));
      return (choices ?? []).slice(0, 25);
    } catch (err) {
      // An empty list of choices does no harm; the command itself will report what is wrong.
      this.#deps.log.warn({ err, command: name, option }, 'completion failed');
      return [];
    }
  }
}

/** A call, or what to say where there is no call to make. */
type Found = Call | { readonly notice: Notice };

type How = Partial<Omit<Call, 'command' | 'readGiven'>>;

/** The options checked, over those that were typed before a form, with the papers that were given by their number. */
async function readArgs({ command, readGiven }: Call, context: CommandContext, before: Args): Promise<Args> {
  const typed = { ...before, ...readGiven() } as Record<string, string | number | boolean>;
  for (const { name, isPaper } of command.options) {
    const n = isPaper ? readNumber(typed[name]) : undefined;
    if (n !== undefined) typed[name] = await context.numbers.getPaper(n);
  }
  const { options, operatorOptions = [] } = command;
  if (!context.asker.isOperator) return checkOptions(command, typed);
  return checkOptions({ ...command, options: [...options, ...operatorOptions] }, typed);
}

/** Whether what is asked for changes the channel. What cannot be read changes nothing, and is refused later. */
function isForManagers({ command, readGiven, pressed }: Call): boolean {
  if (command.manage || !command.managesWith) return command.manage === true;
  // A press says nothing of what was asked; such a command asks only about changes.
  if (pressed) return true;
  try {
    return command.managesWith(readGiven());
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

/** A form shows the current settings: a field that somebody emptied was emptied on purpose. */
function readForm(
  { options }: Command,
  values: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const emptied = options.flatMap(({ name, emptied: meant }) =>
    meant !== undefined && values[name]?.trim() === '' ? [[name, meant] as const] : [],
  );
  return { ...values, ...Object.fromEntries(emptied) };
}

function replyPrivately(message: Notice): Reply {
  return { kind: 'message', message };
}
