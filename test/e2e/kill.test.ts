import { describe, expect, it } from 'vitest';
import { killRound } from '../../bench/kill/kill-round.ts';
import { randomFrom } from '../../bench/shared/random.ts';

/** More rounds by hand: `npm run bench:kill -- --rounds 200`. */
const ROUNDS = Number(process.env.KILL_ROUNDS ?? 6);
const SEED = Number(process.env.KILL_SEED ?? Date.now() % 1_000_000);

describe(`kill -9 in the middle of a fan-out (seed ${SEED}, ${ROUNDS} rounds)`, () => {
  it(
    'loses no part and repeats none, and the ledger agrees with the platforms',
    async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const { faults, states, unsent, mails, violations, kills } = await killRound(
          randomFrom(SEED + round),
        );
        const about = `seed ${SEED + round}, killed ${JSON.stringify(kills)}`;
        expect(faults, about).toEqual([]);
        expect(violations, about).toBe(0);
        // Only a mail cannot be looked up, and is never sent twice: its outcome may stay unknown.
        expect(unsent, about).toEqual([]);
        expect((states.sent ?? 0) + mails.unknown, about).toBe(14);
      }
    },
    ROUNDS * 60_000,
  );
});
