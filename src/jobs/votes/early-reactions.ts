import type { Clock } from '../../core/base/clock.ts';
import type { Instant } from '../../core/base/time.ts';
import type { ReactionEvent } from '../../core/platform/inbound.ts';

/** Reactions on messages that we do not know (yet) are kept so long, and no more of them. */
const KEPT_MS = 5 * 60_000;
const MOST_KEPT = 500;

/** Reactions that may be on a post which is not recorded yet, in the order in which they came. */
export class EarlyReactions {
  readonly #clock: Clock;
  readonly #kept = new Map<ReactionEvent, Instant>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Most are on messages of others and fall out by themselves. */
  keep(event: ReactionEvent): void {
    const now = this.#clock.now();
    for (const [old, since] of this.#kept) {
      if (this.#kept.size < MOST_KEPT && now - since < KEPT_MS) break;
      this.#kept.delete(old);
    }
    this.#kept.set(event, now);
  }

  /** Whoever takes an event out counts it: `false` where somebody else has. */
  take(event: ReactionEvent): boolean {
    return this.#kept.delete(event);
  }

  on(messageId: string): ReactionEvent[] {
    return [...this.#kept.keys()].filter((event) => event.messageId === messageId);
  }
}
