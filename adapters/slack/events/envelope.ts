import { z } from 'zod';
import type { SampledLog } from '../../../src/core/base/sampled-log.ts';
import { parseBody } from './event-schema.ts';

/** Far above any message of Slack: a view with all its fields stays below 300 KB. */
const MAX_LENGTH = 2_000_000;

const envelope = z.object({
  envelope_id: z.string().min(1).max(255),
  type: z.enum(['events_api', 'slash_commands', 'interactive']),
  payload: z.unknown(),
  accepts_response_payload: z.boolean().optional(),
  retry_attempt: z.number().int().optional(),
  retry_reason: z.string().max(255).optional(),
});

const control = z.object({
  type: z.enum(['hello', 'disconnect']),
  reason: z.string().max(255).optional(),
});

/** Nobody listens to it: it is only acknowledged. */
const UNREAD = { type: 'interactive', payload: { type: 'unread' } } as const;

/**
 * The part of a socket message that Slack's client may see, as text again; `undefined` where it may see nothing. The client
 * reads `payload.event.type` unchecked, and emits an event by that name: `close` or `error` would be its own.
 */
export function readEnvelope(data: unknown, sampled: SampledLog): string | undefined {
  const decoded = parseJson(data);
  const known = control.safeParse(decoded);
  if (known.success) return JSON.stringify(known.data);
  const { data: found } = envelope.safeParse(decoded);
  if (!found) {
    sampled.count({ from: 'socket' }, 'malformed Slack envelope dropped');
    return undefined;
  }
  const parsed = parseBody(found.payload);
  if (parsed.kind === 'read') return JSON.stringify({ ...found, payload: parsed.body });
  if (parsed.kind === 'malformed') {
    const { what, why } = parsed;
    sampled.count({ what, why }, 'malformed Slack event dropped');
  }
  return JSON.stringify({ ...found, ...UNREAD });
}

function parseJson(data: unknown): unknown {
  if (typeof data !== 'string' || data.length > MAX_LENGTH) return undefined;
  try {
    return JSON.parse(data);
  } catch {
    // Counted by the caller, like everything else that is not an envelope.
    return undefined;
  }
}
