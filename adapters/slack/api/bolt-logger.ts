import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../../../src/core/base/log.ts';

/** Slack's tokens, and the secret part of a `response_url` or a socket's address. */
const SECRETS = /xox[a-z]-[\w-]+|xapp-[\w-]+|(?<=hooks\.slack\.com\/)\S+|(?<=[?&]ticket=)[\w-]+/g;

/**
 * Bolt's log messages in our log. Debug is off: it would print whole requests. "Error" is a warning here, because
 * what matters also reaches us as an exception. Once `stopping` is aborted, its messages only reflect our own stop.
 */
export function createBoltLogger(log: Log, stopping?: AbortSignal): Logger {
  const say = (...words: unknown[]) =>
    log[stopping?.aborted ? 'debug' : 'warn']({ from: 'bolt', said: redact(words) }, 'Slack library');
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: say,
    error: say,
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}

function redact(words: readonly unknown[]): string {
  const text = words.map((word) => (word instanceof Error ? word.message : String(word))).join(' ');
  return text.replace(SECRETS, '[secret]').slice(0, 500);
}
