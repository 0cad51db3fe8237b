import { expect, it } from 'vitest';
import { judgeCommands } from '../../bench/shared/asked-commands.ts';

const KILL = { from: 10_000, until: 10_001 };
const DOWN = { from: 20_000, until: 25_000 };

it.each<[string, number, number | undefined, { readonly late: number; readonly excused: number }]>([
  ['shown in time', 1_000, 3_900, { late: 0, excused: 0 }],
  ['shown after three seconds', 1_000, 4_100, { late: 1, excused: 0 }],
  ['never shown, and asked long before anything died', 1_000, undefined, { late: 1, excused: 0 }],
  ['never shown, and open at a kill', 9_000, undefined, { late: 0, excused: 1 }],
  ['shown in time before a kill', 9_000, 9_500, { late: 0, excused: 0 }],
  ['open when a process is killed', 9_000, 13_000, { late: 0, excused: 1 }],
  ['asked after the kill and shown late', 10_500, 14_000, { late: 1, excused: 0 }],
  ['asked while the database was down', 24_000, 29_000, { late: 0, excused: 1 }],
  ['asked after the database was back', 25_500, 29_000, { late: 1, excused: 0 }],
])('counts a command that was %s', (_what, askedAt, shownAt, counted) => {
  expect(judgeCommands([{ askedAt, shownAt }], [KILL, DOWN])).toMatchObject({ asked: 1, ...counted });
});

it('gives the times of those that nothing excuses', () => {
  const commands = [100, 300, 200].map((tookMs, i) => ({ askedAt: i * 1000, shownAt: i * 1000 + tookMs }));
  const open = { askedAt: 9_990, shownAt: 12_000 };
  expect(judgeCommands([...commands, open], [KILL])).toEqual({
    ...{ asked: 4, p50Ms: 200, maxMs: 300, late: 0, excused: 0 },
  });
});
