import { commands } from '../../commands/index.ts';
import { EXIT } from '../cli/base/app.ts';
import { explainError, runCommandLine } from '../cli/command-line.ts';
import type { MoveOptions } from '../cli/commands/move.ts';
import { listSecrets } from '../config/config.ts';
import { describeSettings } from '../config/describe-settings.ts';
import { readProcessSettings } from '../config/process-settings.ts';
import { leaveLocalZone } from '../config/process-zone.ts';
import { listSecretsInDatabaseUrl } from '../config/setting-values.ts';
import { readTerminalTraits } from '../config/terminal-traits.ts';
import { createLastGuard } from '../last-guard.ts';
import { createLog } from '../log.ts';
import type { Health, HealthQuestion } from '../monitoring/ask-health.ts';
import { createOutput } from '../output.ts';
import type { StartedWorker } from '../rpc/started-worker.ts';
import { build, type Host } from './build.ts';

/** What the process has before any code of ours is loaded. */
export interface Start {
  readonly args: readonly string[];
  /** Aborted when the process is asked to stop. */
  readonly stopping: AbortSignal;
  /** Resolves then. */
  readonly asked: Promise<void>;
  stop(): void;
  /** That of the search index, where it was started before all the rest. */
  readonly searchWorker: StartedWorker | undefined;
}

/** Runs the command line that the process was started with; resolves with the exit code. */
export async function run({ args, stopping, asked, stop, searchWorker }: Start): Promise<number> {
  const zone = leaveLocalZone();
  const terminal = readTerminalTraits();
  const output = createOutput(process, terminal.colors.stdout);
  // A typed command prints its error and ends; a service goes on where that is safe.
  const guard = createLastGuard({
    ...{ process, stop },
    explain: (error) => explainError(error, output.printError),
    exit: (code) => process.exit(code),
  });
  const host: Host = { output, guard, terminal, zone, stopping, searchWorker };
  const code = await runCommandLine(args, {
    build: (kind, choice) => build(host, kind, choice),
    askHealth,
    moveStore: (options, onProgress) => moveStore(host, options, onProgress),
    isTerminal: process.stdout.isTTY,
    commands,
    asked,
    settingsHelp: describeSettings(),
    waitForEnd: ({ left }) => Promise.race([asked, ...(left ? [left] : [])]),
    ...output,
  });
  return guard.hasStopped() ? EXIT.failed : code;
}

/** Builds nothing either: a bot would open the database that is being written. */
async function moveStore(
  { output, stopping }: Host,
  { from, to }: MoveOptions,
  onProgress: (done: number, total: number) => void,
): Promise<number> {
  const { moveStore: move } = await import('../store/move-store.ts');
  const { config } = readProcessSettings();
  const target = to ?? config.DATABASE_URL;
  const secrets = [...listSecrets(config), ...listSecretsInDatabaseUrl(target)];
  output.hide(secrets);
  const log = createLog({ level: 'warn', secrets });
  return move({ from, to: target, log, signal: stopping, onProgress });
}

/** Builds nothing: a container asks every few seconds. */
async function askHealth(probe: HealthQuestion['probe']): Promise<Health> {
  const { askHealth: ask } = await import('../monitoring/ask-health.ts');
  const { HEALTH_PORT: port, HEALTH_HOST: host } = readProcessSettings().config;
  return ask({ port, host, probe });
}
