import type { Log } from '../../../src/core/base/log.ts';
import type { Message } from '../../../src/core/message/message.ts';
import { sendTrimmed } from '../../../src/core/message/trimming.ts';
import { renderMessage, renderText, type SlackPayload } from './render.ts';

/** Renders the payload when it is due: a thousand waiting posts must not be a thousand rendered payloads. */
export type Draw = () => SlackPayload;

/**
 * Slack refuses the whole message for one address or for one picture that it cannot fetch (python-slack-sdk#1782 is a
 * picture that it usually can): then it is sent with less.
 */
export function sendPayload<T>(message: Message, log: Log, attempt: (draw: Draw) => Promise<T>): Promise<T> {
  return sendTrimmed(message, log, ({ message: trimmed, asText }) =>
    attempt(() => (asText ? renderText(trimmed) : renderMessage(trimmed))),
  );
}
