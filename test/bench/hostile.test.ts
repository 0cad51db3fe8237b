import { describe, expect, it } from 'vitest';
import { attack } from '../../bench/hostile/attack.ts';
import { listFaults, writePage } from '../../bench/hostile/report.ts';

/** Always the same attack in the suite; others by hand: `npm run bench:hostile`. */
const SEED = Number(process.env.HOSTILE_SEED ?? 1);

describe(`twenty seconds of everything hostile at once (seed ${SEED})`, () => {
  it('end with every command answered within three seconds, in 400 MB, without an end of the process', async () => {
    const run = await attack({ seconds: 20, seed: SEED, ways: ['socket', 'http'], graceMs: 5_000 });
    // The rest of the suite is on the same processors.
    expect(listFaults(run, { forgivesHeld: true }), writePage(run, SEED)).toEqual([]);
    const asked = run.parts.flatMap(({ questions }) => questions);
    expect(asked.length).toBeGreaterThan(50);
    expect(run.tally.rows().length).toBeGreaterThan(100);
  }, 240_000);
});
