import { describe, expect, it } from 'vitest';
import { createClock } from '../src/clock.ts';

const NOON = Date.parse('2026-03-07T12:00:00Z');

describe("the process's clock", () => {
  it("is the system's by default", () => {
    expect(createClock(undefined, 1, () => 5).now()).toBe(5);
  });

  it('starts at the given time, and goes on from there', () => {
    let real = 1000;
    const clock = createClock(NOON, 1, () => real);
    expect(clock.now()).toBe(NOON);
    real += 250;
    expect(clock.now()).toBe(NOON + 250);
  });

  it('runs at the given speed, from any start', () => {
    let real = 1000;
    const rehearsal = createClock(NOON, 600, () => real);
    const fromNow = createClock(undefined, 600, () => real);
    real += 1000;
    expect(rehearsal.now()).toBe(NOON + 10 * 60_000);
    expect(fromNow.now()).toBe(1000 + 10 * 60_000);
  });
});
