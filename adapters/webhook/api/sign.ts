import { createHmac } from 'node:crypto';

const SECRET_PREFIX = 'whsec_';

interface Signed {
  /** The same at every try, by which a receiver recognizes a repetition. */
  readonly id: string;
  /** Seconds since the epoch. */
  readonly timestamp: number;
  readonly body: string;
}

/** The headers by which a receiver knows that an event is ours, by Standard Webhooks. */
export function signHeaders({ id, timestamp, body }: Signed, secret: string): Record<string, string> {
  const key = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${signature}`,
  };
}
