import { WriteStream } from 'node:tty';

/** What the environment and the streams say of the terminal, if there is one. */
export interface TerminalTraits {
  /** Whether the streams take colors, by `NO_COLOR`, `FORCE_COLOR`, `TERM` and what they are. */
  readonly colors: { readonly stdout: boolean; readonly stderr: boolean };
  /** `TERM=dumb`: it writes lines, and knows neither how to move its cursor nor how to erase. */
  readonly isDumb: boolean;
  /** Whether a person types the input. */
  readonly isAttended: boolean;
  /** Whether a person types and reads here. */
  readonly isInteractive: boolean;
  /** Whether something may be opened before a person's eyes: a machine that runs builds sets `CI`. */
  readonly mayOpenBrowser: boolean;
}

type Stream = Pick<NodeJS.WriteStream, 'isTTY'>;

interface Streams {
  readonly stdin: Pick<NodeJS.ReadStream, 'isTTY'>;
  readonly stdout: Stream;
  readonly stderr: Stream;
}

type Environment = Readonly<Record<string, string | undefined>>;

export function readTerminalTraits(
  { stdin, stdout, stderr }: Streams = process,
  env: Environment = process.env,
): TerminalTraits {
  return {
    colors: { stdout: hasColors(stdout, env), stderr: hasColors(stderr, env) },
    isDumb: env.TERM === 'dumb',
    isAttended: stdin.isTTY,
    isInteractive: stdin.isTTY && stdout.isTTY,
    mayOpenBrowser: stdin.isTTY && (env.CI ?? '') === '',
  };
}

/** As Node itself decides: `FORCE_COLOR` counts also where nobody looks. */
function hasColors({ isTTY }: Stream, env: Environment): boolean {
  const depth = WriteStream.prototype.getColorDepth.call(undefined, { ...env });
  return (env.FORCE_COLOR !== undefined || isTTY) && depth > 2;
}
