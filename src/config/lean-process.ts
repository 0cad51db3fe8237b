import { enableCompileCache, registerHooks } from 'node:module';
import { constants, getPriority, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { isOnlyOurs } from '../private-files.ts';

/** Beside the code, and as trusted as it is: it is run as it is there, so that nobody else may write there, whatever the umask. */
export const COMPILED_CODE = fileURLToPath(new URL('../../node_modules/.cache/paperboy', import.meta.url));

/** What the C library and Node read once, when a process begins: there is no way to set it later. */
const ENVIRONMENT = {
  // Large blocks go back to the system when they are freed. By default, glibc keeps up to 64 MB once it has seen a large one.
  MALLOC_TRIM_THRESHOLD_: '131072',
  // Without compiled code the compiler of TypeScript is loaded in each thread, and its memory stays.
  NODE_COMPILE_CACHE: COMPILED_CODE,
};

const FLAGS = [
  // With the one megabyte of --optimize-for-size, what a page takes while it is made moved to the old space, and the whole heap was
  // collected for it: in one of twenty pages, 50 to 70 ms long. With the default of 16 MB, a bot under attack has 100 MB more.
  '--max-semi-space-size=4',
  // V8 would collect the whole heap each time that it has grown by some megabytes or the process rests, for 20 to 60 ms: the slowest
  // of twenty pages was one that waited for it.
  '--initial-old-space-size=64',
  '--no-memory-reducer',
];

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
  if (isShort && !permission) {
    readCompiledCode();
    resolveFilesAtOnce();
  }
  if (platform !== 'linux' || permission || !process.execve || isShort) return;
  const missing = Object.entries(ENVIRONMENT).filter(
    ([name]) => !env[name] && (name !== 'NODE_COMPILE_CACHE' || isOnlyOurs(COMPILED_CODE)),
  );
  const flags = FLAGS.filter((flag) => !isSet(flag, execArgv));
  if (missing.length === 0 && flags.length === 0) return;
  process.execve(execPath, [execPath, ...flags, ...execArgv, ...argv.slice(1)], {
    ...env,
    ...Object.fromEntries(missing),
  });
}

/** Once the main thread has its heap: V8 reads the sizes again for the heap of each worker, which makes no pages. */
const LATER_FLAGS = [
  // The heap grows by little between two collections: 405 MB under attack in place of 518.
  '--optimize-for-size',
  '--max-semi-space-size=1',
  // A worker that made 40 arrays of 30,000 objects had 21 MB then, and 55 without this.
  '--initial-old-space-size=24',
];

/** Where this process has the flags above, or what the operator has set in place of one. */
export function limitHeaps(): void {
  for (const flag of chooseLaterFlags(process.execArgv)) setFlagsFromString(flag);
}

/** What the operator has set stays. */
export function chooseLaterFlags(execArgv: readonly string[]): string[] {
  if (!FLAGS.every((flag) => isSet(flag, execArgv))) return [];
  const own = execArgv.filter((set) => !FLAGS.includes(set));
  return LATER_FLAGS.filter((flag) => !isSet(flag, own));
}

/** Whether a flag is there, with whatever value. */
function isSet(flag: string, flags: readonly string[]): boolean {
  const [name] = flag.split('=', 1);
  return flags.some((set) => set.split('=', 1)[0] === name);
}

/** A command that only answers spends a third of its time on compiling: from the second time on the compiled code is read. */
function readCompiledCode(): void {
  if (!isOnlyOurs(COMPILED_CODE)) return;
  enableCompileCache(ENVIRONMENT.NODE_COMPILE_CACHE);
  // Its worker threads read this when they begin.
  process.env.NODE_COMPILE_CACHE ??= ENVIRONMENT.NODE_COMPILE_CACHE;
}

/** Packages of hundreds of files, all of them modules. */
const LARGE_PACKAGES = ['/node_modules/kysely/', '/node_modules/zod/'];

/**
 * Nearly every import names its file. Node looks each up on the disk all the same, follows links and finds out what kind of module
 * it is: a quarter of the time that it takes to load a thousand files.
 */
function resolveFilesAtOnce(): void {
  registerHooks({
    resolve(specifier, context, next) {
      const url = specifier.startsWith('.') ? URL.parse(specifier, context.parentURL)?.href : undefined;
      const format = url === undefined ? undefined : findFormat(url);
      return url !== undefined && format ? { url, format, shortCircuit: true } : next(specifier, context);
    },
  });
}

function findFormat(url: string): string | undefined {
  if (url.endsWith('.ts')) return 'module-typescript';
  const isOfThem = url.endsWith('.js') && LARGE_PACKAGES.some((path) => url.includes(path));
  return isOfThem ? 'module' : undefined;
}

/** Those whose answer comes from the index. */
const INDEX_COMMANDS: ReadonlySet<string> = new Set(['search', 'similar']);

/** Whether this process was started to ask the search index. */
export function asksIndex(): boolean {
  return INDEX_COMMANDS.has(process.argv[2] ?? '');
}
