import { enableCompileCache } from 'node:module';
import { constants, getPriority, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';

/** Beside the code, and as trusted as it is: whoever may write there could change the code itself. */
const COMPILED_CODE = new URL('../../node_modules/.cache/paperboy', import.meta.url);

/** What the C library and Node read once, when a process begins: there is no way to set it later. */
const ENVIRONMENT = {
  // Large blocks go back to the system when they are freed. By default, glibc keeps up to 64 MB once it has seen a large one.
  MALLOC_TRIM_THRESHOLD_: '131072',
  // Without compiled code the compiler of TypeScript is loaded in each thread, and its memory stays.
  NODE_COMPILE_CACHE: fileURLToPath(COMPILED_CODE),
};

/** Hostile papers leave an import at 200 MB instead of 320. */
const FLAG = '--optimize-for-size';

/** Those that run for long, or read much. */
const COMMANDS: ReadonlySet<string> = new Set(['start', 'import', 'reindex']);

/** Those that read much while a bot may run beside them: it goes first. */
const BACKGROUND_COMMANDS: ReadonlySet<string> = new Set(['import', 'reindex', 'backfill', 'site']);
const BACKGROUND = 5;

/** Lets a bot on the same machine have the processors first, where the command is one that works for long. */
export function giveWayToBot(): void {
  if (BACKGROUND_COMMANDS.has(process.argv[2] ?? ''))
    setPriority(Math.min(getPriority() + BACKGROUND, constants.priority.PRIORITY_LOW));
}

/**
 * Replaces this process, in its place and with its ID, by the same one with less memory. Returns where that is done, or cannot
 * be done: nothing else depends on it. What the operator has set stays.
 */
export function becomeLean(): void {
  const { platform, execPath, execArgv, argv, env, permission } = process;
  const isShort = !COMMANDS.has(argv[2] ?? '');
  if (isShort && !permission) readCompiledCode();
  if (platform !== 'linux' || permission || !process.execve || isShort) return;
  const missing = Object.entries(ENVIRONMENT).filter(([name]) => !env[name]);
  const flags = execArgv.includes(FLAG) ? [] : [FLAG];
  if (missing.length === 0 && flags.length === 0) return;
  process.execve(execPath, [execPath, ...flags, ...execArgv, ...argv.slice(1)], {
    ...env,
    ...Object.fromEntries(missing),
  });
}

/** A command that only answers spends a third of its time on compiling: from the second time on the compiled code is read. */
function readCompiledCode(): void {
  enableCompileCache(ENVIRONMENT.NODE_COMPILE_CACHE);
  // Its worker threads read this when they begin.
  process.env.NODE_COMPILE_CACHE ??= ENVIRONMENT.NODE_COMPILE_CACHE;
}
