import { describe, expect, it } from 'vitest';
import { runEvents, WAYS } from '../../bench/hostile/run-events.ts';

/** Another one each day, and printed, so that a failure can be had again. */
const seed = Math.floor(Date.now() / 86_400_000);

/** So many a way; `bench/hostile/platform-events.ts` sends a hundred thousand. */
const COUNT = 1000;

describe(`changed events of the platforms, seed ${seed}`, () => {
  it.each(Object.keys(WAYS) as Array<keyof typeof WAYS>)(
    'leave no error that nobody handled, and events as they should be are heard between them: %s',
    async (name) => {
      const { sent, unhandled, lines } = await runEvents(name, COUNT, seed);
      expect(unhandled).toEqual([]);
      expect(sent).toBe(COUNT);
      const answer = [...lines.keys()].filter((line) => line.includes('malformed'));
      expect(answer).not.toEqual([]);
      // One that is not handled is caught, and still something that a schema should have refused.
      expect([...lines.keys()].filter((line) => /was not handled|could not read a text/.test(line))).toEqual(
        [],
      );
    },
    60_000,
  );
});
