import type { Clock } from '../../core/base/clock.ts';
import type { Instant } from '../../core/base/time.ts';
import type { ReactionEvent } from '../../core/platform/inbound.ts';

/** Reactions on messages that we do not know (yet) are stored for this long, and at most this many. */
const MAX_AGE_MS = 5 * 60_000;
const MAX_EVENTS = 500;

/** Reactions that may belong to a post which is not recorded yet, in order of arrival. */
export class EarlyReactions {
  readonly #clock: Clock;
  readonly #events = new Map<ReactionEvent, Instant>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Most are on messages of others and expire. */
  add(event: ReactionEvent): void {
    const now = this.#clock.now();
    for (const [old, since] of this.#events) {
      if (this.#events.size < MAX_EVENTS && now - since < MAX_AGE_MS) break;
      this.#events.delete(old);
    }
    this.#events.set(event, now);
  }

  /** The caller that removes an event counts it: `false` where another one has removed it. */
  take(event: ReactionEvent): boolean {
    return this.#events.delete(event);
  }

  listMessages(): string[] {
    return [...new Set([...this.#events.keys()].map(({ messageId }) => messageId))];
  }

  on(messageId: string): ReactionEvent[] {
    return [...this.#events.keys()].filter((event) => event.messageId === messageId);
  }
}
