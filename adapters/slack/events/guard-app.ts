import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import type { Log } from '../../../src/core/base/log.ts';
import type { SampledLog } from '../../../src/core/base/sampled-log.ts';
import { parseBody } from './event-schema.ts';

/** Handles an event whose body has been parsed. */
export type HandleEvent = (event: ReceiverEvent) => Promise<void>;

export interface GuardOptions {
  readonly log: Log;
  readonly sampled: SampledLog;
  /** Called when an event was acknowledged, with the seconds since it came. */
  readonly onAcknowledged?: (seconds: number) => void;
}

/** The same receiver, with events that pass through the guard. */
export function guardReceiver(receiver: Receiver, options: GuardOptions): Receiver {
  return {
    init: (app) => receiver.init(guardApp(app, (event) => app.processEvent(event), options)),
    start: (...args: unknown[]) => receiver.start(...args),
    stop: (...args: unknown[]) => receiver.stop(...args),
  };
}

/** Passes a receiver's events through the guard to `handle`, which chooses the app for each. */
export function guardEvents(receiver: Receiver, handle: HandleEvent, options: GuardOptions): void {
  receiver.init(guardApp({}, handle, options));
}

/**
 * Passed to a receiver instead of the app: both entry points pass through here, so no handler, nor Bolt itself,
 * sees unparsed data. Never rejects: an error in a handler affects only its own event.
 */
function guardApp(app: object, handle: HandleEvent, { log, sampled, onAcknowledged }: GuardOptions): App {
  return Object.create(app, { processEvent: { value: processEvent } });

  async function processEvent(received: ReceiverEvent): Promise<void> {
    const receivedAt = performance.now();
    const event = onAcknowledged ? { ...received, ack: measureAck(received.ack, onAcknowledged) } : received;
    try {
      const parsed = parseBody(event.body);
      if (parsed.kind === 'read')
        return await handle({ ...event, body: parsed.body, customProperties: { receivedAt } });
      if (parsed.kind === 'malformed') {
        const { what, why } = parsed;
        sampled.count({ what, why }, 'malformed Slack event dropped');
      }
      // A repetition would be the same: it is acknowledged, so that Slack does not send it again.
      await event.ack();
    } catch (error) {
      log.error({ err: error }, 'a Slack event was not handled');
    }
  }
}

/** How many milliseconds ago an event came in: of Slack's 3 s some are gone before a listener is called. */
export function measureAge({ receivedAt }: Readonly<Record<string, unknown>>): number {
  return typeof receivedAt === 'number' ? performance.now() - receivedAt : 0;
}

/** Reports the first acknowledgment; whoever acknowledges twice is not heard. */
function measureAck(
  ack: ReceiverEvent['ack'],
  onAcknowledged: (seconds: number) => void,
): ReceiverEvent['ack'] {
  const begunAt = performance.now();
  let isDone = false;
  return async (said: unknown) => {
    await ack(said);
    if (!isDone) onAcknowledged((performance.now() - begunAt) / 1000);
    isDone = true;
  };
}
