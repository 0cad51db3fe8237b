import { styleText } from 'node:util';
import { type DestinationStream, pino, stdSerializers } from 'pino';
import type pretty from 'pino-pretty';
import type { Log } from './core/base/log.ts';
import { printable, printableOnceParsed } from './core/base/printable.ts';

/** What a token looks like, wherever it turns up in a line: in a message, an URL, a stack. */
const SECRETS: readonly RegExp[] = [
  /xox[a-z]-[\w-]{4,}/g,
  /xapp-[\w-]{4,}/g,
  /hf_\w{4,}/g,
  /sk-[\w-]{8,}/g,
  /\b[\w-]{20,30}\.[\w-]{6}\.[\w-]{25,}\b/g,
  /(?<=\b(?:Bearer|Bot)\s)[\w.~+/-]{20,}=*/g,
];

/** Fields that are never written, however they came into a log line. */
const SECRET_FIELDS = ['token', 'authorization', 'Authorization', 'password', 'apiKey', 'secret'];

export interface LogOptions {
  readonly level: string;
  /** Secrets of this process, taken out verbatim. */
  readonly secrets: readonly string[];
  /** Where lines go: the terminal's error stream unless a test says otherwise. */
  readonly destination?: DestinationStream;
  /** Readable lines instead of JSON; a service that logs JSON need not load what makes them. */
  readonly pretty?: typeof pretty;
  /** Whether errors bring where in the code they come from. True unless told otherwise. */
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
  const { level, secrets, destination, stacks = true } = options;
  const out = destination ?? pino.destination({ dest: 2, sync: true });
  const { pretty } = options;
  const target = pretty
    ? pretty({
        destination: out as NodeJS.WritableStream & DestinationStream,
        sync: true,
        colorize: process.stderr.isTTY && styleText('bold', '.', { stream: process.stderr }) !== '.',
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
        const safe = withoutSecrets(line, secrets);
        target.write(pretty ? printableOnceParsed(safe) : printable(safe));
      },
    },
  );
}

/** An error as a person wants to read it, with what led to it. */
function inWords(error: unknown): unknown {
  return error instanceof Error ? stdSerializers.err(error).message : error;
}

/** The text with everything that is or looks like a secret replaced. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const known = secrets
    .filter((secret) => secret.length >= 8)
    .reduce((left, secret) => left.replaceAll(secret, '[secret]'), text);
  return SECRETS.reduce((left, pattern) => left.replace(pattern, '[secret]'), known);
}
