import { createRateLimiter, takeFromAll } from '../async/rate-limiter.ts';
import type { Clock } from '../base/clock.ts';
import { toChannelId } from '../base/ids.ts';
import type { Asker } from '../message/interaction.ts';

/** Whose requests are counted. */
type Who = Pick<Asker, 'platform' | 'person'>;

const SECOND = 1000;

/** Commands, buttons and forms of a person in one channel. */
const IN_ONE_CHANNEL = { burst: 8, refillMs: 3 * SECOND };
/** The same in all channels, on Discord in all servers: a person who asks in many at once is still one person. */
const IN_ALL_CHANNELS = { burst: 16, refillMs: 1.5 * SECOND };
/** Autocomplete requests. Discord sends one per pause in typing, so nobody reaches this by typing. */
const CHOICES = { burst: 30, refillMs: SECOND / 4 };
/** A form is checked each time it is submitted. */
const FORM_CHECKS = { burst: 10, refillMs: SECOND };

/** How fast one person may ask, so that nobody takes the bot away from the others. */
export function createFloodLimits(clock: Clock, isUnlimited: (asker: Who) => boolean = () => false) {
  const channels = createRateLimiter(clock, IN_ONE_CHANNEL);
  const people = createRateLimiter(clock, IN_ALL_CHANNELS);
  const choices = createRateLimiter(clock, CHOICES);
  const formChecks = createRateLimiter(clock, FORM_CHECKS);
  return {
    /** 0 when the interaction may run, otherwise how long to wait, in milliseconds. */
    waitToAsk(asker: Who & Pick<Asker, 'tenant' | 'channel'>): number {
      if (isUnlimited(asker)) return 0;
      return takeFromAll([
        { limiter: channels, key: `${asker.person} ${toChannelId(asker.tenant, asker.channel)}` },
        { limiter: people, key: asker.person },
      ]);
    },
    mayComplete: (asker: Who): boolean => isUnlimited(asker) || choices.take(asker.person) === 0,
    mayCheckForm: (asker: Who): boolean => isUnlimited(asker) || formChecks.take(asker.person) === 0,
  };
}
