import { createRateLimiter, type RateLimit, takeFromAll } from '../async/rate-limiter.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Asker } from '../message/interaction.ts';
import type { SharedLimits } from '../store/shared-limits.ts';

/** Whose requests are counted, and in which server or workspace. */
type Who = Pick<Asker, 'platform' | 'person' | 'tenant'>;

/** The limits of one person: in one channel or server, and in all of them, since who asks in many at once is still one person. */
interface Limits {
  readonly here: RateLimit;
  readonly everywhere: RateLimit;
}

const SECOND = 1000;

/** Commands, buttons and forms, in one channel and in all channels, on Discord in all servers. */
const QUESTIONS: Limits = {
  here: { burst: 8, refillMs: 3 * SECOND },
  everywhere: { burst: 16, refillMs: 1.5 * SECOND },
};
/**
 * Autocomplete requests, in one server and in all. Discord sends one per pause in typing, so nobody reaches this by
 * typing.
 */
const CHOICES: Limits = {
  here: { burst: 30, refillMs: SECOND / 4 },
  everywhere: { burst: 60, refillMs: SECOND / 8 },
};
/** A form is checked each time it is submitted. */
const FORM_CHECKS: Limits = {
  here: { burst: 10, refillMs: SECOND },
  everywhere: { burst: 20, refillMs: SECOND / 2 },
};

export interface FloodLimitsDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** Missing: this process alone is asked. */
  readonly shared?: SharedLimits | undefined;
  readonly isUnlimited?: ((asker: Who) => boolean) | undefined;
}

/**
 * How fast one person may ask, so that nobody takes the bot away from the others. Questions are counted by all processes together; what
 * is typed comes with every key and every press of Save, and is each process's own to bound.
 */
export function createFloodLimits({ clock, log, shared, isUnlimited = () => false }: FloodLimitsDeps) {
  /** Counts a request in a channel or server: 0, or how long to wait, in milliseconds. */
  function limit(limits: Limits): (asker: Who, scope: string) => number {
    const [here, everywhere] = [
      createRateLimiter(clock, limits.here),
      createRateLimiter(clock, limits.everywhere),
    ];
    return (asker, scope) =>
      isUnlimited(asker)
        ? 0
        : takeFromAll([
            { limiter: here, key: `${asker.person} ${scope}` },
            { limiter: everywhere, key: asker.person },
          ]);
  }
  const [ask, complete, checkForm] = [limit(QUESTIONS), limit(CHOICES), limit(FORM_CHECKS)];

  async function askOthers({ person, channelId }: Pick<Asker, 'person' | 'channelId'>): Promise<number> {
    const limits = [
      { key: `${person} ${channelId}`, person, limit: QUESTIONS.here },
      { key: person, person, limit: QUESTIONS.everywhere },
    ];
    try {
      return (await shared?.takeFromAll(limits, clock.now())) ?? 0;
    } catch (err) {
      // What this process counts bounds it; an answer that needs the database says what is wrong.
      log.warn({ err }, 'the limits of all processes could not be read');
      return 0;
    }
  }

  return {
    /** 0 when the interaction may run, otherwise how long to wait, in milliseconds. Its own count spares the database a flood. */
    async waitToAsk(asker: Who & Pick<Asker, 'channelId'>): Promise<number> {
      const ms = ask(asker, asker.channelId);
      return ms > 0 || isUnlimited(asker) ? ms : askOthers(asker);
    },
    mayComplete: (asker: Who): boolean => complete(asker, asker.tenant) === 0,
    mayCheckForm: (asker: Who): boolean => checkForm(asker, asker.tenant) === 0,
  };
}
