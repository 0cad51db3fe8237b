import { describe, expect, test } from 'vitest';
import { EngineState, type EngineStateName } from '../../../src/search/lifecycle/engine-state.ts';
import { HourlyLimit } from '../../../src/search/lifecycle/hourly-limit.ts';

function enterAll(...names: readonly EngineStateName[]): EngineState {
  const state = new EngineState();
  for (const name of names) state.enter(name);
  return state;
}

describe('the state of the engine', () => {
  test('leads from no index to one that answers, while it is rebuilt too', () => {
    const states = (['opening', 'building', 'ready', 'rebuilding'] as const).map((_, i, all) =>
      enterAll(...all.slice(0, i + 1)),
    );
    expect(states.map(({ isAnswering }) => isAnswering)).toEqual([false, false, true, true]);
  });

  test('refuses what no transition leads to', () => {
    expect(() => enterAll('ready', 'building')).toThrow('cannot go from ready to building');
    expect(() => enterAll('failed', 'paused')).toThrow('cannot go from failed to paused');
    expect(() => enterAll('building', 'paused')).toThrow('cannot go from building to paused');
  });

  test('stays closed: work that ends later changes nothing', () => {
    expect(enterAll('ready', 'closed', 'ready').name).toBe('closed');
  });

  test('goes back to opening when the worker dies, wherever it was', () => {
    const before = ['building', 'ready', 'failed'] as const;
    expect(before.map((name) => enterAll(name, 'opening').name)).toEqual(['opening', 'opening', 'opening']);
  });
});

test('what may happen twice an hour may not happen a third time, and may again an hour later', () => {
  const limit = new HourlyLimit(2);
  const hour = 3_600_000;
  expect([0, 1, 2, hour + 3, hour + 4].map((now) => limit.allows(now))).toEqual([
    true,
    true,
    false,
    true,
    true,
  ]);
  expect(limit.count).toBe(2);
});
