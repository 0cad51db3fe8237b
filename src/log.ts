import { type DestinationStream, pino, stdSerializers } from 'pino';
import type pretty from 'pino-pretty';
import type { Log } from './core/base/log.ts';
import { toPrintable, toPrintableOnceParsed } from './core/text/printable.ts';
import { createRedact } from './redact.ts';

/** Fields that are never written, however they came into a log line. */
const SECRET_FIELDS = ['token', 'authorization', 'Authorization', 'password', 'apiKey', 'secret'];

export interface LogOptions {
  readonly level: string;
  /** Secrets of this process, taken out however they are spelled. */
  readonly secrets: readonly string[];
  /** Where lines go: the terminal's error stream unless a test says otherwise. */
  readonly destination?: DestinationStream;
  /** Readable lines instead of JSON; a service that logs JSON need not load what makes them. */
  readonly pretty?: typeof pretty;
  /** Whether readable lines are colored. */
  readonly colors?: boolean;
  /** Whether errors bring where in the code they come from. True by default. */
  readonly stacks?: boolean;
}

/** What makes JSON readable, for `LogOptions.pretty`. */
export async function loadPretty(): Promise<typeof pretty> {
  return (await import('pino-pretty')).default;
}

/**
 * Structured logs: facts first, then a constant message. Secrets are taken out of every line, whatever wrote it, and nothing in
 * it can steer a terminal.
 */
export function createLog(options: LogOptions): Log {
  const { level, destination, colors = false, stacks = true } = options;
  const redact = createRedact(options.secrets);
  const out = destination ?? pino.destination({ dest: 2, sync: true });
  const { pretty } = options;
  const target = pretty
    ? pretty({
        destination: out as NodeJS.WritableStream & DestinationStream,
        sync: true,
        colorize: colors,
        ignore: 'pid,hostname',
      })
    : out;
  return pino(
    {
      level,
      base: undefined,
      redact: {
        paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
        censor: '[secret]',
      },
      serializers: stacks
        ? { err: stdSerializers.err, error: stdSerializers.err }
        : { err: inWords, error: inWords },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    {
      write(line: string) {
        const safe = redact(line);
        target.write(pretty ? toPrintableOnceParsed(safe) : toPrintable(safe));
      },
    },
  );
}

/** An error as a person wants to read it, with what led to it. */
function inWords(error: unknown): unknown {
  return error instanceof Error ? stdSerializers.err(error).message : error;
}
