import { describe, expect, it } from 'vitest';
import { rehearse, type SoakOptions } from '../../bench/soak/rehearsal.ts';
import { reportOn } from '../../bench/soak/report.ts';

/** Always the same days in the suite; others by hand. */
const SEED = Number(process.env.SOAK_SEED ?? 1);

/**
 * At this speed an hour is two thirds of a second: a digest that a busy machine keeps waiting for longer counts as late.
 * The night from 7 to 8 March changes the clocks of America. A month by hand: `npm run bench:soak`.
 */
const OPTIONS: SoakOptions = {
  ...{ days: 2, channels: 8, mailboxes: 4, seed: SEED },
  ...{ speed: 5400, first: '2026-03-06' },
};

describe(`two days of eight channels and four mailboxes in half a minute (seed ${SEED})`, () => {
  it('end with ledger, votes and log as the platforms have them, whatever went wrong', async () => {
    const run = await rehearse(OPTIONS);
    try {
      const report = await reportOn(run, OPTIONS);
      expect(report.faults).toEqual([]);
      expect(report.slots.expected).toBeGreaterThan(0);
      expect(report.states.sent).toBeGreaterThan(0);
      expect(report.parts).toBeGreaterThan(0);
      expect(report.mails).toBeGreaterThan(0);
      expect(Object.keys(report.injected).length).toBeGreaterThan(5);
    } finally {
      await run.close();
    }
  }, 180_000);
});
