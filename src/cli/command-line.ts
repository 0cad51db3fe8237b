import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { PaperboyError } from '../core/base/errors.ts';
import { ArgumentsRefused } from '../core/command/refusal.ts';
import { findNearest } from '../core/text/nearest.ts';
import { toPlainText } from '../core/text/plain-text.ts';
import { type App, type BuildKind, type DemoChoice, EXIT, EXIT_OF_KIND } from './base/app.ts';
import { help } from './base/help-texts.ts';
import { texts } from './base/texts.ts';
import { wordForCommandLine } from './chat/word-commands.ts';
import { type MoveDeps, runMove } from './commands/move.ts';
import { createProgram, type ProgramDeps } from './program.ts';

export interface CommandLineDeps
  extends Omit<ProgramDeps, 'withApp' | 'version' | 'checkHealth' | 'move'>,
    MoveDeps {
  /** Builds the bot from the settings. */
  build(kind: BuildKind, choice?: DemoChoice): Promise<App>;
  /** Asks the bot that runs on this machine. */
  askHealth(probe: 'livez' | 'readyz'): Promise<{ readonly isWell: boolean; readonly says: string }>;
}

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
  version: string;
};

/** Runs one command line and returns its exit code (see `EXIT`). */
export async function runCommandLine(typed: readonly string[], deps: CommandLineDeps): Promise<number> {
  const argv = toPlainArguments(typed);
  let code: number = EXIT.ok;
  const program = createProgram({
    ...deps,
    version,
    async checkHealth(probe) {
      const { isWell, says } = await deps.askHealth(probe);
      (isWell ? deps.print : deps.printError)(says);
      code = isWell ? EXIT.ok : EXIT.failed;
    },
    move: (options) => runMove(deps, options),
    withApp:
      (run, kind = 'one-shot', choice) =>
      async () => {
        const app = await deps.build(kind, choice);
        try {
          code = await run(app);
        } finally {
          await app.close();
        }
      },
  });
  const unknown = findUnknownCommand([...program.commands.map((command) => command.name()), 'help'], argv[0]);
  if (unknown !== undefined) {
    deps.printError(unknown);
    return EXIT.usage;
  }
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    return explainError(error, deps.printError);
  }
}

/** Dashes, quotes and spaces as a keyboard types them; names of files and folders are taken as they are. */
function toPlainArguments(typed: readonly string[]): string[] {
  return typed.map((argument, i) => {
    const paths = typed[0] === 'move' ? ['--from', '--to'] : ['--replay', '--out'];
    const isPath = (typed[0] === 'import' && i > 0) || paths.includes(typed[i - 1] ?? '');
    return isPath ? argument : toPlainText(argument);
  });
}

/** Commander would take a mistyped command for an argument of the default one. */
function findUnknownCommand(names: readonly string[], typed: string | undefined): string | undefined {
  if (typed === undefined || typed.startsWith('-') || names.includes(typed)) return undefined;
  const meant = findNearest(typed, names);
  const question = meant ? [texts.didYouMean({ name: meant })] : [];
  return `${[texts.unknownCommand({ typed }), ...question].join(' ')}\n${help.tryHelp()}`;
}

/** Prints what went wrong; returns the exit code. */
export function explainError(thrown: unknown, printError: (line: string) => void): number {
  // Commander has said what is wrong by itself; asking for help is no error.
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? EXIT.ok : EXIT.usage;
  const error = thrown instanceof ArgumentsRefused ? thrown.cause : thrown;
  if (isStop(error)) {
    printError(texts.stopped());
    return EXIT.stopped;
  }
  if (error instanceof PaperboyError) {
    printError(error.message);
    if (error.fix) printError(wordForCommandLine(error.fix));
    return EXIT_OF_KIND[error.kind];
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  printError(texts.wentWrong({ trace }));
  return EXIT.failed;
}

function isStop(error: unknown): boolean {
  if (error instanceof PaperboyError) return error.kind === 'stopped';
  return error instanceof DOMException && error.name === 'AbortError';
}
