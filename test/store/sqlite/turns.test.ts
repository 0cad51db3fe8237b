import { describe, expect, it } from 'vitest';
import { createTurns } from '../../../src/store/sqlite/turns.ts';

describe('statements that follow each other', () => {
  it('let the event loop have a turn now and then, also when many chains of them run at once', async () => {
    let time = 0;
    const inTurn = createTurns(() => time);
    let sinceTurn = 0;
    let longest = 0;
    let running = true;
    const watch = () => {
      sinceTurn = 0;
      if (running) setImmediate(watch);
    };
    watch();
    const chain = async () => {
      for (let i = 0; i < 20; i++) {
        await inTurn(async () => {
          time += 3;
          sinceTurn += 3;
          longest = Math.max(longest, sinceTurn);
        });
      }
    };
    await Promise.all(Array.from({ length: 30 }, chain));
    running = false;
    expect(time).toBe(30 * 20 * 3);
    expect(longest).toBeLessThanOrEqual(12);
  });
});
