import { inspect } from 'node:util';

/** What the bots of one test file said and sent: logs with the errors in them, payloads, output of processes, files. */
interface Produce {
  readonly what: string;
  /** Looked at when the file's tests are over. */
  readonly value: () => unknown;
}

const produce: Produce[] = [];
const secrets: Array<() => readonly string[]> = [];
let collecting = false;

/** Tokens and keys that tests give to a bot, and whatever looks like one. */
const TOKENS: readonly RegExp[] = [
  /xox[a-z]-[\w-]{4,}/,
  /xapp-[\w-]{4,}/,
  /\bhf_secret\b/,
  /\bsk-a-[\w-]{8,}/,
  /test-token\.for\.loopback/,
  /loopback-signing-secret/,
];

/** Begins again with nothing, since files may share a process. Outside of a test run (in a bench) nothing is recorded. */
export function collect(): void {
  collecting = true;
  produce.length = 0;
  secrets.length = 0;
}

/** Keeps an eye on what a bot produces. */
export function produces(what: string, value: () => unknown): void {
  if (collecting) produce.push({ what, value });
}

/** Keeps an eye on secrets that are made on the way, such as the tokens of interactions. */
export function hidesSecrets(values: () => readonly string[]): void {
  if (collecting) secrets.push(values);
}

/** Every place in which a secret is, with what is around it; empty when all is well. */
export function leaks(): string[] {
  const known = secrets.flatMap((values) => values());
  return produce.flatMap(({ what, value }) => findLeaks(what, value(), known));
}

export function findLeaks(what: string, value: unknown, known: readonly string[]): string[] {
  const text = readText(value);
  const patterns = TOKENS.flatMap((token) => token.exec(text)?.index ?? []);
  const verbatim = known
    .filter((secret) => secret.length >= 8)
    .map((secret) => text.indexOf(secret))
    .filter((index) => index >= 0);
  return [...new Set([...patterns, ...verbatim])].map(
    (at) => `${what}: …${text.slice(Math.max(0, at - 150), at + 60)}…`,
  );
}

/** All of it, also what JSON leaves out: an error's message, stack, cause and own fields. */
function readText(value: unknown): string {
  if (typeof value === 'string') return value;
  return inspect(value, {
    ...{ depth: 12, maxArrayLength: null, maxStringLength: null, breakLength: Number.POSITIVE_INFINITY },
  });
}
