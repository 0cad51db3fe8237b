import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import type { Log } from '../../../src/core/base/log.ts';
import type { SampledLog } from '../../../src/core/base/sampled-log.ts';
import { parseBody } from './event-schema.ts';

/** Handles an event whose body has been parsed. */
export type HandleEvent = (event: ReceiverEvent) => Promise<void>;

/** The same receiver, with events that pass through the guard. */
export function guardReceiver(receiver: Receiver, log: Log, sampled: SampledLog): Receiver {
  return {
    init: (app) => receiver.init(guardApp(app, (event) => app.processEvent(event), log, sampled)),
    start: (...args: unknown[]) => receiver.start(...args),
    stop: (...args: unknown[]) => receiver.stop(...args),
  };
}

/** Passes a receiver's events through the guard to `handle`, which chooses the app for each. */
export function guardEvents(receiver: Receiver, handle: HandleEvent, log: Log, sampled: SampledLog): void {
  receiver.init(guardApp({}, handle, log, sampled));
}

/**
 * Passed to a receiver instead of the app: both entry points pass through here, so no handler, nor Bolt itself,
 * sees unparsed data. Never rejects: an error in a handler affects only its own event.
 */
function guardApp(app: object, handle: HandleEvent, log: Log, sampled: SampledLog): App {
  return Object.create(app, { processEvent: { value: processEvent } });

  async function processEvent(event: ReceiverEvent): Promise<void> {
    try {
      const parsed = parseBody(event.body);
      if (parsed.kind === 'read') return await handle({ ...event, body: parsed.body });
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
