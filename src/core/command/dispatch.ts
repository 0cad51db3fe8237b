import { InputError, SourceError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { plainText } from '../base/plain-text.ts';
import { commandSpan } from '../base/text.ts';
import type { Asker, Interaction, Reply } from '../message/interaction.ts';
import type { Notice } from '../message/message.ts';
import { plainInteraction, plainValues } from '../message/plain-interaction.ts';
import type { PaperId } from '../paper/paper.ts';
import type { Inbound } from '../platform/inbound.ts';
import { readActionId } from './action-id.ts';
import { checkOptions, mistakesIn, splitLine } from './arguments.ts';
import type { Args, Command, CommandContext } from './command.ts';
import { createFloodLimits } from './flood-limits.ts';
import { notAsked } from './not-asked.ts';
import { createPaperNumbers, readNumber } from './paper-numbers.ts';
import { createRecentActions } from './recent-actions.ts';
import { ArgumentsRefused, peopleCode, refusalNotice } from './refusal.ts';
import type { Services } from './services.ts';
import { createShareableAnswers } from './shareable-answers.ts';
import { texts } from './texts.ts';
import { unknownCommand } from './unknown-command.ts';

export interface DispatchDeps {
  readonly commands: readonly Command[];
  readonly services: Services;
  readonly log: Log;
  /** A short id for one request, found again in the log. */
  readonly newRequestId: () => string;
  readonly signal?: AbortSignal;
  /** Who may ask as fast as they like: a person at their own prompt. */
  readonly isUnlimited?: (asker: Pick<Asker, 'platform' | 'person'>) => boolean;
  /** Counts what `work` asks of the papers' sources as the asker's; `onWait` hears when others are served first. */
  readonly onBehalfOf?: <T>(
    asker: Asker,
    onWait: ((doing: string) => void) | undefined,
    work: () => Promise<T>,
  ) => Promise<T>;
}

/** A command found, with what it was given. */
interface Call {
  readonly command: Command;
  /** What was typed or chosen, by option; throws an `InputError`. */
  readonly given: () => Given;
  readonly update: boolean;
  /** The papers on the asker's screen, where the adapter can tell. */
  readonly onScreen?: ReadonlyMap<number, PaperId> | undefined;
}

type Given = Readonly<Record<string, string | number | boolean>>;

/** Turns what people type, press and send off into runs of commands. Every interaction ends in an answer. */
export function createDispatcher({
  commands,
  services,
  log,
  newRequestId,
  signal,
  isUnlimited,
  onBehalfOf = (_asker, _onWait, work) => work(),
}: DispatchDeps): Pick<Inbound, 'interact' | 'validateForm' | 'opensForm' | 'wantsManager' | 'complete'> {
  const limits = createFloodLimits(services.clock, isUnlimited);
  const byName = new Map(commands.map((command) => [command.name, command]));
  const numbers = createPaperNumbers(services);
  const shareable = createShareableAnswers();
  const recent = createRecentActions(services.clock);
  const contextOf = (
    asker: Asker,
    progress?: CommandContext['progress'],
    onScreen?: Call['onScreen'],
    isInPlace = false,
  ): CommandContext => ({
    asker,
    ...(isInPlace ? { isInPlace } : {}),
    services,
    commands,
    shareable,
    recent,
    numbers: {
      list: async () => (await numbers.lists(asker))[0],
      at: (n) => numbers.at(asker, n, onScreen),
    },
    progress,
    ...(signal ? { signal } : {}),
  });

  async function interact(
    asker: Asker,
    interaction: Interaction,
    onProgress?: (doing: string) => void,
  ): Promise<Reply> {
    const requestId = newRequestId();
    const facts = { requestId, platform: asker.platform, channel: asker.channel, person: asker.person };
    try {
      const reply = await onBehalfOf(asker, onProgress, () => answer(asker, interaction, onProgress));
      log.info({ ...facts, interaction: interaction.kind }, 'interaction answered');
      return reply;
    } catch (error) {
      if (signal?.aborted && error === signal.reason) {
        log.info(facts, 'interaction broken off, the process is stopping');
        const fix = texts.tryInAMinute();
        return privately({ kind: 'notice', tone: 'warning', title: texts.stopping(), fix });
      }
      const code = peopleCode(error);
      if (error instanceof SourceError) log.warn({ ...facts, err: error }, 'a source failed an interaction');
      else if (code === undefined) log.error({ ...facts, err: error }, 'interaction failed');
      else log.info({ ...facts, code }, 'interaction refused');
      return privately(refusalNotice(error, requestId));
    }
  }

  async function answer(
    asker: Asker,
    interaction: Interaction,
    progress: CommandContext['progress'],
  ): Promise<Reply> {
    const wait = limits.waitToAsk(asker);
    if (wait > 0) {
      return privately({
        kind: 'notice',
        tone: 'info',
        title: texts.tooFast(),
        text: texts.tooFastText({ seconds: Math.ceil(wait / 1000) }),
      });
    }
    const call = find(interaction);
    if ('notice' in call) return privately(call.notice);
    // Not known is not no: who may change the channel is not sent to an admin because the platform was slow.
    if (call.command.manage && asker.mayManage === undefined)
      throw notAsked(asker.platform, texts.whoYouAre());
    if (call.command.manage && !asker.mayManage) {
      return privately({
        kind: 'notice',
        tone: 'warning',
        title: texts.needsManager({ name: call.command.name }),
        fix: texts.needsManagerFix(),
      });
    }
    const context = contextOf(asker, progress, call.onScreen, call.update);
    const args = await readArgs(call, context).catch((error: unknown) => {
      throw error instanceof InputError ? new ArgumentsRefused(call.command, error) : error;
    });
    signal?.throwIfAborted();
    const reply = await call.command.run(context, args);
    await numbers
      .remember(asker, reply)
      .catch((err: unknown) => log.warn({ err }, 'the list that was shown could not be saved'));
    return call.update && reply.kind === 'message' && !reply.isAside
      ? { kind: 'update', message: reply.message }
      : reply;
  }

  /** The options checked, with the papers that were given by their number. */
  async function readArgs({ command, given }: Call, context: CommandContext): Promise<Args> {
    const typed: Record<string, string | number | boolean> = { ...given() };
    for (const { name, isPaper } of command.options) {
      const n = isPaper ? readNumber(typed[name]) : undefined;
      if (n !== undefined) typed[name] = await context.numbers.at(n);
    }
    return checkOptions(command, typed);
  }

  function find(interaction: Interaction): Call | { readonly notice: Notice } {
    switch (interaction.kind) {
      case 'command':
        return named(interaction.name, () => interaction.options);
      case 'form':
        return named(interaction.id, (command) => filledIn(command, interaction.values));
      case 'line':
        return line(interaction.text, false, interaction.listed);
      case 'action': {
        const action =
          interaction.id === 'home' ? { line: 'home', mode: 'reply' } : readActionId(interaction.id);
        if (action) return line(action.line, action.mode === 'update');
        return {
          notice: {
            kind: 'notice',
            tone: 'warning',
            title: texts.unknownButton(),
            example: commandSpan('help'),
          },
        };
      }
    }
  }

  function tryFind(interaction: Interaction): Call | undefined {
    const call = find(interaction);
    return 'notice' in call ? undefined : call;
  }

  function line(
    text: string,
    update: boolean,
    listed?: ReadonlyMap<number, PaperId>,
  ): Call | { readonly notice: Notice } {
    const [, word = '', rest = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
    return named(word === '' ? 'help' : word.toLowerCase(), (command) => splitLine(command, rest), {
      update,
      onScreen: listed,
      rest,
    });
  }

  function named(
    name: string,
    given: (command: Command) => Given,
    {
      update = false,
      onScreen,
      rest = '',
    }: { update?: boolean; onScreen?: Call['onScreen']; rest?: string } = {},
  ): Call | { readonly notice: Notice } {
    const command = byName.get(name);
    if (command) return { command, given: () => given(command), update, onScreen };
    return { notice: unknownCommand(name, rest, commands) };
  }

  // What people type is made plain here, for every platform alike.
  return {
    interact: (asker, interaction, onProgress) => interact(asker, plainInteraction(interaction), onProgress),
    validateForm({ id, values }, asker) {
      const command = byName.get(id);
      // Unchecked it goes to `interact`, which checks it again and has its own limit.
      return command && limits.mayCheckForm(asker) ? mistakesIn(command, plainValues(values)) : {};
    },
    opensForm(interaction) {
      return tryFind(plainInteraction(interaction))?.command.opensForm === true;
    },
    wantsManager(interaction) {
      return tryFind(plainInteraction(interaction))?.command.manage === true;
    },
    async complete(asker, { command, option, typed }) {
      if (!limits.mayComplete(asker)) return [];
      try {
        return (
          (await byName.get(command)?.complete?.(contextOf(asker), option, plainText(typed))) ?? []
        ).slice(0, 25);
      } catch (err) {
        // A list of choices that stays empty is no harm; the command itself will say what is wrong.
        log.warn({ err, command, option }, 'completion failed');
        return [];
      }
    },
  };
}

/** A form shows what is set: a field that somebody emptied is meant to be so. */
function filledIn(
  { options }: Command,
  values: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const emptied = options.flatMap(({ name, emptied: meant }) =>
    meant !== undefined && values[name]?.trim() === '' ? [[name, meant] as const] : [],
  );
  return { ...values, ...Object.fromEntries(emptied) };
}

function privately(message: Notice): Reply {
  return { kind: 'message', message };
}
