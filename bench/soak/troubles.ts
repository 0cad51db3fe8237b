import type { ChannelId } from '../../src/core/base/ids.ts';
import type { Instant } from '../../src/core/base/time.ts';
import type { Store } from '../../src/core/store/store.ts';
import type { Random } from '../shared/random.ts';
import type { createCrowd } from './crowd.ts';
import { type Injection, spoilChannel } from './injections.ts';
import type { Stage } from './stage.ts';

/** A stretch of time in which a channel refused the bot, until it was resumed. */
export interface Trouble {
  readonly channel: ChannelId;
  readonly what: string;
  readonly from: Instant;
  to: Instant;
}

interface Open {
  readonly trouble: Trouble;
  readonly until: Instant;
  fix: (() => void) | undefined;
}

const HOUR_MS = 3_600_000;

export interface TroublesDeps {
  readonly stage: Stage;
  readonly store: Store;
  readonly random: Random;
  readonly note: (injection: Injection) => void;
}

/** Channels that refuse the bot for half a day to a day and a half, are fixed, and resumed by a person. */
export function createTroubles({ stage, store, random, note }: TroublesDeps) {
  const all: Open[] = [];
  const isOpen = (channel: ChannelId): boolean =>
    all.every(({ trouble, fix }) => trouble.channel !== channel || fix === undefined);

  return {
    /** Whether people can do anything in the channel. */
    isOpen,
    begin(now: Instant): void {
      const channel = random.pick(stage.chats.filter(isOpen));
      const { what, fix } = spoilChannel(stage, channel, random);
      const until = now + random.whole(12, 36) * HOUR_MS;
      all.push({ trouble: { channel, what, from: now, to: until }, until, fix });
      note({ at: now, victim: channel, what });
    },
    /** Fixes what has lasted long enough, and has people resume what the bot has paused meanwhile. */
    async tend(now: Instant, crowd: ReturnType<typeof createCrowd>, isOver = false): Promise<void> {
      for (const open of all) {
        if (open.fix && (isOver || now >= open.until)) {
          open.fix();
          open.fix = undefined;
          open.trouble.to = now;
        }
        // It may be in its next trouble by now.
        if (!isOpen(open.trouble.channel)) continue;
        const subscription = await store.subscriptions.find(open.trouble.channel);
        if (subscription?.paused === undefined) continue;
        open.trouble.to = now;
        crowd.resume(open.trouble.channel);
      }
    },
    list: (): Trouble[] => all.map(({ trouble }) => trouble),
  };
}
