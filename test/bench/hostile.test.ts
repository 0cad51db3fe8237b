import { describe, expect, it } from 'vitest';
import { attack } from '../../bench/hostile/attack.ts';
import { isLate, type Question } from '../../bench/hostile/questions.ts';
import { listFaults, writePage } from '../../bench/hostile/report.ts';

/** Always the same attack in the suite; others by hand: `npm run bench:hostile`. */
const SEED = Number(process.env.HOSTILE_SEED ?? 1);

describe(`twenty seconds of everything hostile at once (seed ${SEED})`, () => {
  it('end with something shown for every command within three seconds, in 400 MB, without an end of the process', async () => {
    const run = await attack({ seconds: 20, seed: SEED, ways: ['socket', 'http'], graceMs: 5_000 });
    // The rest of the suite is on the same processors.
    expect(listFaults(run, { forgivesHeld: true }), writePage(run, SEED)).toEqual([]);
    const asked = run.parts.flatMap(({ questions }) => questions);
    expect(asked.length).toBeGreaterThan(50);
    expect(run.tally.rows().length).toBeGreaterThan(100);
  }, 240_000);
});

it.each<[string, Pick<Question, 'kind' | 'shownMs' | 'answeredMs'>, boolean]>([
  ['only acknowledged', { kind: 'elsewhere' }, true],
  ['shown late that it takes longer', { kind: 'elsewhere', shownMs: 3_100 }, true],
  ['shown in time that it takes longer', { kind: 'elsewhere', shownMs: 2_100 }, false],
  ['a flood, only acknowledged', { kind: 'flood' }, true],
  ['only shown that it takes longer, of what is saved', { kind: 'here', shownMs: 2_100 }, true],
  ['answered in time, of what is saved', { kind: 'here', shownMs: 2_100, answeredMs: 2_900 }, false],
])('whether a command of the attack was late: %s', (_what, how, late) => {
  const question = { platform: 'slack', line: 'show x', from: 0, heldAtStart: 0, heldMs: 0 } as const;
  expect(isLate({ ...question, ackedMs: 10, waitedMs: 4_000, ...how })).toBe(late);
});
