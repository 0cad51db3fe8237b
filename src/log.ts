import { createRequire } from 'node:module';
import { type DestinationStream, pino, stdSerializers } from 'pino';
import type pretty from 'pino-pretty';
import type { Log } from './core/base/log.ts';
import { toPrintable, toPrintableOnceParsed } from './core/text/printable.ts';
import { createRedact, MAX_REDACTED_LENGTH, type Redact } from './redact.ts';

/** Fields that are never written, however they came into a log line. */
const SECRET_FIELDS = ['token', 'authorization', 'Authorization', 'password', 'apiKey', 'secret'];

export interface LogOptions {
  readonly level: string;
  /** Secrets of this process, taken out however they are spelled. */
  readonly secrets: readonly string[];
  /** Where lines go: the terminal's error stream unless a test says otherwise. */
  readonly destination?: DestinationStream;
  /** Readable lines instead of JSON. */
  readonly isReadable?: boolean;
  /** Whether readable lines are colored. */
  readonly colors?: boolean;
  /** Whether errors bring where in the code they come from. True by default. */
  readonly stacks?: boolean;
}

/**
 * Structured logs: facts first, then a constant message. Secrets are taken out of every line, whatever wrote it, and nothing in
 * it can steer a terminal.
 */
export function createLog(options: LogOptions): Log {
  const { level, destination, isReadable = false, colors = false, stacks = true } = options;
  const redact = createRedact(options.secrets);
  const out = destination ?? pino.destination({ dest: 2, sync: true });
  const target = isReadable ? createReadable(out, colors) : out;
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
        const safe = line.length > MAX_REDACTED_LENGTH ? shorten(line, redact) : redact(line);
        target.write(isReadable ? toPrintableOnceParsed(safe) : toPrintable(safe));
      },
    },
  );
}

/** Makes lines of JSON readable. What does so is loaded with the first one: most commands log nothing. */
function createReadable(destination: DestinationStream, colorize: boolean): DestinationStream {
  let readable: DestinationStream | undefined;
  return {
    write(line) {
      readable ??= loadPretty()({
        destination: destination as NodeJS.WritableStream & DestinationStream,
        sync: true,
        colorize,
        ignore: 'pid,hostname',
      });
      readable.write(line);
    },
  };
}

/** At once, since a line is written at once: it may be the last one. */
function loadPretty(): typeof pretty {
  return createRequire(import.meta.url)('pino-pretty');
}

/** A line with the beginning of another one as a text, its level, time and message. */
function shorten(line: string, redact: Redact): string {
  const [, head = ''] = /^\{("level":\d{1,3},"time":"[^"]{1,40}",)/.exec(line.slice(0, 100)) ?? [];
  const [, message = '"msg":""'] = /("msg":"[^"\\]{0,200}")\}\s*$/.exec(line.slice(-300)) ?? [];
  return `{${head}"characters":${line.length},"begins":${JSON.stringify(redact(line))},${redact(message)}}\n`;
}

/** An error as a person wants to read it, with what led to it. */
function inWords(error: unknown): unknown {
  return error instanceof Error ? stdSerializers.err(error).message : error;
}
